#include "schedule/schedule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "schedule/grammar.hpp"

namespace stickylab {
namespace {

std::string print_cutting(const Cutting& c) {
  std::string line = "whole";
  if (c.kind == Cutting::Cuts::every) line = fmt::format("every={}", c.number);
  if (c.kind == Cutting::Cuts::random) line = fmt::format("random={}", c.number);
  if (c.kind == Cutting::Cuts::at) line = fmt::format("cuts={}", fmt::join(c.at, ","));
  if (c.pacing == Pacing::merged) line += " merged";
  if (c.pause_ms > 0) line += fmt::format(" pause={}ms", c.pause_ms);
  return line;
}

Schedule read_line(std::string_view line, ScheduleReader::Ends ends) {
  ScheduleReader reader(ends);
  std::istringstream words{std::string(line)};
  for (std::string word; words >> word;) reader.read(word);
  return reader.finish();
}

}  // namespace

Schedule turned(const Schedule& schedule) {
  Schedule other = schedule;
  other.stream = schedule.replies.value_or(Cutting{});
  other.replies = schedule.stream;
  return other;
}

std::string print_schedule(const Schedule& s) {
  if (!s.mishaps.empty()) return print_mishaps(s.mishaps);
  std::string line = print_cutting(s.stream);
  if (s.replies) line += " replies " + print_cutting(*s.replies);
  const std::string_view end = kEndWords.at(static_cast<std::size_t>(s.end));
  if (s.after) {
    line += fmt::format(" {}@{}", end, *s.after);
  } else if (s.end != StreamEnd::fin) {
    line += fmt::format(" {}", end);
  }
  return line;
}

Schedule parse_schedule(std::string_view line) {
  return read_line(line, ScheduleReader::Ends::without_replies);
}

Schedule parse_conversation(std::string_view line) {
  return read_line(line, ScheduleReader::Ends::always);
}

}  // namespace stickylab
