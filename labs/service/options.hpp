// The words of the command line that all servers and clients have.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "service/door.hpp"
#include "service/visit.hpp"

namespace service {

// HOST:PORT, [HOST]:PORT for IPv6; throws CLI::ValidationError.
void set_place(std::string& host, int& port, const std::string& place);

// Each adds a role, with its options; the program does what it finds out of `parse`.
CLI::App* add_server(CLI::App& program, DoorOptions& options);
CLI::App* add_client(CLI::App& program, VisitOptions& options);
// The ends of the conversation that a lab plays: receiver --listen, sender --connect.
struct Place {
  std::string host = "127.0.0.1";
  int port = 0;
};
CLI::App* add_receiver(CLI::App& program, Place& place);
CLI::App* add_sender(CLI::App& program, Place& place);

// `user NAME --root FOLDER [--quota BYTES]`: sets a user, whose password it reads.
struct NewUser {
  std::string name;
  std::filesystem::path root;
  std::uint64_t quota = kQuota;
};
CLI::App* add_user(CLI::App& program, NewUser& user);
int set_user(const NewUser& user);

// The whole of main: parses, runs, tells what was wrong. Exit status 2: of the words.
int run_main(CLI::App& program, int argc, char** argv, const std::function<int()>& run);

}  // namespace service
