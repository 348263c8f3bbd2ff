// How datagrams are delivered: which of them come, in which order, and which such deliveries there
// are.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "schedule/schedule.hpp"

namespace stickylab {

using Mishaps = std::set<Mishap::Kind>;

/// The numbers of those that arrive, of datagrams 1 to `count`, in their order. Swaps come first,
/// then who is late; a lost one is left out, and a copy stands behind its datagram.
std::vector<std::size_t> arrivals(const std::vector<Mishap>& mishaps, std::size_t count);

/// True if they may arrive in another order than that of sending.
bool reorders(const std::vector<Mishap>& mishaps);

/// Every delivery of `count` datagrams under which a receiver is tried, with mishaps of `kinds`
/// only, the simplest first: none, all at once, each single one, every pair of them if there are at
/// most `kMishapPairs` (else random pairs), and some of three or four. No two of them bring the
/// same datagrams in the same order.
std::vector<Schedule> datagram_deliveries(std::size_t count, const Mishaps& kinds,
                                          std::uint64_t seed);

/// Throws ScheduleError if a schedule says what cannot be done with datagrams (a cut, an ending),
/// or names one that there is not.
void check_for_datagrams(const Schedule& schedule, std::size_t count);

/// The same for a stream: throws if the schedule has mishaps.
void check_for_stream(const Schedule& schedule);

inline constexpr std::size_t kMishapPairs = 512;
inline constexpr std::size_t kMishapTriples = 16;

}  // namespace stickylab
