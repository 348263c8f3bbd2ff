// A pair of programs of UDP, tried under what a network may do to the sender's datagrams.
#pragma once

#include "command/trying.hpp"

namespace stickylab {

/// Tries whether the receiver understands what it can be asked for under every delivery (`Due`).
/// What may happen to the datagrams is what the lab's fixed version holds under.
Trial try_datagrams_everywhere(const TrialSpec& spec);

/// Whether it is wrong under each delivery: ends with the first under which it is right.
Trial try_datagrams_never(const TrialSpec& spec);

/// Under these only. Throws ScheduleError if one names a datagram that the sender does not send.
Trial try_these_datagrams(const TrialSpec& spec, const std::vector<Schedule>& schedules);

}  // namespace stickylab
