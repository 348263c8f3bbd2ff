#include "stage/socket/sock_diag.hpp"

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

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

/// Reads the attributes that were asked for, if they are there.
void read_attributes(const char* at, const char* end, SockDiag::Socket& socket) {
  while (at + sizeof(nlattr) <= end) {
    nlattr head{};
    std::memcpy(&head, at, sizeof head);
    if (head.nla_len < sizeof head || head.nla_len > end - at) return;
    if (head.nla_type == INET_DIAG_INFO) {
      tcp_info info{};
      const auto size = std::min<std::size_t>(head.nla_len - NLA_HDRLEN, sizeof info);
      std::memcpy(&info, at + NLA_HDRLEN, size);
      take_info(info, size, socket);
    }
    if (head.nla_type == INET_DIAG_SKMEMINFO)
      take_memory(at + NLA_HDRLEN, head.nla_len - NLA_HDRLEN, socket);
    at += NLA_ALIGN(head.nla_len);
  }
}

/// Reads one part of an answer; empty if it is no socket: the end of a list, or an error.
std::optional<SockDiag::Socket> socket_in(const nlmsghdr& part) {
  if (part.nlmsg_type != SOCK_DIAG_BY_FAMILY ||
      part.nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg)))
    return std::nullopt;
  SockDiag::Socket socket;
  const char* body = static_cast<const char*>(NLMSG_DATA(&part));
  std::memcpy(&socket.is, body, sizeof socket.is);
  read_attributes(body + NLMSG_ALIGN(sizeof socket.is),
                  reinterpret_cast<const char*>(&part) + part.nlmsg_len, socket);
  return socket;
}

}  // namespace

SockDiag::SockDiag()
    : netlink_(must(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG), "sock_diag")) {}

void SockDiag::ask(const Question& question) const {
  struct {
    nlmsghdr header;
    inet_diag_req_v2 body;
  } request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | question.flags);
  request.body.sdiag_family = question.family;
  request.body.sdiag_protocol = question.protocol;
  request.body.idiag_states = question.states;
  request.body.idiag_ext = 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_SKMEMINFO - 1);
  request.body.id = question.id;
  must(static_cast<int>(send(netlink_.get(), &request, sizeof request, 0)), "sock_diag");
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
  alignas(nlmsghdr) char answer[4096];
  const int size =
      must(static_cast<int>(recv(netlink_.get(), answer, sizeof answer, 0)), "sock_diag");
  const auto* part = reinterpret_cast<const nlmsghdr*>(answer);
  return NLMSG_OK(part, size) ? socket_in(*part) : std::nullopt;
}

std::vector<SockDiag::Socket> SockDiag::all(std::uint8_t family, std::uint32_t states) const {
  return list({.family = family, .states = states});
}

std::vector<SockDiag::Socket> SockDiag::all_udp(std::uint8_t family) const {
  return list({.family = family, .protocol = IPPROTO_UDP});
}

/// The whole answer is taken, to leave none for the next question.
std::vector<SockDiag::Socket> SockDiag::list(Question question) const {
  question.flags = NLM_F_DUMP;
  ask(question);
  std::vector<Socket> sockets;
  for (;;) {
    alignas(nlmsghdr) char answer[16'384];
    int left = must(static_cast<int>(recv(netlink_.get(), answer, sizeof answer, 0)), "sock_diag");
    for (auto* part = reinterpret_cast<nlmsghdr*>(answer); NLMSG_OK(part, left);
         part = NLMSG_NEXT(part, left)) {
      const auto socket = socket_in(*part);
      if (!socket) return sockets;
      sockets.push_back(*socket);
    }
  }
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
