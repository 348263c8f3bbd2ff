// The network that a run gets, and the spec of its wire.
#pragma once

#include "command/options.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// The network that --net names. If that is auto and two hosts cannot be had, says so on standard
/// error, in `lang`, and takes loopback. Throws InputError if what is asked for cannot be had.
Net choose_net(const StageOptions& options, Lang lang);

/// Throws InputError if this machine does not let us have `net`.
void must_be_available(Net net);

/// The spec of the wire; `rtt_ms` is its round-trip time if --rtt is not given.
WireSpec wire_of(const WireOptions& options, double rtt_ms);

}  // namespace stickylab
