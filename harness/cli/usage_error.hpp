// Wrong usage: the command line itself cannot be read.
#pragma once

#include "base/input_error.hpp"

namespace stickylab {

/// Names the option or argument, what was given, and what may be given. The user is pointed to
/// --help.
class UsageError : public InputError {
 public:
  using InputError::InputError;
};

}  // namespace stickylab
