// A packet that left a host -> its event in the recording.
#pragma once

#include <cstdint>

#include "recording/event.hpp"
#include "stage/net/flows.hpp"
#include "stage/net/frame.hpp"

namespace stickylab {

/// Makes a `Segment`, a `Datagram` or an `IcmpError`; the caller fills in its fate. Must be called
/// for every packet, in the order in which they left.
Event event_of(const ParsedPacket& parsed, std::int64_t time_ns, Actor from, std::uint64_t id,
               Flows& flows);

/// The part that they have in common.
const Packet& packet_in(const Event& event);
Packet& packet_in(Event& event);

}  // namespace stickylab
