// `learn`: a lesson, from guess to fix.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct LearnOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  std::string lab;             ///< number, folder or name; empty: the one that the student was in
  bool reset = false;          ///< forget the guesses of this lab, or of all
  ViewOptions view;
  StageOptions stage;
};

/// Returns kReproduced when the student leaves. Throws InputError if there is no terminal, and for
/// what else the user can mend.
int learn_command(const LearnOptions& options);

}  // namespace stickylab
