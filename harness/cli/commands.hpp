// Each command of the tool: its name, its options, and what the help says of them.
#pragma once

#include "cli/command_line.hpp"

namespace stickylab {

void add_commands(CommandLine& line);

}  // namespace stickylab
