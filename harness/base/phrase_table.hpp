// One phrase for each value of an enum.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "base/phrase.hpp"

namespace stickylab {

template <class Enum>
struct PhraseOf {
  Enum value;
  Phrase phrase;
};

namespace phrase_check {

void the_values_are_not_in_order();
void the_last_values_are_missing();

/// True if the enum has a name for `value`. If it has none, the compiler prints the value as
/// "(Verdict)10", so that a digit follows the last bracket.
template <auto value>
consteval bool has_name() {
  const std::string_view printed = __PRETTY_FUNCTION__;
  const char next = printed[printed.rfind(')') + 1];
  return next < '0' || '9' < next;
}
static_assert(has_name<Lang::zh>() && !has_name<Lang{2}>(), "this compiler prints them otherwise");

}  // namespace phrase_check

/// The text for each value of `Enum` from `kFirst` on. A table that lacks a value, or has them in
/// another order, does not compile.
template <class Enum, Enum kFirst, std::size_t kSize>
class PhraseTable {
 public:
  consteval explicit PhraseTable(const PhraseOf<Enum> (&entries)[kSize])
      : PhraseTable(entries, std::make_index_sequence<kSize>()) {}

  constexpr const Phrase& operator[](Enum value) const {
    return phrases_.at(static_cast<std::size_t>(value) - static_cast<std::size_t>(kFirst));
  }

 private:
  template <std::size_t... kAt>
  consteval PhraseTable(const PhraseOf<Enum> (&entries)[kSize], std::index_sequence<kAt...>)
      : phrases_{entries[kAt].phrase...} {
    if (((entries[kAt].value != value_at(kAt)) || ...)) phrase_check::the_values_are_not_in_order();
    if (phrase_check::has_name<value_at(kSize)>()) phrase_check::the_last_values_are_missing();
  }

  static consteval Enum value_at(std::size_t place) {
    return static_cast<Enum>(static_cast<std::size_t>(kFirst) + place);
  }

  std::array<Phrase, kSize> phrases_;
};

/// `phrases_of<Outcome>({{Outcome::reproduced, {"reproduced", "已重现"}}, …})`. With `kFirst`, the
/// values before it have no phrase.
template <class Enum, Enum kFirst = Enum{}, std::size_t kSize>
consteval auto phrases_of(const PhraseOf<Enum> (&entries)[kSize]) {
  return PhraseTable<Enum, kFirst, kSize>(entries);
}

}  // namespace stickylab
