#include "schedule/mishap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "schedule/grammar.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"lose", "twice", "swap", "late"};

bool names(const Mishap& mishap, std::size_t number) {
  return mishap.number == number || (mishap.kind == Mishap::Kind::swap && mishap.other == number);
}

/// What is lost cannot come twice, late, or in another's place.
bool contradict(const Mishap& a, const Mishap& b) {
  return (a.kind == Mishap::Kind::lose && names(b, a.number)) ||
         (b.kind == Mishap::Kind::lose && names(a, b.number));
}

}  // namespace

std::string_view mishap_name(Mishap::Kind kind) {
  return kNames.at(static_cast<std::size_t>(kind));
}

std::string print_mishaps(const std::vector<Mishap>& mishaps) {
  std::string line;
  for (const Mishap& mishap : mishaps) {
    line +=
        fmt::format("{}{}={}", line.empty() ? "" : " ", mishap_name(mishap.kind), mishap.number);
    if (mishap.kind == Mishap::Kind::swap) line += fmt::format(",{}", mishap.other);
  }
  return line;
}

std::optional<Mishap> parse_mishap(std::string_view word) {
  const std::size_t sign = word.find('=');
  const auto* found = std::find(kNames.begin(), kNames.end(), word.substr(0, sign));
  if (found == kNames.end()) return std::nullopt;
  if (sign == std::string_view::npos) refuse_word(word);
  Mishap mishap{.kind = static_cast<Mishap::Kind>(found - kNames.begin())};
  const std::string_view numbers = word.substr(sign + 1);
  const bool two = mishap.kind == Mishap::Kind::swap;
  const std::size_t comma = two ? numbers.find(',') : std::string_view::npos;
  if (two && comma == std::string_view::npos) refuse_word(word);
  mishap.number = number_in(numbers.substr(0, comma), word);
  if (two) mishap.other = number_in(numbers.substr(comma + 1), word);
  if (mishap.number == 0 || (two && mishap.other <= mishap.number))
    throw ScheduleError({"schedule: the datagrams of \"{}\" must ascend from 1",
                         "送达方式：“{}”里的数据报编号应从 1 起，逐个增大"},
                        word);
  return mishap;
}

void check_last(const std::vector<Mishap>& mishaps) {
  const Mishap& last = mishaps.back();
  for (auto one = mishaps.begin(); one + 1 != mishaps.end(); ++one)
    if (*one == last || contradict(*one, last))
      throw ScheduleError(
          {"schedule: \"{}\" and \"{}\" do not go together", "送达方式：“{}”和“{}”不能同时出现"},
          print_mishaps({*one}), print_mishaps({last}));
}

}  // namespace stickylab
