// `present`: one lab on the whole screen, recorded or live.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct PresentOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name
  bool step = false;           ///< live: every packet is held until a key lets it through
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced when somebody leaves. Throws InputError if there is no terminal, if no wire
/// can be held as --step asks, and for what else the user can mend.
int present_command(const PresentOptions& options);

/// `present --step`, live: present_command comes to it.
int step_command(const PresentOptions& options);

}  // namespace stickylab
