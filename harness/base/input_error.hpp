// Errors that the user can mend, told in the language they read.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Says in one English line what is wrong with the user's input, in which place, and what to do
/// next; `error_text` of text/phrases.hpp says it in Chinese.
class InputError : public std::runtime_error {
 public:
  template <class... Args>
  explicit InputError(fmt::format_string<const Args&...> format, const Args&... arguments)
      : std::runtime_error(fmt::format(format, arguments...)),
        format_(fmt::string_view(format).data(), fmt::string_view(format).size()),
        arguments_{fmt::to_string(arguments)...} {}

  std::string_view format() const { return format_; }
  const std::vector<std::string>& arguments() const { return arguments_; }

 private:
  std::string_view format_;  ///< a literal
  std::vector<std::string> arguments_;
};

}  // namespace stickylab
