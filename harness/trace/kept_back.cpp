#include "trace/kept_back.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

namespace stickylab {
namespace {

/// A segment that is not full is out. Nagle's algorithm, as Linux has it, waits for such a one
/// only.
bool small_one_is_out(const Sending& s) {
  return s.unacked > 0 && (s.mss == 0 || s.unacked % s.mss != 0);
}

}  // namespace

void TcpOptions::follow(const SocketCall& call) {
  if (is_write(call.call)) more = (call.flags & MSG_MORE) != 0;
  if (call.call != Call::setsockopt || call.level != IPPROTO_TCP) return;
  if (call.option == TCP_CORK) cork = call.value != 0;
  if (call.option == TCP_NODELAY) nodelay = call.value != 0;
}

KeptBy kept_by(const Sending& s, const std::optional<TcpOptions>& set) {
  const std::int64_t next = s.mss > 0 ? std::min(s.unsent, s.mss) : s.unsent;
  if (s.cwnd > 0 && s.flying >= s.cwnd) return KeptBy::congestion_window;
  if (s.window >= 0 && s.unacked + next > s.window) return KeptBy::receive_window;
  const bool full = s.mss > 0 && s.unsent >= s.mss;
  if (full || !set) return KeptBy::unproved;
  if (set->cork) return KeptBy::cork;
  if (set->more) return KeptBy::more;
  const bool room = s.cwnd > 0 && s.window >= 0;
  return room && !set->nodelay && small_one_is_out(s) ? KeptBy::nagle : KeptBy::unproved;
}

}  // namespace stickylab
