#include "cli/values.hpp"

#include <charconv>
#include <limits>
#include <optional>

namespace stickylab {
namespace {

/// Parses all of `text`.
template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

void must_be_given(std::string_view name, std::string_view word) {
  if (word.empty()) throw UsageError({"{}: the value is empty", "{}：值是空的"}, name);
}

template <class Number>
Number ranged(std::string_view name, std::string_view word, Number least, Number most) {
  must_be_given(name, word);
  const std::optional<Number> number = parsed<Number>(word);
  if (number && *number >= least && *number <= most) return *number;  // not a NaN
  throw UsageError({"{}: {} is not a number from {} to {}", "{}：“{}”无效，应是 {} 到 {} 的数"},
                   name, word, least, most);
}

}  // namespace

std::uint64_t whole_in(std::string_view name, std::string_view word, std::uint64_t least,
                       std::uint64_t most) {
  if (most < std::numeric_limits<std::uint64_t>::max()) return ranged(name, word, least, most);
  must_be_given(name, word);
  if (const auto number = parsed<std::uint64_t>(word)) return *number;
  throw UsageError({"{}: {} is not a whole number", "{}：“{}”不是整数"}, name, word);
}

double number_in(std::string_view name, std::string_view word, double least, double most) {
  return ranged(name, word, least, most);
}

double milliseconds_in(std::string_view name, std::string_view word, double most) {
  static const Choices<double> units = {{"us", 0.001}, {"ms", 1}, {"s", 1000}};
  must_be_given(name, word);
  const std::size_t digits = std::min(word.find_last_of("0123456789.") + 1, word.size());
  const std::string_view number = word.substr(0, digits);
  const std::size_t blanks = std::min(word.find_first_not_of(' ', digits), word.size());
  const std::string unit(word.substr(blanks));
  const auto factor = units.find(unit.empty() ? "ms" : unit);
  if (factor == units.end())
    throw UsageError({"{}: unknown unit {}; it may be {}", "{}：未知的单位“{}”，可以是 {}"}, name,
                     unit, "{" + words_of(units, ",") + "}");
  const std::optional<double> value = parsed<double>(number);
  if (!value)
    throw UsageError({"{}: {} is not a number", "{}：“{}”不是数字"}, name,
                     number.empty() ? word : number);
  const double ms = *value * factor->second;
  if (ms >= 0 && ms <= most) return ms;
  throw UsageError({"{}: {} is not a time from 0 to {} ms", "{}：“{}”无效，应是 0 到 {} 毫秒"},
                   name, word, most);
}

}  // namespace stickylab
