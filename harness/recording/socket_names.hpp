// Numbers for sockets that the kernel did not name: in recordings of stickylab/recording/1, and on
// kernels without SO_COOKIE.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "recording/event.hpp"

namespace stickylab {

/// Made-up numbers begin here. A kernel counts its sockets from 1, and would take a century to get
/// here at a million a second; the few that it counts from the other end lie above 2^63. In JSON a
/// number below 2^53 is exact everywhere (RFC 8259, section 6).
inline constexpr std::uint64_t kFirstMadeUpSocket = std::uint64_t{1} << 52;

constexpr bool is_made_up(std::uint64_t socket) { return socket >> 52 == 1; }

/// Whether there is work for `name_sockets`.
bool has_unnamed_sockets(const std::vector<Event>& events);

/// Gives numbers to calls that have none, following descriptors through socket, accept, fork and
/// close. A descriptor that came by dup or from elsewhere is taken for a socket of its own. Calls
/// that are named stay as they are. `events` are sorted; each call has its descriptor.
/// Gives back the place of the first call that had to stay unnamed: its process inherited one of
/// several sockets, and nothing tells which. Nothing if all is clear.
std::optional<std::size_t> name_sockets(std::vector<Event>& events);

}  // namespace stickylab
