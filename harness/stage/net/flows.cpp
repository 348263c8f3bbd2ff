#include "stage/net/flows.hpp"

#include <algorithm>

namespace stickylab {

Segment Flows::number(const ParsedPacket& packet) {
  Direction& here = directions_[packet.way];
  const Direction& there = directions_[packet.way.back()];
  const bool syn = (packet.flags & kSyn) != 0;
  if (syn && here.first != packet.seq) here = {packet.seq, 0, packet.window_scale};
  if (!here.first) here.first = packet.seq - 1;  // the handshake was not seen

  Segment segment;
  segment.flags = packet.flags;
  segment.seq = static_cast<std::uint32_t>(packet.seq - *here.first);
  if ((packet.flags & kAck) != 0 && there.first)
    segment.ack = static_cast<std::uint32_t>(packet.ack - *there.first);
  const bool scaled = !syn && here.window_scale && there.window_scale;
  segment.window = std::uint32_t{packet.window} << (scaled ? *here.window_scale : 0);

  const bool counts = syn || (packet.flags & kFin) != 0;  // SYN and FIN take a number each
  const auto length = static_cast<std::int64_t>(packet.payload.size()) + (counts ? 1 : 0);
  segment.retransmission = length > 0 && segment.seq + length <= here.sent_to;
  here.sent_to = std::max(here.sent_to, segment.seq + length);
  return segment;
}

}  // namespace stickylab
