// Fields of the log, from what the kernel tells.
#pragma once

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>

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

inline void put_tcp(ProbeRecord& record, const tcp_info& info) {
  record.holds |= kHoldsTcp;
  record.tcp[0] = info.tcpi_notsent_bytes;
  record.tcp[1] = info.tcpi_unacked;
  record.tcp[2] = info.tcpi_data_segs_out;
  record.tcp[3] = info.tcpi_data_segs_in;
  record.tcp[4] = info.tcpi_total_retrans;
}

}  // namespace stickylab
