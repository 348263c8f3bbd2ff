#include "schedule/schedule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <random>
#include <set>
#include <sstream>

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 3> kEnds = {"fin", "rst", "silence"};
constexpr std::uint64_t kRandomSchedules = 16;
constexpr std::size_t kRandomPairs = 64;
constexpr std::size_t kAtAnEdge = 32;      // offsets, in a stream of more than kEachUpTo bytes
constexpr std::size_t kMostPieces = 4096;  // of one delivery

[[noreturn]] void wrong(std::string_view word) {
  throw ScheduleError(
      {"schedule: \"{}\" is not known; a schedule is whole, every=K, cuts=A,B or random=SEED, then "
       "merged, then fin@N, rst@N or silence@N, or replies and how those are cut",
       "送达方式：不认识“{}”；依次写：切法（whole、every=K、cuts=A,B 或 random=SEED）、merged、"
       "结尾（fin@N、rst@N 或 silence@N），或者 replies 加应答的切法"},
      word);
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
    throw ScheduleError({"schedule: the offsets of \"{}\" must ascend from 1",
                         "送达方式：“{}”里的位置应从 1 起，逐个增大"},
                        word);
  return offsets;
}

/// Parses "rst@7" or "rst"; false if `word` is no ending.
bool parse_end(std::string_view word, Schedule& schedule) {
  const std::size_t sign = word.find('@');
  const auto* found = std::find(kEnds.begin(), kEnds.end(), word.substr(0, sign));
  if (found == kEnds.end()) return false;
  schedule.end = static_cast<StreamEnd>(found - kEnds.begin());
  if (sign != std::string_view::npos) schedule.after = number_of(word.substr(sign + 1), word);
  return true;
}

/// Parses "every=3"; false if `word` says nothing of cuts.
bool parse_cuts(std::string_view word, Cutting& cutting) {
  const std::size_t sign = word.find('=');
  const std::string_view name = word.substr(0, sign);
  if (name == "whole" && sign == std::string_view::npos) return true;
  if (sign == std::string_view::npos) return false;
  const std::string_view value = word.substr(sign + 1);
  if (name == "cuts") {
    cutting.kind = Cutting::Cuts::at;
    cutting.at = offsets_of(value, word);
    return true;
  }
  if (name != "every" && name != "random") return false;
  cutting.kind = name == "every" ? Cutting::Cuts::every : Cutting::Cuts::random;
  cutting.number = number_of(value, word);
  if (name == "every" && cutting.number == 0) wrong(word);
  return true;
}

/// The places at which a stream of `size` bytes is cut; a longer one has the same, and then more.
std::vector<std::size_t> cuts_of(const Cutting& cutting, std::size_t size) {
  std::vector<std::size_t> cuts;
  if (cutting.kind == Cutting::Cuts::at) return cutting.at;
  if (cutting.kind == Cutting::Cuts::every)
    for (std::size_t at = cutting.number; at < size; at += cutting.number) cuts.push_back(at);
  if (cutting.kind == Cutting::Cuts::random) {
    std::mt19937_64 random(cutting.number);
    for (std::size_t at = 1; at < size; ++at)  // pieces of four bytes on average, then larger ones
      if (random() % std::max<std::size_t>(4, at / kEachUpTo) == 0) cuts.push_back(at);
  }
  return cuts;
}

Cutting every(std::uint64_t k) { return {.kind = Cutting::Cuts::every, .at = {}, .number = k}; }
Cutting random_cuts(std::uint64_t seed) {
  return {.kind = Cutting::Cuts::random, .at = {}, .number = seed};
}
Cutting cut_at(std::vector<std::size_t> at) {
  return {.kind = Cutting::Cuts::at, .at = std::move(at)};
}
Cutting merged() { return {.at = {}, .pacing = Pacing::merged}; }

/// The offsets below `size` at which something is tried.
std::vector<std::size_t> offsets(std::size_t size, std::uint64_t seed) {
  std::set<std::size_t> chosen;
  const std::size_t edge = size <= kEachUpTo ? size : kAtAnEdge;
  for (std::size_t i = 0; i < edge; ++i) chosen.insert({i, size - 1 - i});
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; edge < size && i < kAtAnEdge; ++i) chosen.insert(random() % size);
  return {chosen.begin(), chosen.end()};
}

/// Adds every pair of cuts if there are at most `all_up_to` bytes, else some by chance.
void add_pairs(std::size_t size, std::size_t all_up_to, std::uint64_t seed,
               std::vector<Cutting>& cuttings) {
  if (size <= all_up_to) {
    for (std::size_t a = 1; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) cuttings.push_back(cut_at({a, b}));
    return;
  }
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < kRandomPairs; ++i) {
    const std::size_t a = 1 + random() % (size - 2);
    cuttings.push_back(cut_at({a, a + 1 + random() % (size - a - 1)}));
  }
}

