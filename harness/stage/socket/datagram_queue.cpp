#include "stage/socket/datagram_queue.hpp"

namespace stickylab {

std::optional<std::uint32_t> DatagramQueue::memory() const {
  const auto socket = diag_.find_udp(own_, peer_);
  return socket ? std::optional(socket->is.idiag_rqueue) : std::nullopt;
}

}  // namespace stickylab
