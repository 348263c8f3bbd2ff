// The tool's words if no command is given: what it is, where the user is, what comes next.
#pragma once

#include <filesystem>
#include <string>

#include "base/phrase.hpp"

namespace stickylab {

struct WelcomeOptions {
  std::filesystem::path root;      ///< --root, the prefix of the tool's parts; empty: our own
  std::string name = "stickylab";  ///< as the user calls the tool
  Lang lang = Lang::en;
};

/// Returns the exit status. Throws InputError if there are no labs, or a lab.toml is wrong.
int welcome_command(const WelcomeOptions& options);

}  // namespace stickylab
