// The words of a line that a person types, for want of a shell: blanks part them,
// quotes keep them together. Nothing else has a meaning: no variables, no wild cards,
// no pipes. Pure.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

struct Unclosed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// 'as it is', "as it is but for \" and \\", and \c is c. Throws Unclosed.
std::vector<std::string> words_of(std::string_view line);

}  // namespace commands
