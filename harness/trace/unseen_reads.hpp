// Finds bytes that a program took from its connections by no observed call.
//
// As a read, a shutdown or a close begins, the probe asks how much waits in the receive queue. What
// this end had acknowledged before, and what does not wait there, has been taken. If the observed
// reads brought less than that, some bytes were taken by a call that was not seen. So the counts
// are the least that is proved; nothing is said without a wire.
#pragma once

#include <cstdint>
#include <map>

#include "recording/recording.hpp"
#include "trace/connections.hpp"

namespace stickylab {

/// By the direction in which the bytes went.
std::map<Direction, std::int64_t> unseen_reads(const Recording& recording,
                                               const Connections& connections);

}  // namespace stickylab
