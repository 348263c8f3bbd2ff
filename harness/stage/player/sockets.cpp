#include "stage/player/sockets.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace stickylab {

Fd stream_socket() {
  return Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
}

Fd datagram_socket() {
  return Fd(must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
}

void connect_to(const Fd& socket, const Endpoint& place) {
  const sockaddr_in address = to_address(place);
  must(connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
       "connect");
}

void bind_to(const Fd& socket, const Endpoint& own, const std::string& what) {
  const sockaddr_in address = to_address(own);
  must(bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
       "bind " + what);
}

sockaddr_in name_of(const Fd& socket) {
  sockaddr_in name{};
  socklen_t size = sizeof name;
  must(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&name), &size), "getsockname");
  return name;
}

std::optional<sockaddr_in> peer_of(const Fd& socket) {
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  const bool has = getpeername(socket.get(), reinterpret_cast<sockaddr*>(&peer), &size) == 0;
  return has ? std::optional(peer) : std::nullopt;
}

std::uint64_t cookie_of(const Fd& socket) {
  std::uint64_t cookie = 0;
  socklen_t size = sizeof cookie;
  getsockopt(socket.get(), SOL_SOCKET, SO_COOKIE, &cookie, &size);
  return cookie;
}

void send_at_once(const Fd& socket) {
  const int on = 1;
  must(setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

void reset_connection(Fd& socket) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  socket.reset();
}

Fd listen_at(const Endpoint& endpoint, const std::string& what) {
  Fd listener = stream_socket();
  const int on = 1;  // the port may have been another stage's a moment ago
  must(setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
  bind_to(listener, endpoint, what);
  must(listen(listener.get(), SOMAXCONN), "listen");
  return listener;
}

Fd accept_from(const Fd& listener, sockaddr_in& peer) {
  socklen_t size = sizeof peer;
  return Fd(accept4(listener.get(), reinterpret_cast<sockaddr*>(&peer), &size,
                    SOCK_CLOEXEC | SOCK_NONBLOCK));
}

std::string text_of(const sockaddr_in& address) {
  char host[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
  return std::string(host) + ":" + std::to_string(ntohs(address.sin_port));
}

}  // namespace stickylab
