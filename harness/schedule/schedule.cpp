#include "schedule/schedule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <random>
#include <sstream>

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 3> kEnds = {"fin", "rst", "silence"};
constexpr std::uint64_t kRandomSchedules = 16;
constexpr std::size_t kRandomPairs = 64;
constexpr std::size_t kAtEachEnd = 64;  // offsets, of a stream that is too long for all
constexpr std::size_t kBetween = 32;
constexpr char kForms[] =
    "whole, every=K, cuts=A,B or random=SEED, then merged, then fin@N, rst@N or silence@N";

[[noreturn]] void wrong(std::string_view word) {
  throw ScheduleError(fmt::format("schedule: \"{}\" is not known; a schedule is {}", word, kForms));
}

std::uint64_t number_of(std::string_view text, std::string_view word) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || stopped != end || error != std::errc()) wrong(word);
  return number;
}

std::vector<std::size_t> offsets_of(std::string_view text, std::string_view word) {
  std::vector<std::size_t> offsets;
  for (;;) {
    const std::size_t comma = text.find(',');
    offsets.push_back(number_of(text.substr(0, comma), word));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (!std::is_sorted(offsets.begin(), offsets.end(), std::less_equal<>()) || offsets[0] == 0)
    throw ScheduleError(fmt::format("schedule: the offsets of \"{}\" must ascend from 1", word));
  return offsets;
}

/// "rst@7" or "rst"; false where `word` is no ending.
bool parse_end(std::string_view word, Schedule& schedule) {
  const std::size_t sign = word.find('@');
  const auto* found = std::find(kEnds.begin(), kEnds.end(), word.substr(0, sign));
  if (found == kEnds.end()) return false;
  schedule.end = static_cast<StreamEnd>(found - kEnds.begin());
  if (sign != std::string_view::npos) schedule.after = number_of(word.substr(sign + 1), word);
  return true;
}

/// "every=3"; false where `word` says nothing of cuts.
bool parse_cuts(std::string_view word, Schedule& schedule) {
  const std::size_t sign = word.find('=');
  const std::string_view name = word.substr(0, sign);
  if (name == "whole" && sign == std::string_view::npos) return true;
  if (sign == std::string_view::npos) return false;
  const std::string_view value = word.substr(sign + 1);
  if (name == "cuts") {
    schedule.kind = Schedule::Cuts::at;
    schedule.at = offsets_of(value, word);
    return true;
  }
  if (name != "every" && name != "random") return false;
  schedule.kind = name == "every" ? Schedule::Cuts::every : Schedule::Cuts::random;
  schedule.number = number_of(value, word);
  if (name == "every" && schedule.number == 0) wrong(word);
  return true;
}

/// Where a stream of `size` bytes is cut.
std::vector<std::size_t> cuts_of(const Schedule& schedule, std::size_t size) {
  std::vector<std::size_t> cuts;
  if (schedule.kind == Schedule::Cuts::at) return schedule.at;
  if (schedule.kind == Schedule::Cuts::every)
    for (std::size_t at = schedule.number; at < size; at += schedule.number) cuts.push_back(at);
  if (schedule.kind == Schedule::Cuts::random) {
    std::mt19937_64 random(schedule.number);
    for (std::size_t at = 1; at < size; ++at)
      if (random() % 4 == 0) cuts.push_back(at);  // pieces of four bytes on average
  }
  return cuts;
}

Schedule every(std::uint64_t k) {
  return {.kind = Schedule::Cuts::every, .at = {}, .number = k, .after = {}};
}
Schedule cut_at(std::vector<std::size_t> at) {
  return {.kind = Schedule::Cuts::at, .at = std::move(at), .after = {}};
}

/// The offsets from `from` on at which a stream of `size` bytes is cut or ended: all of them, or
/// of a long one those near its two ends and some between.
std::vector<std::size_t> places(std::size_t from, std::size_t size) {
  std::vector<std::size_t> all;
  const std::size_t step = size <= kEverywhereUpTo ? 1 : (size - 2 * kAtEachEnd) / kBetween;
  for (std::size_t at = from; at < size;) {
    all.push_back(at);
    const bool between = at >= kAtEachEnd && at + kAtEachEnd < size;
    at += between ? std::min(step, size - kAtEachEnd - at) : 1;
  }
  return all;
}

void add_pairs(std::size_t size, std::uint64_t seed, std::vector<Schedule>& schedules) {
  if (size <= kPairsUpTo) {
    for (std::size_t a = 1; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) schedules.push_back(cut_at({a, b}));
    return;
  }
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < kRandomPairs; ++i) {
    const std::size_t a = 1 + random() % (size - 2);
    schedules.push_back(cut_at({a, a + 1 + random() % (size - a - 1)}));
  }
}

}  // namespace

