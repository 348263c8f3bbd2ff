#include "stage/socket/socket_queue.hpp"

namespace stickylab {

SocketQueue::SocketQueue(const sockaddr_in& own, const sockaddr_in& peer)
    : own_(own), peer_(peer) {}

std::optional<SocketQueue::Bytes> SocketQueue::bytes() const {
  const auto socket = diag_.find(own_, peer_);
  // The listening socket is found if its child is gone; its numbers count connections.
  if (!socket || state_of(socket->is) == SocketState::listen || is_closed(socket->is))
    return std::nullopt;
  return Bytes{socket->arrived, socket->is.idiag_rqueue, socket->is.idiag_wqueue};
}

bool SocketQueue::has_end() const {
  const auto socket = diag_.find(own_, peer_);
  if (!socket || state_of(socket->is) == SocketState::listen || is_closed(socket->is)) return true;
  constexpr std::uint32_t kOpen =
      bit(SocketState::established) | bit(SocketState::fin_wait_1) | bit(SocketState::fin_wait_2);
  return (bit(state_of(socket->is)) & kOpen) == 0;
}

}  // namespace stickylab
