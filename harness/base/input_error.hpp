// What the user can mend, told in the language they read.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "base/phrase.hpp"

namespace stickylab {

/// What is wrong with the user's input, in one line that says where and what to do next. `what()`
/// says it in English, `say` in a language.
///
///     throw InputError({"{} is missing; run `make build`", "缺少 {}；请运行 `make build`"}, file);
class InputError : public std::runtime_error {
 public:
  /// Keeps the phrase, and each of its arguments as text.
  template <class... Args>
  explicit InputError(PhraseFor<typename AsText<Args>::Type...> phrase, const Args&... arguments)
      : InputError(std::vector<std::string>{fmt::to_string(arguments)...}, phrase.phrase()) {}

 private:
  InputError(std::vector<std::string> arguments, const Phrase& phrase);

  friend std::string say(const InputError& error, Lang lang);

  Phrase phrase_;
  std::vector<std::string> arguments_;
};

/// What is wrong, in `lang`. Details from the system, of lab.toml and of a recording stay English.
std::string say(const InputError& error, Lang lang);

}  // namespace stickylab
