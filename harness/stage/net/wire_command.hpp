// The commands of a person who holds the wire.
#pragma once

#include <cstdint>

namespace stickylab {

/// A command to the wire.
struct WireCommand {
  enum class What : std::uint8_t {
    release,      ///< the held packet `id` goes on
    drop,         ///< it is lost
    release_all,  ///< all that are held go on, in the order in which they left
    hold,         ///< from now on every packet is held
    flow,         ///< from now on none is, and those that are go on
  } what{};
  std::uint64_t id = 0;
};

}  // namespace stickylab
