// Fields of the log, from what the kernel tells.
#pragma once

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

#include "probe/kernel.hpp"
#include "probe/log.hpp"

namespace stickylab {

/// False, and nothing is changed, if it is no address of IPv4 or IPv6.
inline bool put_address(ProbeAddress& to, const sockaddr* address, socklen_t size) {
  sockaddr_in v4;
  sockaddr_in6 v6;
  if (size >= sizeof v4 && address->sa_family == AF_INET) {
    memcpy(&v4, address, sizeof v4);
    to = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, ntohs(v4.sin_port), 0};
    memcpy(&to.host[12], &v4.sin_addr, sizeof v4.sin_addr);
  } else if (size >= sizeof v6 && address->sa_family == AF_INET6) {
    memcpy(&v6, address, sizeof v6);
    to.port = ntohs(v6.sin6_port);
    memcpy(to.host, &v6.sin6_addr, sizeof to.host);
  } else {
    return false;
  }
  return true;
}

/// False if it is no name of AF_UNIX; true of one that has none, which is empty.
inline bool put_path(char (&to)[112], const sockaddr* address, socklen_t size) {
  constexpr socklen_t kPath = offsetof(sockaddr_un, sun_path);
  if (size < kPath || size >= kPath + sizeof to || address->sa_family != AF_UNIX) return false;
  memset(to, 0, sizeof to);
  memcpy(to, reinterpret_cast<const char*>(address) + kPath, size - kPath);
  if (size > kPath && to[0] == 0) to[0] = '@';
  return true;
}

/// False if the kernel does not tell of this socket.
inline bool put_tcp(ProbeTcp& to, int fd) {
  tcp_info info;
  const socklen_t size = read_tcp_info(fd, info);
  if (size == 0) return false;
  to = {{info.tcpi_notsent_bytes, info.tcpi_unacked, info.tcpi_data_segs_out,
         info.tcpi_data_segs_in, info.tcpi_total_retrans},
        0,
        written_bytes(info, size)};
  return true;
}

/// True for a call before which the kernel is asked what has come to a socket.
inline bool asks_arrived(Call call, Kind kind) {
  if (kind == Kind::tcp) return call == Call::accept;
  return kind == Kind::udp && (is_read(call) || call == Call::close);
}

/// True for a call before which the kernel is asked how many bytes wait.
inline bool asks_queued(Call call, Kind kind) {
  const bool ends = call == Call::shutdown || call == Call::close;
  return is_read(call) || (ends && is_connected(kind));
}

/// False if the kernel does not tell of this socket.
inline bool put_arrived(ProbeArrived& to, Call call, int fd) {
  to.waiting = call == Call::accept ? waiting_connections(fd) : -1;
  return read_dropped(fd, to.dropped);
}

}  // namespace stickylab
