#include "judge/holding.hpp"

#include <algorithm>
#include <map>

#include "trace/calls.hpp"
#include "trace/streams.hpp"

namespace stickylab {
namespace {

/// When the last byte of each write of an end left its host, by the write's number.
std::map<int, std::int64_t> departures(const Recording& recording, Actor who) {
  const Streams streams(recording);
  std::map<int, std::int64_t> left_ns;
  for (const Event& event : recording.events) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment == nullptr || segment->packet.from != who) continue;
    for (const int write : streams.writes_in(event))
      left_ns[write] = std::max(left_ns[write], event.time_ns);
  }
  return left_ns;
}

}  // namespace

std::vector<double> holds_ms(const Recording& recording, Actor who) {
  const auto left_ns = departures(recording, who);
  std::vector<double> holds;
  double longest = 0;
  int write = 0;
  int replied = 0;  // the last write that has its reply
  for (const Returned& r : returned_calls(recording, who)) {
    if (is_data_write(*r.call)) {
      const auto left = left_ns.find(++write);
      if (left == left_ns.end()) continue;
      longest = std::max(longest, static_cast<double>(left->second - r.time_ns) / 1e6);
    } else if (is_data_read(*r.call) && write > replied && !left_ns.empty()) {
      holds.push_back(longest);
      longest = 0;
      replied = write;
    }
  }
  return holds;
}

}  // namespace stickylab
