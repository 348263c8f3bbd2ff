// `observe`: any programs, in lanes, without a verdict.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/options.hpp"
#include "recording/actor.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// One of the two programs that need no names.
struct ProgramOptions {
  std::string command;
  std::string input;  ///< on its standard input; `\n` is a newline
  bool given() const { return !command.empty() || !input.empty(); }
};

/// --program NAME=CMD
struct NamedProgram {
  std::string name;
  std::string command;
};

/// --host NAME=N
struct HostOptions {
  std::string name;
  int host = 1;  ///< 1 to kMostHosts
};

/// --start NAME=now, NAME=listens:OTHER, NAME=ended:OTHER
struct StartOptions {
  std::string name;
  Start::When when{};
  std::string other;  ///< empty if `when` is at_once
};

/// --until callers, all, NAME; --for S
struct UntilOptions {
  std::string whom = "callers";
  std::optional<double> seconds;
};

struct ObserveOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  ProgramOptions receiver;
  ProgramOptions sender;
  std::vector<std::string> words;      ///< CMD... -- CMD...: the commands of those two, in words
  std::optional<Actor> first;          ///< the one of those two that listens; empty: the receiver
  std::vector<NamedProgram> programs;  ///< in the place of those two
  std::vector<HostOptions> hosts;      ///< as they were given, also if that makes no sense
  std::vector<StartOptions> starts;    ///< the same
  UntilOptions until;
  std::uint16_t port = 0;  ///< for the first that is awaited; 0: not given
  Probe probe{};           ///< the observer of the calls
  ViewOptions view;
  StageOptions stage;
};

/// Returns kFailed if the programs could not be run. Throws InputError for what the user can mend.
int observe_command(const ObserveOptions& options);

}  // namespace stickylab
