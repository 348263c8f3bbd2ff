// A TCP connection out of a capture file (pcap or pcapng).
#pragma once

#include <string>

#include "schedule/schedule.hpp"

namespace stickylab {

/// Takes from a capture what one side said on a connection, in its turns, and what it was told; not
/// patient. `name` is FILE, or FILE#N for the N-th connection, from 1, in the order in which they
/// begin. The client is who sent the first SYN; in a capture without it, who has the higher port.
/// A retransmission counts once. Throws InputError: no such file, no capture, several connections
/// and no number, bytes that the capture misses.
Stream captured_stream(const std::string& name, bool of_client);

}  // namespace stickylab
