#include "stage/socket/sock_diag.hpp"

#include <linux/tcp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace stickylab {
namespace {

/// `size` is that of the part which this kernel has filled in.
void take_info(const tcp_info& info, std::size_t size, SockDiag::Socket& socket) {
  socket.arrived = info.tcpi_bytes_received;
  socket.backoff = info.tcpi_backoff;
  socket.unsent = info.tcpi_notsent_bytes;
  socket.mss = info.tcpi_snd_mss;
  socket.cwnd = info.tcpi_snd_cwnd;
  socket.out = info.tcpi_unacked;
  socket.flying = info.tcpi_unacked - info.tcpi_sacked - info.tcpi_lost + info.tcpi_retrans;
  if (size >= offsetof(tcp_info, tcpi_snd_wnd) + sizeof info.tcpi_snd_wnd)
    socket.window = info.tcpi_snd_wnd;
}

/// The kernel's numbers are in the order of SK_MEMINFO_VARS.
void take_memory(const char* at, std::size_t size, SockDiag::Socket& socket) {
  std::array<std::uint32_t, SK_MEMINFO_RCVBUF + 1> numbers{};
  std::memcpy(numbers.data(), at, std::min(size, sizeof numbers));
  socket.memory = numbers[SK_MEMINFO_RMEM_ALLOC];
  socket.memory_limit = numbers[SK_MEMINFO_RCVBUF];
}

void take_attribute(int type, const char* value, std::size_t size, SockDiag::Socket& socket) {
  if (type == INET_DIAG_SKMEMINFO) return take_memory(value, size, socket);
  if (type != INET_DIAG_INFO) return;
  tcp_info info{};
  const std::size_t filled = std::min(size, sizeof info);
  std::memcpy(&info, value, filled);
  take_info(info, filled, socket);
}

/// Reads one part of an answer; empty if it is no socket: the end of a list, or an error.
std::optional<SockDiag::Socket> socket_in(const nlmsghdr& part) {
  if (part.nlmsg_type != SOCK_DIAG_BY_FAMILY ||
      part.nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg)))
    return std::nullopt;
  SockDiag::Socket socket;
  std::memcpy(&socket.is, NLMSG_DATA(&part), sizeof socket.is);
  each_attribute(part, sizeof socket.is, [&](int type, const char* value, std::size_t size) {
    take_attribute(type, value, size, socket);
  });
  return socket;
}

}  // namespace

void SockDiag::ask(const Question& question) const {
  inet_diag_req_v2 body{};
  body.sdiag_family = question.family;
  body.sdiag_protocol = question.protocol;
  body.idiag_states = question.states;
  body.idiag_ext = 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_SKMEMINFO - 1);
  body.id = question.id;
  diag_.ask(body, question.flags);
}

std::optional<SockDiag::Socket> SockDiag::find(const sockaddr_in& own,
                                               const sockaddr_in& peer) const {
  return one({}, own, peer);
}

/// Of UDP the kernel takes the source and the destination of a packet, net/ipv4/udp_diag.c.
std::optional<SockDiag::Socket> SockDiag::find_udp(const sockaddr_in& own,
                                                   const sockaddr_in& peer) const {
  return one({.protocol = IPPROTO_UDP}, peer, own);
}

std::optional<SockDiag::Socket> SockDiag::one(Question question, const sockaddr_in& from,
                                              const sockaddr_in& to) const {
  inet_diag_sockid& id = question.id;
  id.idiag_sport = from.sin_port;
  id.idiag_dport = to.sin_port;
  id.idiag_src[0] = from.sin_addr.s_addr;
  id.idiag_dst[0] = to.sin_addr.s_addr;
  id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  ask(question);
  std::optional<Socket> found;
  diag_.answers([&](const nlmsghdr& part) {
    found = socket_in(part);
    return false;
  });
  return found;
}

std::vector<SockDiag::Socket> SockDiag::all(std::uint8_t family, std::uint32_t states) const {
  return list({.family = family, .states = states});
}

std::vector<SockDiag::Socket> SockDiag::all_udp(std::uint8_t family) const {
  return list({.family = family, .protocol = IPPROTO_UDP});
}

std::vector<SockDiag::Socket> SockDiag::list(Question question) const {
  question.flags = NLM_F_DUMP;
  ask(question);
  std::vector<Socket> sockets;
  diag_.answers([&](const nlmsghdr& part) {
    const auto socket = socket_in(part);
    if (socket) sockets.push_back(*socket);
    return socket.has_value();
  });
  return sockets;
}

bool is_closed(const inet_diag_msg& socket) {
  switch (state_of(socket)) {
    case SocketState::fin_wait_1:
    case SocketState::fin_wait_2:
    case SocketState::time_wait:
    case SocketState::last_ack:
    case SocketState::closing:
      return socket.idiag_inode == 0;
    default:
      return false;
  }
}

}  // namespace stickylab
