// A server that runs commands for its users, and its client. `server.hpp` and
// `runner.hpp` are where to begin. As receiver and sender they play what broken.cpp
// plays: six lines that somebody types, one of them blank.
#include <unistd.h>

#include <string_view>

#include "launch.hpp"
#include "runner.hpp"
#include "script.hpp"
#include "server.hpp"
#include "service/options.hpp"

namespace {

struct ServerWords {
  service::DoorOptions door;
  std::vector<std::string> allow;
  bool shell = false;
};

void warn(const commands::Server& server) {
  if (server.allowed().has_shell()) {
    std::fputs("--shell: whoever logs in runs what he likes, as this user\n", stderr);
  }
  if (!server.are_apart()) {
    std::fputs(
        "no namespaces here: the number of processes is that of all of this "
        "user, and what a command\nmakes leave its process group outlives it\n",
        stderr);
  }
  if (geteuid() == 0) {
    std::fputs("this is root: commands run as root, and in any number\n", stderr);
  }
}

commands::Allowed allowed_by(const ServerWords& words) {
  if (words.shell) return commands::Allowed::everything();
  if (words.allow.empty()) return commands::Allowed::usual();
  return commands::Allowed({words.allow.begin(), words.allow.end()});
}

int run_server(const ServerWords& words) {
  if (words.shell && words.door.plain) {
    throw service::WrongUsage("--shell wants TLS: do without --plain");
  }
  std::filesystem::create_directories(words.door.root);
  service::Loop loop;
  commands::Server server(loop.get(), words.door, allowed_by(words));
  warn(server);
  server.run();
  return 0;
}

CLI::App* add_server(CLI::App& program, ServerWords& words) {
  CLI::App* server = service::add_server(program, words.door);
  auto* allow = server
                    ->add_option("--allow", words.allow,
                                 "commands that may be run; else date, echo, "
                                 "hostname, id, ls, pwd, uname, whoami")
                    ->delimiter(',')
                    ->type_name("NAME,...");
  server->add_flag("--shell", words.shell, "all may be run, and lines of a shell")
      ->excludes(allow);
  return server;
}

CLI::App* add_client(CLI::App& program, service::VisitOptions& visit,
                     commands::Wanted& wanted) {
  CLI::App* client = service::add_client(program, visit);
  client->add_flag("--input", wanted.input, "the command reads this client's input");
  CLI::App* run = client->add_subcommand("run", "one command: run NAME WORD...");
  run->prefix_command();
  run->callback([&wanted, run] {
    wanted.argv = run->remaining();
    if (wanted.argv.empty()) throw CLI::ValidationError("run", "needs a command");
  });
  client->footer(commands::kStatuses);
  return client;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::string_view(argv[1]) == commands::kLaunch) {
    return commands::launch(argc - 2, argv + 2);
  }
  CLI::App program("Commands that a server runs, for several users.");
  ServerWords words;
  service::NewUser user;
  service::VisitOptions visit;
  commands::Wanted wanted;
  service::Place place;
  const auto* server = add_server(program, words);
  const auto* set_user = service::add_user(program, user);
  const auto* client = add_client(program, visit, wanted);
  const auto* receiver = service::add_receiver(program, place);
  const auto* sender = service::add_sender(program, place);
  return service::run_main(program, argc, argv, [&] {
    if (*server) return run_server(words);
    if (*set_user) return service::set_user(user);
    if (*client) return commands::run_client(visit, wanted);
    if (*receiver) return service::play_receiver(commands::script(), place);
    if (*sender) return service::play_sender(commands::script(), place);
    return service::play_both(commands::script());
  });
}
