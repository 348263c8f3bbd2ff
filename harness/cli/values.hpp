// From a word of the command line to a value. What is wrong with a word is said here, in our own
// words: those of a library would be in one language, and others in its next version.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/usage_error.hpp"

namespace stickylab {

/// Takes the value `word` of the option or argument `name`. Throws UsageError or InputError.
using Take = std::function<void(std::string_view name, const std::string& word)>;

/// Words, and what each stands for.
template <class Value>
using Choices = std::map<std::string, Value>;

/// A whole number from `least` to `most`, in decimal digits. Throws UsageError.
std::uint64_t whole_in(std::string_view name, std::string_view word, std::uint64_t least,
                       std::uint64_t most);

/// A number from `least` to `most`. Throws UsageError.
double number_in(std::string_view name, std::string_view word, double least, double most);

inline constexpr double kMinuteMs = 60'000;

/// A time in milliseconds: 40ms, 0.5s, or 40, which is 40ms. Throws UsageError.
double milliseconds_in(std::string_view name, std::string_view word, double most = kMinuteMs);

/// The keys of `choices`, with `between` them.
template <class Value>
std::string words_of(const Choices<Value>& choices, std::string_view between = "|") {
  std::string words;
  for (const auto& [word, value] : choices) words.append(words.empty() ? "" : between).append(word);
  return words;
}

/// Finds the value that `word` stands for. Throws UsageError if it is none of `choices`.
template <class Value>
const Value& choice_in(std::string_view name, const std::string& word,
                       const Choices<Value>& choices) {
  const auto found = choices.find(word);
  if (found == choices.end())
    throw UsageError({"{}: {} is none of {}", "{}：“{}”无效，可以是 {}"}, name, word,
                     "{" + words_of(choices, ",") + "}");
  return found->second;
}

// The functions below make a Take that puts the value into `target`, which must outlive it, as
// `choices` must.

template <class Target>
Take text_into(Target& target) {
  return [&target](std::string_view, const std::string& word) { target = word; };
}

template <class Target>
Take append_to(std::vector<Target>& target) {
  return [&target](std::string_view, const std::string& word) { target.emplace_back(word); };
}

/// Integer is what `target` holds.
template <class Integer, class Target>
Take whole_into(Target& target, Integer least, Integer most) {
  return [=, &target](std::string_view name, const std::string& word) {
    target = static_cast<Integer>(whole_in(name, word, least, most));
  };
}

template <class Target>
Take number_into(Target& target, double least, double most) {
  return [=, &target](std::string_view name, const std::string& word) {
    target = number_in(name, word, least, most);
  };
}

template <class Target>
Take milliseconds_into(Target& target, double most = kMinuteMs) {
  return [=, &target](std::string_view name, const std::string& word) {
    target = milliseconds_in(name, word, most);
  };
}

/// In seconds, which is also what a number without a unit counts.
template <class Target>
Take seconds_into(Target& target) {
  return [&target](std::string_view name, const std::string& word) {
    const bool bare = word.find_first_not_of("0123456789.") == std::string::npos;
    target = milliseconds_in(name, bare ? word + "s" : word) / 1000;
  };
}

template <class Target, class Value>
Take choice_into(Target& target, const Choices<Value>& choices) {
  return [&](std::string_view name, const std::string& word) {
    target = choice_in(name, word, choices);
  };
}

}  // namespace stickylab
