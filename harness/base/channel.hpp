// The socket between a stage process and the harness.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string_view>

namespace stickylab {

/// Sends all of `text`, and waits if there is no room, whether the socket blocks or not (libuv
/// makes it non-blocking). Ends early if nobody reads any more.
inline void tell(int channel, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = send(channel, text.data(), text.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) {
      pollfd room{.fd = channel, .events = POLLOUT, .revents = 0};
      poll(&room, 1, -1);
    } else if (n < 0 && errno != EINTR) {
      return;
    }
    text.remove_prefix(static_cast<std::size_t>(n < 0 ? 0 : n));
  }
}

}  // namespace stickylab