/// The simplest first.
std::vector<Cutting> cuttings(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed) {
  std::vector<Cutting> all;
  for (const std::size_t at : offsets(size, seed))
    if (at > 0) all.push_back(cut_at({at}));
  for (const std::uint64_t k : {1, 2, 3, 5, 7, 100, 1000})
    if (k < size && size / k <= kMostPieces && (k < kAtAnEdge || size > kEachUpTo))
      all.push_back(every(k));
  if (size > 2) add_pairs(size, pairs_up_to, seed, all);
  for (std::uint64_t i = 0; i < kRandomSchedules && size > 3; ++i)
    all.push_back(random_cuts(seed + i));
  return all;
}

std::string print_cutting(const Cutting& c) {
  std::string line = "whole";
  if (c.kind == Cutting::Cuts::every) line = fmt::format("every={}", c.number);
  if (c.kind == Cutting::Cuts::random) line = fmt::format("random={}", c.number);
  if (c.kind == Cutting::Cuts::at) line = fmt::format("cuts={}", fmt::join(c.at, ","));
  if (c.pacing == Pacing::merged) line += " merged";
  return line;
}

/// The kinds of word in a schedule's line.
enum class Part : std::uint8_t { none, cuts, merged, replies, end };

/// Finds which part `word` is if `last` came before it. Each comes at most once, the cuts and
/// `merged` once for each direction.
Part parse_part(std::string_view word, Part last, Schedule& schedule) {
  Cutting& cutting = schedule.replies ? *schedule.replies : schedule.stream;
  const bool is_cut = last == Part::cuts || last == Part::merged;
  if ((last == Part::none || last == Part::replies) && parse_cuts(word, cutting)) return Part::cuts;
  if (last == Part::cuts && word == "merged") {
    cutting.pacing = Pacing::merged;
    return Part::merged;
  }
  if (!is_cut || schedule.replies) wrong(word);
  if (word == "replies") {
    schedule.replies.emplace();
    return Part::replies;
  }
  if (!parse_end(word, schedule)) wrong(word);
  return Part::end;
}

int rank(const Cutting& cutting) {
  switch (cutting.kind) {
    case Cutting::Cuts::whole:
      return 0;
    case Cutting::Cuts::at:
      return cutting.at.size() == 1 ? 1 : 3;
    case Cutting::Cuts::every:
      return 2;
    case Cutting::Cuts::random:
      break;
  }
  return 4;
}

int rank(const Schedule& schedule) {
  if (schedule.end != StreamEnd::fin || schedule.after) return 5;
  return std::max(rank(schedule.stream), rank(schedule.replies.value_or(Cutting{})));
}

}  // namespace

std::string print_schedule(const Schedule& s) {
  std::string line = print_cutting(s.stream);
  if (s.replies) line += " replies " + print_cutting(*s.replies);
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
  Part part = Part::none;
  for (std::string word; words >> word;) part = parse_part(word, part, schedule);
  if (part == Part::none || part == Part::replies) wrong("");
  return schedule;
}

std::vector<std::size_t> pieces(const Cutting& cutting, std::size_t from, std::size_t to) {
  std::vector<std::size_t> sizes;
  for (const std::size_t at : cuts_of(cutting, to)) {
    if (at >= to) break;
    if (at <= from) continue;
    sizes.push_back(at - from);
    from = at;
  }
  if (to > from) sizes.push_back(to - from);
  return sizes;
}

std::vector<std::size_t> pieces(const Schedule& schedule, std::size_t size) {
  return pieces(schedule.stream, 0, std::min(size, schedule.after.value_or(size)));
}

std::vector<Schedule> deliveries(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules(1);
  schedules.push_back({.stream = merged(), .replies = {}, .after = {}});
  for (Cutting& cutting : cuttings(size, kPairsUpTo, seed))
    schedules.push_back({.stream = std::move(cutting), .replies = {}, .after = {}});
  schedules.push_back({.stream = {}, .replies = {}, .end = StreamEnd::silence, .after = {}});
  return schedules;
}

std::vector<Schedule> conversations(std::size_t replies, std::uint64_t seed) {
  std::vector<Schedule> schedules;
  const auto add = [&](Cutting stream, Cutting of_replies) {
    schedules.push_back(
        {.stream = std::move(stream), .replies = std::move(of_replies), .after = {}});
  };
  add({}, {});
  add(merged(), merged());
  for (Cutting& cutting : cuttings(replies, kReplyPairsUpTo, seed)) add({}, std::move(cutting));
  add(every(1), every(1));
  for (std::uint64_t i = 0; i < kRandomSchedules; ++i)
    add(random_cuts(seed + i), random_cuts(seed + i));
  return schedules;
}

void sort_simplest_first(std::vector<Schedule>& schedules) {
  std::stable_sort(schedules.begin(), schedules.end(),
                   [](const Schedule& a, const Schedule& b) { return rank(a) < rank(b); });
}

std::vector<Schedule> early_endings(std::size_t size, std::uint64_t seed) {
  std::vector<Schedule> schedules;
  for (const StreamEnd end : {StreamEnd::fin, StreamEnd::rst, StreamEnd::silence})
    for (const std::size_t after : offsets(size, seed))
      schedules.push_back({.stream = {}, .replies = {}, .end = end, .after = after});
  return schedules;
}

}  // namespace stickylab
