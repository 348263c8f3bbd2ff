// A script that makes a shell complete the words of a command line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/shape.hpp"

namespace stickylab {

enum class Shell : std::uint8_t { bash, zsh, fish };

/// A script for `shell`. Commands, options and fixed values stand in it; the labs are asked for as
/// they are needed, by `stickylab list`.
std::string completion_for(Shell shell, const std::vector<CommandShape>& shapes);

}  // namespace stickylab
