// Errors that the user can mend, told in the language they read.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "base/phrase.hpp"

namespace stickylab {

/// Fills in several names: "ann, bob" in English, "ann、bob" in Chinese.
struct Names {
  std::vector<std::string> names;
};

/// Names what is wrong with the user's input, in one line with its place and the next step.
/// `what()` says it in English, `say` in a language.
///
///     throw InputError({"{} is missing; run `make build`", "缺少 {}；请运行 `make build`"}, file);
class InputError : public std::runtime_error {
 public:
  /// Keeps the phrase, and each of its arguments as text.
  template <class... Args>
  explicit InputError(PhraseFor<typename AsText<Args>::Type...> phrase, const Args&... arguments)
      : InputError(std::vector<Argument>{argument(arguments)...}, phrase.phrase()) {}

 private:
  struct Argument {
    std::string en;
    std::string zh;
  };

  InputError(std::vector<Argument> arguments, const Phrase& phrase);

  template <class Value>
  static Argument argument(const Value& value) {
    const std::string text = fmt::to_string(value);
    return {text, text};
  }
  static Argument argument(const Names& list);

  static std::string filled(const Phrase& phrase, const std::vector<Argument>& arguments,
                            Lang lang);

  friend std::string say(const InputError& error, Lang lang);

  Phrase phrase_;
  std::vector<Argument> arguments_;
};

/// Says what is wrong, in `lang`. Details from the system, of lab.toml and of a recording stay
/// English.
std::string say(const InputError& error, Lang lang);

}  // namespace stickylab
