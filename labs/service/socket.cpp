#include "service/socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>

namespace service {
namespace {

int descriptor(const uv_tcp_t& tcp) {
  uv_os_fd_t fd = -1;
  uv_fileno(reinterpret_cast<const uv_handle_t*>(&tcp), &fd);
  return fd;
}

void set(int fd, int level, int option, int value) {
  setsockopt(fd, level, option, &value, sizeof value);
}

// Within 35 seconds: the third probe of an idle connection comes when the timeout has.
void find_the_dead(int fd) {
  set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
  set(fd, IPPROTO_TCP, TCP_KEEPIDLE, 20);  // in seconds
  set(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5);
  set(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
  set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 30'000);  // in ms
}

}  // namespace

void prepare(uv_tcp_t& tcp) {
  const int fd = descriptor(tcp);
  find_the_dead(fd);
  set(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, 128 << 10);
  set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

uv_buf_t room_to_read() {
  static thread_local std::array<char, 1 << 16> room;
  return uv_buf_init(room.data(), room.size());
}

Millis rtt_of(const uv_tcp_t& tcp) {
  tcp_info info{};
  socklen_t size = sizeof info;
  getsockopt(descriptor(tcp), IPPROTO_TCP, TCP_INFO, &info, &size);
  return Millis{info.tcpi_rtt / 1000};
}

std::string peer_address(const uv_tcp_t& tcp) {
  sockaddr_storage peer{};
  int size = sizeof peer;
  std::array<char, 64> text{};
  uv_tcp_getpeername(&tcp, reinterpret_cast<sockaddr*>(&peer), &size);
  if (peer.ss_family == AF_INET6) {
    uv_ip6_name(reinterpret_cast<sockaddr_in6*>(&peer), text.data(), text.size());
  } else {
    uv_ip4_name(reinterpret_cast<sockaddr_in*>(&peer), text.data(), text.size());
  }
  return text.data();
}

}  // namespace service
