#include "judge/connecting.hpp"

#include <algorithm>
#include <map>

namespace stickylab {
namespace {

struct Handshake {
  std::optional<std::int64_t> first_ns;  ///< of the end's SYNs
  std::int64_t last_ns = 0;
  std::int64_t late_ns = 0;
};

}  // namespace

std::optional<ConnectWait> longest_connect_wait(const Trace& trace, Actor who) {
  std::map<int, Handshake> handshakes;  // by the connection
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment == nullptr || (segment->flags & kSyn) == 0) continue;
    Handshake& handshake = handshakes[trace.streams().direction_of(event).connection];
    handshake.late_ns += segment->packet.late_ns;
    if (segment->packet.from != who || segment->packet.copy) continue;
    if (!handshake.first_ns) handshake.first_ns = event.time_ns;
    handshake.last_ns = event.time_ns;
  }
  std::optional<ConnectWait> longest;
  for (const auto& [connection, handshake] : handshakes) {
    if (!handshake.first_ns) continue;
    const double ms = static_cast<double>(handshake.last_ns - *handshake.first_ns) / 1e6;
    if (!longest || ms > longest->ms)
      longest = ConnectWait{ms, static_cast<double>(handshake.late_ns) / 1e6};
  }
  return longest;
}

}  // namespace stickylab
