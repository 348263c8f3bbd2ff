#include "stage/socket/unix_peers.hpp"

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

#include <cstring>

namespace stickylab {
namespace {

std::uint64_t peer_in(const nlmsghdr& part) {
  const char* at = static_cast<const char*>(NLMSG_DATA(&part)) + NLMSG_ALIGN(sizeof(unix_diag_msg));
  const char* end = reinterpret_cast<const char*>(&part) + part.nlmsg_len;
  while (at + sizeof(nlattr) <= end) {
    nlattr head{};
    std::memcpy(&head, at, sizeof head);
    if (head.nla_len < sizeof head || head.nla_len > end - at) return 0;
    std::uint32_t peer = 0;
    if (head.nla_type == UNIX_DIAG_PEER && head.nla_len >= NLA_HDRLEN + sizeof peer) {
      std::memcpy(&peer, at + NLA_HDRLEN, sizeof peer);
      return peer;
    }
    at += NLA_ALIGN(head.nla_len);
  }
  return 0;
}

}  // namespace

UnixPeers::UnixPeers()
    : netlink_(must(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG), "sock_diag")) {}

std::map<std::uint64_t, std::uint64_t> UnixPeers::all() const {
  struct {
    nlmsghdr header;
    unix_diag_req body;
  } request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.sdiag_family = AF_UNIX;
  request.body.udiag_states = ~0U;
  request.body.udiag_show = UDIAG_SHOW_PEER;
  must(static_cast<int>(send(netlink_.get(), &request, sizeof request, 0)), "sock_diag");
  std::map<std::uint64_t, std::uint64_t> peers;
  for (;;) {
    alignas(nlmsghdr) char answer[16'384];
    int left = must(static_cast<int>(recv(netlink_.get(), answer, sizeof answer, 0)), "sock_diag");
    for (auto* part = reinterpret_cast<nlmsghdr*>(answer); NLMSG_OK(part, left);
         part = NLMSG_NEXT(part, left)) {
      unix_diag_msg socket{};
      if (part->nlmsg_type != SOCK_DIAG_BY_FAMILY || part->nlmsg_len < NLMSG_LENGTH(sizeof socket))
        return peers;
      std::memcpy(&socket, NLMSG_DATA(part), sizeof socket);
      peers.emplace(socket.udiag_ino, peer_in(*part));
    }
  }
}

}  // namespace stickylab
