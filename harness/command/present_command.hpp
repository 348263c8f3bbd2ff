// `present`: labs on the whole screen, recorded, or one of them live.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"

namespace stickylab {

struct PresentOptions {
  std::filesystem::path root;     ///< --root, the prefix of the tool's parts; empty: our own
  std::vector<std::string> labs;  ///< numbers, folders or names, in the order of the lesson
  std::string plan;               ///< instead of labs: a file that names them
  bool step = false;              ///< live: every packet is held until a key lets it through
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced when somebody leaves. Throws InputError if there is no terminal, if no wire
/// can be held as --step asks, and for what else the user can mend.
int present_command(const PresentOptions& options);

/// `present --step`, live: present_command comes to it.
int step_command(const PresentOptions& options);

}  // namespace stickylab
