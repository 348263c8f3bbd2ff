#include "schedule/grammar.hpp"

#include <algorithm>
#include <charconv>

namespace stickylab {
namespace {

constexpr std::uint64_t kLongestPauseMs = 60'000;

std::vector<std::size_t> offsets_of(std::string_view text, std::string_view word) {
  std::vector<std::size_t> offsets;
  for (;;) {
    const std::size_t comma = text.find(',');
    offsets.push_back(number_in(text.substr(0, comma), word));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (!std::is_sorted(offsets.begin(), offsets.end(), std::less_equal<>()) || offsets[0] == 0)
    throw ScheduleError({"schedule: the offsets of \"{}\" must ascend from 1",
                         "送达方式：“{}”里的位置应从 1 起，逐个增大"},
                        word);
  return offsets;
}

/// "rst@7" or "rst"; false if `word` is no ending.
bool parse_end(std::string_view word, Schedule& schedule) {
  const std::size_t sign = word.find('@');
  const auto* found = std::find(kEndWords.begin(), kEndWords.end(), word.substr(0, sign));
  if (found == kEndWords.end()) return false;
  schedule.end = static_cast<StreamEnd>(found - kEndWords.begin());
  if (sign != std::string_view::npos) schedule.after = number_in(word.substr(sign + 1), word);
  return true;
}

/// "every=3"; false if `word` says nothing of cuts.
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
  cutting.number = number_in(value, word);
  if (name == "every" && cutting.number == 0) refuse_word(word);
  return true;
}

/// "pause=600ms"; false if `word` is no pause.
bool parse_pause(std::string_view word, Cutting& cutting) {
  constexpr std::string_view kName = "pause=", kUnit = "ms";
  if (!word.starts_with(kName) || !word.ends_with(kUnit)) return false;
  const std::size_t digits = word.size() - kName.size() - kUnit.size();
  const std::uint64_t ms = number_in(word.substr(kName.size(), digits), word);
  if (ms == 0 || ms > kLongestPauseMs) refuse_word(word);
  cutting.pause_ms = static_cast<std::uint32_t>(ms);
  return true;
}

}  // namespace

void refuse_word(std::string_view word) {
  throw ScheduleError(
      {"schedule: \"{}\" is not known; a schedule is whole, every=K, cuts=A,B or random=SEED, then "
       "merged or pause=Nms, then fin@N, rst@N or silence@N, or replies and how those are cut; of "
       "datagrams, whole, or any of lose=N, twice=N, swap=N,M and late=N",
       "送达方式：未知的写法“{}”；依次写：切法（whole、every=K、cuts=A,B 或 random=SEED）、merged "
       "或 "
       "pause=Nms、结尾（fin@N、rst@N 或 silence@N），或者 replies 加应答的切法；数据报则写 whole，"
       "或者 lose=N、twice=N、swap=N,M、late=N 中的几个"},
      word);
}

std::uint64_t number_in(std::string_view text, std::string_view word) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || stopped != end || error != std::errc()) refuse_word(word);
  return number;
}

void ScheduleReader::read(std::string_view word) { last_ = part_of(word); }

Schedule ScheduleReader::finish() const {
  if (last_ == Part::none || last_ == Part::replies) refuse_word("");
  return schedule_;
}

ScheduleReader::Part ScheduleReader::part_of(std::string_view word) {
  Cutting& cutting = schedule_.replies ? *schedule_.replies : schedule_.stream;
  const bool is_cut = last_ == Part::cuts || last_ == Part::merged || last_ == Part::paused;
  if ((last_ == Part::none || last_ == Part::replies) && parse_cuts(word, cutting))
    return Part::cuts;
  if (last_ == Part::cuts && word == "merged") {
    cutting.pacing = Pacing::merged;
    return Part::merged;
  }
  if (last_ == Part::cuts && parse_pause(word, cutting)) return Part::paused;
  if (is_cut && word == "replies" && !schedule_.replies) {
    schedule_.replies.emplace();
    return Part::replies;
  }
  if (last_ == Part::none || last_ == Part::mishap)
    if (const auto mishap = parse_mishap(word)) {
      schedule_.mishaps.push_back(*mishap);
      check_last(schedule_.mishaps);
      return Part::mishap;
    }
  const bool may_end = is_cut && (!schedule_.replies || ends_ == Ends::always);
  if (!may_end || !parse_end(word, schedule_)) refuse_word(word);
  return Part::end;
}

}  // namespace stickylab
