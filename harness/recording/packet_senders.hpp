// Which program sent a packet, if several share a host.
#pragma once

#include "recording/recording.hpp"

namespace stickylab {

/// Sets `from` of each packet, by the calls that were seen: the program whose socket had the
/// address that the packet left from, at that time. If no call tells, it is the first program on
/// the host of that address; if the cast has no hosts either, it stays. `recording` is sorted. In
/// the default cast the stage knows better, and nothing is changed.
void name_senders(Recording& recording);

}  // namespace stickylab