std::string print_schedule(const Schedule& s) {
  std::string line = "whole";
  if (s.kind == Schedule::Cuts::every) line = fmt::format("every={}", s.number);
  if (s.kind == Schedule::Cuts::random) line = fmt::format("random={}", s.number);
  if (s.kind == Schedule::Cuts::at) line = fmt::format("cuts={}", fmt::join(s.at, ","));
  if (s.pacing == Pacing::merged) line += " merged";
  const std::string_view end = kEnds.at(static_cast<std::size_t>(s.end));
  if (s.after) {
    line += fmt::format(" {}@{}", end, *s.after);
  } else if (s.end != StreamEnd::fin) {
    line += fmt::format(" {}", end);
  }
  return line;
}

Schedule parse_schedule(std::string_view line) {
  Schedule schedule;
  std::istringstream words{std::string(line)};
  int part = 0;  // 0: cuts, 1: merged, 2: the ending; each at most once, in this order
  for (std::string word; words >> word;) {
    if (part == 0 && parse_cuts(word, schedule)) {
      part = 1;
    } else if (part == 1 && word == "merged") {
      schedule.pacing = Pacing::merged;
      part = 2;
    } else if ((part == 1 || part == 2) && parse_end(word, schedule)) {
      part = 3;
    } else {
      wrong(word);
    }
  }
  if (part == 0) wrong("");
  return schedule;
}

std::vector<std::size_t> pieces(const Schedule& schedule, std::size_t size) {
  const std::size_t sent = std::min(size, schedule.after.value_or(size));
  std::vector<std::size_t> sizes;
  std::size_t from = 0;
  for (const std::size_t at : cuts_of(schedule, size)) {
    if (at >= sent) break;
    sizes.push_back(at - from);
    from = at;
  }
  if (sent > from) sizes.push_back(sent - from);
  return sizes;
}

std::vector<Schedule> deliveries(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules = {{.at = {}, .after = {}}};
  schedules.push_back({.at = {}, .pacing = Pacing::merged, .after = {}});
  for (const std::size_t at : places(1, size)) schedules.push_back(cut_at({at}));
  for (const std::uint64_t k : {1, 2, 3, 5, 7})
    if (k < size) schedules.push_back(every(k));
  if (size > 2) add_pairs(size, seed, schedules);
  for (std::uint64_t i = 0; i < kRandomSchedules && size > 3; ++i)
    schedules.push_back(
        {.kind = Schedule::Cuts::random, .at = {}, .number = seed + i, .after = {}});
  schedules.push_back({.at = {}, .end = StreamEnd::silence, .after = {}});
  return schedules;
}

std::vector<Schedule> early_endings(std::size_t size) {
  std::vector<Schedule> schedules;
  for (const StreamEnd end : {StreamEnd::fin, StreamEnd::rst, StreamEnd::silence})
    for (const std::size_t after : places(0, size))
      schedules.push_back({.at = {}, .end = end, .after = after});
  return schedules;
}

}  // namespace stickylab
