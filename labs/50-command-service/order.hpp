// A command that is to be run, and how it went. Pure.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "life.hpp"

namespace commands {

struct Order {
  std::vector<std::string> argv;
  std::filesystem::path home;  // where it runs
  std::string user;            // for whom
  Millis longest = Life::kLongest;
  bool has_input = false;  // without, it reads /dev/null
  bool apart = true;       // in namespaces of its own
};

struct Ended {
  int exit = 0;
  int signal = 0;  // 0: it has ended by itself
  Millis lasted{};
  bool truncated = false;  // it said too much
  bool late = false;       // it lasted too long
};

enum class Stream : char { output = 'o', errors = 'e' };

}  // namespace commands
