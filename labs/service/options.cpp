#include "service/options.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <iostream>

namespace service {
namespace {

int port_of(const std::string& text) {
  int port = -1;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && rest == end && port <= 65'535 ? port : -1;
}

CLI::Option* add_place(CLI::App& role, const std::string& name, std::string& host,
                       int& port) {
  return role
      .add_option_function<std::string>(
          name, [&](const std::string& place) { set_place(host, port, place); })
      ->type_name("HOST:PORT")
      ->required();
}

}  // namespace

void set_place(std::string& host, int& port, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  port = colon == std::string::npos ? -1 : port_of(place.substr(colon + 1));
  if (port < 0) throw CLI::ValidationError(place, "is no HOST:PORT");
  host = place.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
}

CLI::App* add_server(CLI::App& program, DoorOptions& options) {
  CLI::App* server = program.add_subcommand("server", "serves until it is ended");
  add_place(*server, "--listen", options.host, options.port);
  server->add_option("--root", options.root, "users, key, certificate, homes")
      ->type_name("FOLDER")
      ->required();
  server->add_flag("--plain", options.plain, "without TLS; on this computer only");
  return server;
}

CLI::App* add_client(CLI::App& program, VisitOptions& options) {
  CLI::App* client = program.add_subcommand("client", "does what you say at a server");
  add_place(*client, "--connect", options.host, options.port);
  client->add_option("--user", options.user)->type_name("NAME")->required();
  client->add_option("--password-file", options.password_file, "else it is asked for")
      ->type_name("FILE");
  client->add_option("--pin", options.pin, "the server's fingerprint")
      ->type_name("SHA256:...");
  client->add_option("--known-servers", options.known_servers)->type_name("FILE");
  client->add_flag("--plain", options.plain, "without TLS");
  return client;
}

CLI::App* add_receiver(CLI::App& program, Place& place) {
  CLI::App* receiver = program.add_subcommand("receiver", "plays the lab's server");
  add_place(*receiver, "--listen", place.host, place.port);
  return receiver;
}

CLI::App* add_sender(CLI::App& program, Place& place) {
  CLI::App* sender = program.add_subcommand("sender", "plays the lab's client");
  add_place(*sender, "--connect", place.host, place.port);
  return sender;
}

CLI::App* add_user(CLI::App& program, NewUser& user) {
  CLI::App* role = program.add_subcommand("user", "sets a user; reads his password");
  role->add_option("name", user.name)->required();
  role->add_option("--root", user.root, "the server's")
      ->type_name("FOLDER")
      ->required();
  role->add_option("--quota", user.quota)->type_name("BYTES");
  return role;
}

int set_user(const NewUser& user) {
  std::filesystem::create_directories(user.root);
  std::string password;
  if (!std::getline(std::cin, password) || password.empty()) {
    throw WrongUsage("no password on standard input");
  }
  Accounts(user.root / "users").set(user.name, password, user.quota);
  return 0;
}

int run_main(CLI::App& program, int argc, char** argv,
             const std::function<int()>& run) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that has gone is an error of a write
  program.require_subcommand(0, 1);
  try {
    program.parse(argc, argv);
    return run();
  } catch (const CLI::Success& success) {
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    program.exit(error);
    return 2;
  } catch (const WrongUsage& wrong) {
    std::fprintf(stderr, "%s\n", wrong.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace service
