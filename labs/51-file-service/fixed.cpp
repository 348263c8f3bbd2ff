// A server of files for several users, and its client. `server.hpp` and `shell.hpp` are
// where to begin. As receiver and sender they play what broken.cpp plays: a list, and
// the first movie.
#include <sys/resource.h>

#include "script.hpp"
#include "server.hpp"
#include "service/options.hpp"
#include "shell.hpp"

namespace {

// A session has a descriptor, and a user two: more than a program may have if nobody
// asks.
void allow_descriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int run_server(const service::DoorOptions& options) {
  allow_descriptors();
  std::filesystem::create_directories(options.root);
  service::Loop loop;
  files::Server(loop.get(), options).run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Files on a server, for several users.");
  service::DoorOptions door;
  service::NewUser user;
  service::VisitOptions visit;
  service::Place place;
  bool replace = false;
  files::Words words;
  const auto* server = service::add_server(program, door);
  const auto* set_user = service::add_user(program, user);
  auto* client = service::add_client(program, visit);
  client->add_flag("--replace", replace, "what is there under that name");
  client->add_option("command", words)->type_name("COMMAND");
  client->footer(files::kCommands);
  const auto* receiver = service::add_receiver(program, place);
  const auto* sender = service::add_sender(program, place);
  return service::run_main(program, argc, argv, [&] {
    if (*server) return run_server(door);
    if (*set_user) return service::set_user(user);
    if (*client) return files::run_client(visit, words, replace);
    if (*receiver) return service::play_receiver(files::script(), place);
    if (*sender) return service::play_sender(files::script(), place);
    return service::play_both(files::script());
  });
}
