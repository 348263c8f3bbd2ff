#include "base/input_error.hpp"

#include <fmt/args.h>

#include <utility>

namespace stickylab {
namespace {

std::string filled(std::string_view text, const std::vector<std::string>& arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& argument : arguments) store.push_back(argument);
  return fmt::vformat(text, store);
}

}  // namespace

InputError::InputError(std::vector<std::string> arguments, const Phrase& phrase)
    : std::runtime_error(filled(phrase.en, arguments)),
      phrase_(phrase),
      arguments_(std::move(arguments)) {}

std::string say(const InputError& error, Lang lang) {
  return filled(in(lang, error.phrase_), error.arguments_);
}

}  // namespace stickylab
