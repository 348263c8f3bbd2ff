#include "stage/socket_queue.hpp"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace stickylab {
namespace {

// Of include/net/tcp_states.h: what a socket is when its program has closed it. Before it was
// accepted it has no inode either.
constexpr std::uint8_t kFinWait1 = 4;
constexpr std::uint8_t kFinWait2 = 5;
constexpr std::uint8_t kTimeWait = 6;
constexpr std::uint8_t kLastAck = 9;
constexpr std::uint8_t kListen = 10;
constexpr std::uint8_t kClosing = 11;

bool is_closed(const inet_diag_msg& socket) {
  switch (socket.idiag_state) {
    case kFinWait1:
    case kFinWait2:
    case kTimeWait:
    case kLastAck:
    case kClosing:
      return socket.idiag_inode == 0;
    default:
      return false;
  }
}

struct Request {
  nlmsghdr header;
  inet_diag_req_v2 body;
};

struct Answer {
  nlmsghdr header;
  inet_diag_msg body;
  char attributes[1024];
};

Request request_for(const sockaddr_in& own, const sockaddr_in& peer) {
  Request request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.body.sdiag_family = AF_INET;
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_states = ~0U;
  request.body.idiag_ext = 1 << (INET_DIAG_INFO - 1);
  inet_diag_sockid& id = request.body.id;
  id.idiag_sport = own.sin_port;
  id.idiag_dport = peer.sin_port;
  id.idiag_src[0] = own.sin_addr.s_addr;
  id.idiag_dst[0] = peer.sin_addr.s_addr;
  id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  return request;
}

/// tcpi_bytes_received of the attribute INET_DIAG_INFO; 0 where it is missing.
std::uint64_t bytes_received(const char* attributes, const char* end) {
  for (const char* at = attributes; at + sizeof(nlattr) <= end;) {
    nlattr head{};
    std::memcpy(&head, at, sizeof head);
    if (head.nla_len < sizeof head || head.nla_len > end - at) break;
    tcp_info info{};
    if (head.nla_type == INET_DIAG_INFO) {
      std::memcpy(&info, at + NLA_HDRLEN,
                  std::min<std::size_t>(head.nla_len - NLA_HDRLEN, sizeof info));
      return info.tcpi_bytes_received;
    }
    at += NLA_ALIGN(head.nla_len);
  }
  return 0;
}

}  // namespace

SocketQueue::SocketQueue(const sockaddr_in& own, const sockaddr_in& peer)
    : netlink_(must(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG), "sock_diag")),
      own_(own),
      peer_(peer) {}

std::optional<SocketQueue::Bytes> SocketQueue::bytes() const {
  const Request request = request_for(own_, peer_);
  Answer answer{};
  if (send(netlink_.get(), &request, sizeof request, 0) < 0) return std::nullopt;
  const ssize_t size = recv(netlink_.get(), &answer, sizeof answer, 0);
  const bool is_socket = size >= static_cast<ssize_t>(sizeof(nlmsghdr) + sizeof(inet_diag_msg)) &&
                         answer.header.nlmsg_type == SOCK_DIAG_BY_FAMILY;
  // The listening socket is found where its child is gone; its numbers count connections.
  if (!is_socket || answer.body.idiag_state == kListen || is_closed(answer.body))
    return std::nullopt;
  const auto end = answer.attributes + size - sizeof(nlmsghdr) - sizeof(inet_diag_msg);
  return Bytes{bytes_received(answer.attributes, end), answer.body.idiag_rqueue,
               answer.body.idiag_wqueue};
}

}  // namespace stickylab
