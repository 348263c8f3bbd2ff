#include "judge/holding.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace stickylab {
namespace {

/// A write: its direction, and its number there.
using Write = std::pair<Direction, int>;

/// Finds when the last byte of each write of a program left its host.
std::map<Write, std::int64_t> departures(const Trace& trace, Actor who) {
  const Streams& streams = trace.streams();
  std::map<Write, std::int64_t> left_ns;
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment == nullptr || segment->packet.from != who) continue;
    for (const int number : streams.writes_in(event)) {
      std::int64_t& last_ns = left_ns[{streams.direction_of(event), number}];
      last_ns = std::max(last_ns, event.time_ns);
    }
  }
  return left_ns;
}

}  // namespace

std::vector<double> holds_ms(const Trace& trace, Actor who) {
  const auto left_ns = departures(trace, who);
  if (left_ns.empty()) return {};
  const Streams& streams = trace.streams();
  std::vector<double> holds;
  double longest = 0;
  bool asked = false;  // since the last reply
  for (const Returned& r : trace.calls(who).all) {
    if (is_data_write(*r.call)) {
      asked = true;
      const auto left = left_ns.find({streams.direction_of(*r.event), streams.number_of(*r.event)});
      if (left == left_ns.end()) continue;
      longest = std::max(longest, static_cast<double>(left->second - r.time_ns) / 1e6);
    } else if (is_data_read(*r.call) && asked) {
      holds.push_back(longest);
      longest = 0;
      asked = false;
    }
  }
  return holds;
}

}  // namespace stickylab
