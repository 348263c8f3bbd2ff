// A program in Python, and the lines that it prints.
#pragma once

#include <string>

#include "command/children.hpp"
#include "judge/claims.hpp"

namespace stickylab {

/// Runs the text of a program with python3, apart from the user's own modules. What it has started
/// is ended with it. A program that takes ten seconds is killed, and has failed. Throws
/// Interrupted.
Printed printed_by_python(const std::string& program, Children& children);

}  // namespace stickylab
