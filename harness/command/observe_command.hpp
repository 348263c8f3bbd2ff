// `observe`: any two programs, in lanes, without a verdict.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "command/options.hpp"
#include "recording/actor.hpp"

namespace stickylab {

/// One of the two programs.
struct ProgramOptions {
  std::string command;
  std::string input;  ///< on its standard input; `\n` is a newline
};

struct ObserveOptions {
  std::filesystem::path root;  ///< of --root: prefix of the tool's parts; empty: our own
  ProgramOptions receiver;
  ProgramOptions sender;
  Actor first = kReceiver;  ///< the one that listens, and is started first
  std::uint16_t port = 0;   ///< where that one listens; 0: not given
  ViewOptions view;
  StageOptions stage;
};

/// Returns kFailed if the programs could not be run. Throws InputError for what the user can mend.
int observe_command(const ObserveOptions& options);

}  // namespace stickylab
