// A server of files for several users, and its client. `server.hpp` and `shell.hpp` are
// where to begin. As receiver and sender they play what broken.cpp plays: a list, and
// the first movie.
#include <csignal>
#include <cstdio>
#include <iostream>

#include "options.hpp"
#include "script.hpp"
#include "server.hpp"
#include "shell.hpp"

namespace {

int run_server(const files::Options& options) {
  if (options.port.empty() || options.root.empty()) {
    throw files::WrongUsage("a server needs --listen and --root");
  }
  std::filesystem::create_directories(options.root);
  uv_loop_t loop;
  uv_loop_init(&loop);
  files::Server server(&loop, {.host = options.host,
                               .port = std::stoi(options.port),
                               .root = options.root,
                               .plain = options.plain});
  server.run();
  return 0;
}

int set_user(const files::Options& options) {
  if (options.words.size() != 1 || options.root.empty()) {
    throw files::WrongUsage("a user needs a name and --root");
  }
  std::filesystem::create_directories(options.root);
  std::string password;
  std::getline(std::cin, password);
  service::Accounts accounts(options.root / "users");
  accounts.set(options.words.front(), password, options.quota);
  return 0;
}

int run(const files::Options& options) {
  if (options.role == "server") return run_server(options);
  if (options.role == "user") return set_user(options);
  if (options.role == "client") return files::run_client(options);
  if (options.role == "receiver")
    return files::play_receiver(options.host, options.port);
  if (options.role == "sender") return files::play_sender(options.host, options.port);
  if (options.role.empty()) return files::play_both();
  throw files::WrongUsage("it is a server, a client, or sets a user");
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that has gone is an error of a write
  try {
    return run(files::read_options(argc, argv));
  } catch (const files::WrongUsage& wrong) {
    std::fprintf(stderr, "%s\n%s", wrong.what(), files::kUsage);
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
