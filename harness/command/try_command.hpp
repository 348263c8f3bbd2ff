// `try`: somebody's own programs, under every way their bytes can come.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/options.hpp"
#include "command/own_options.hpp"
#include "command/starter.hpp"

namespace stickylab {

struct TryOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name; empty with `own`
  std::filesystem::path file;  ///< a C++ file with both ends; empty: the next two, or one of them
  std::string sender;          ///< a command; empty: the lab's own
  std::string receiver;        ///< the same
  std::optional<Starter> starter;  ///< --new: the language of a first receiver that is written
  std::filesystem::path messages;  ///< a file of `message: TEXT` lines; empty: the lab's messages
  std::vector<std::string> schedules;  ///< the only deliveries to try; none: all
  OwnOptions own;                      ///< a client and a server of one's own, instead of a lab
  bool watch = false;                  ///< again after each save, until a signal comes
  ViewOptions view;
  StageOptions stage;
};

/// Returns kNotReproduced if a delivery breaks the programs. Throws InputError for what the user
/// can mend.
int try_command(const TryOptions& options);

}  // namespace stickylab
