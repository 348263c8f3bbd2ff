// Why TCP keeps back what a program has written: one rule, for a recording and for a live run.
#pragma once

#include <cstdint>
#include <optional>

#include "recording/event.hpp"

namespace stickylab {

/// What a program has asked of a socket, as far as its calls tell; tcp(7).
struct TcpOptions {
  bool cork = false;
  bool nodelay = false;
  bool more = false;  ///< its last write had MSG_MORE
  void follow(const SocketCall& call);
};

/// One end of a connection, as it sends.
struct Sending {
  std::int64_t unsent = 0;   ///< bytes
  std::int64_t unacked = 0;  ///< bytes sent
  std::int64_t flying = 0;   ///< segments, as congestion control counts them
  std::int64_t cwnd = 0;     ///< segments; 0: not known
  std::int64_t window = -1;  ///< the peer's, in bytes from the first unacknowledged; -1: not known
  std::int64_t mss = 0;      ///< bytes of a full segment; 0: not known
};

enum class KeptBy : std::uint8_t {
  unproved,
  congestion_window,
  receive_window,
  cork,   ///< TCP_CORK
  more,   ///< MSG_MORE
  nagle,  ///< a small segment waits until the one that is out is acknowledged
};

/// The first reason that the kernel finds, in its order: net/ipv4/tcp_output.c, tcp_write_xmit. The
/// options are empty if the calls of that socket were not seen.
KeptBy kept_by(const Sending& sending, const std::optional<TcpOptions>& set);

}  // namespace stickylab
