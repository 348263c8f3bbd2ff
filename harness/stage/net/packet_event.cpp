#include "stage/net/packet_event.hpp"

#include <netinet/in.h>

#include <utility>

namespace stickylab {

const Packet& packet_in(const Event& event) { return *packet_of(event); }

Packet& packet_in(Event& event) { return const_cast<Packet&>(packet_in(std::as_const(event))); }

Event event_of(const ParsedPacket& parsed, std::int64_t time_ns, Actor from, std::uint64_t id,
               Flows& flows) {
  Event event{.time_ns = time_ns, .seq = 0, .who = kWire, .data = Segment{}};
  if (parsed.protocol == IPPROTO_TCP)
    event.data = flows.number(parsed);
  else if (parsed.icmp)
    event.data = IcmpError{
        {}, parsed.icmp->type, parsed.icmp->code, parsed.icmp->protocol, parsed.icmp->quoted};
  else
    event.data = Datagram{{}, parsed.id, parsed.fragment_offset, parsed.more_fragments};
  Packet& packet = packet_in(event);
  packet.id = id;
  packet.from = from;
  packet.way = parsed.way;
  packet.headers = parsed.headers;
  packet.payload = parsed.payload;
  return event;
}

}  // namespace stickylab
