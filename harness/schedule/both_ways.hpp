// Which deliveries a conversation of two programs is tried under, in both directions.
#pragma once

#include <cstdint>
#include <vector>

#include "schedule/schedule.hpp"

namespace stickylab {

/// Every way in which a conversation of `stream` bytes there and `replies` bytes back is tried,
/// those first that find most: whole, merged, byte by byte (or in 4,096 pieces), then by how much
/// is cut. A direction of no bytes is not cut.
std::vector<Schedule> both_ways(std::size_t stream, std::size_t replies, std::uint64_t seed);

/// Of those the ones that find most in a few seconds: whole, merged, byte by byte and at most 32
/// single cuts of each direction.
std::vector<Schedule> few_ways(std::size_t stream, std::size_t replies, std::uint64_t seed);

}  // namespace stickylab
