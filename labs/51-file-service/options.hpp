// The words of the command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "service/accounts.hpp"

namespace files {

struct WrongUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string role;  // server, user, client
  std::string host = "127.0.0.1";
  std::string port;
  std::filesystem::path root;
  std::string user;
  std::string pin;
  std::filesystem::path known_servers;
  std::filesystem::path password_file;
  std::uint64_t quota = service::kQuota;
  bool plain = false;
  bool replace = false;
  std::vector<std::string> words;  // that are no options
};

// Throws WrongUsage.
Options read_options(int argc, char** argv);

constexpr const char* kUsage =
    "usage: server --listen HOST:PORT --root FOLDER [--plain]\n"
    "       user NAME --root FOLDER [--quota BYTES]        (the password is read)\n"
    "       client --connect HOST:PORT --user NAME [--password-file FILE] [--pin "
    "FINGERPRINT]\n"
    "              [--known-servers FILE] [--plain] [--replace] COMMAND\n"
    "commands: get PATH [FILE], put FILE [PATH], ls [PATH], mkdir PATH, rm PATH, mv "
    "FROM TO,\n"
    "          df; without one they are read, a line each, and cd PATH, pwd, quit "
    "too\n";

}  // namespace files
