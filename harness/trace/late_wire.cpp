#include "trace/late_wire.hpp"

#include <algorithm>

#include "trace/streams.hpp"

namespace stickylab {

LateWire late_wire(const Recording& recording) {
  LateWire late;
  for (const Event& event : recording.events) {
    const Packet* packet = packet_of(event);
    if (!packet || packet->late_ns == 0) continue;
    ++late.packets;
    late.most_ns = std::max(late.most_ns, packet->late_ns);
    late.all_ns += packet->late_ns;
  }
  return late;
}

}  // namespace stickylab
