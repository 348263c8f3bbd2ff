#include "base/input_error.hpp"

#include <fmt/args.h>
#include <fmt/ranges.h>

#include <utility>

namespace stickylab {

InputError::InputError(std::vector<Argument> arguments, const Phrase& phrase)
    : std::runtime_error(filled(phrase, arguments, Lang::en)),
      phrase_(phrase),
      arguments_(std::move(arguments)) {}

InputError::Argument InputError::argument(const Names& list) {
  return {fmt::format("{}", fmt::join(list.names, ", ")),
          fmt::format("{}", fmt::join(list.names, "、"))};
}

std::string InputError::filled(const Phrase& phrase, const std::vector<Argument>& arguments,
                               Lang lang) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const Argument& argument : arguments)
    store.push_back(lang == Lang::zh ? argument.zh : argument.en);
  return fmt::vformat(in(lang, phrase), store);
}

std::string say(const InputError& error, Lang lang) {
  return InputError::filled(error.phrase_, error.arguments_, lang);
}

}  // namespace stickylab
