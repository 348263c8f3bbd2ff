// Which schedules a program is tried under. Where a stream is cut stands in
// stickylab/every_delivery.hpp, which the tests of libraries include as well.
#pragma once

#include <cstdint>
#include <vector>

#include "schedule/schedule.hpp"
#include "stickylab/every_delivery.hpp"

namespace stickylab {

/// Every delivery under which a receiver of `size` bytes is tried, the simplest first: whole,
/// merged, every single cut, fixed sizes, every pair of cuts if there are at most `kPairsUpTo`
/// bytes (else random pairs), random cuts, and silence after the last byte.
std::vector<Schedule> deliveries(std::size_t size, std::uint64_t seed);

/// The three endings after each number of bytes below `size`, FIN first.
std::vector<Schedule> early_endings(std::size_t size, std::uint64_t seed);

/// Every way in which a sender is tried whose receiver replies with `replies` bytes: those are cut
/// as a stream is in `deliveries`, with fewer pairs, and at last both directions are.
std::vector<Schedule> conversations(std::size_t replies, std::uint64_t seed);

/// In one piece, which waits in the queue before the program may read.
Cutting merged();

/// Every way in which one direction of `size` bytes is cut, the simplest first; all pairs if there
/// are at most `pairs_up_to` bytes.
std::vector<Cutting> cuttings(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed);

/// Pauses longer than `timeout_ms`, the time that a program waits at most, in the middle of a
/// stream; few, since each takes its time, and none if it is willing to wait for long.
std::vector<Schedule> pauses(std::size_t size, std::uint32_t timeout_ms);

/// Of the endings after a part of the stream, those that show most: after nothing, inside what
/// begins a message, and inside the last one.
std::vector<Schedule> telling_endings(std::size_t size);

/// Whether nothing is cut, or once, and the stream ends as it does: what is tried first.
bool is_simple(const Schedule& schedule);

/// By how much is cut: nothing, once, into pieces of one size, twice, by chance; what has been in
/// this order already stays so.
void sort_simplest_first(std::vector<Schedule>& schedules);

inline constexpr std::size_t kPairsUpTo = ways::kPairsUpTo;
inline constexpr std::size_t kReplyPairsUpTo = 16;
/// In a longer stream not each offset is tried, but the first and the last ones, and random ones
/// between them.
inline constexpr std::size_t kEachUpTo = ways::kEachUpTo;

}  // namespace stickylab
