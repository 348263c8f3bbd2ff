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

/// Every way in which one direction of `size` bytes is cut, the simplest first; all pairs if there
/// are at most `pairs_up_to` bytes.
std::vector<Cutting> cuttings(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed);

/// By how much is cut: nothing, once, into pieces of one size, twice, by chance; what has been in
/// this order already stays so.
void sort_simplest_first(std::vector<Schedule>& schedules);

inline constexpr std::size_t kPairsUpTo = ways::kPairsUpTo;
inline constexpr std::size_t kReplyPairsUpTo = 16;
/// In a longer stream not each offset is tried, but the first and the last ones, and random ones
/// between them.
inline constexpr std::size_t kEachUpTo = ways::kEachUpTo;

}  // namespace stickylab
