// Wrong usage: the command line itself cannot be read.
#pragma once

#include "base/input_error.hpp"

namespace stickylab {

/// Passes on what a library says, for which there are no words of our own.
inline constexpr Phrase kAsTheLibrarySays{"{}", "未能完成：{}"};

/// Names the option or argument, what was given, and what may be given. The user is pointed to
/// --help.
class UsageError : public InputError {
 public:
  using InputError::InputError;
};

}  // namespace stickylab
