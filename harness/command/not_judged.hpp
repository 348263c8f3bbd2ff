// An answer that cannot be given.
#pragma once

#include "base/input_error.hpp"

namespace stickylab {

/// The programs were not judged, right or wrong: exit status kNotJudged.
class NotJudged : public InputError {
 public:
  using InputError::InputError;
};

}  // namespace stickylab
