// Text that says much again, in a shorter form: harness/report/site/unpack.js reads it.
#pragma once

#include <string>
#include <string_view>

namespace stickylab {

/// Replaces a text that stands before by its place: one character, U+0100 and the length, and
/// another, U+0800 and the distance back from here. `ascii` has ASCII characters only, and so every
/// other one in the result is such a pair.
std::string packed(std::string_view ascii);

}  // namespace stickylab
