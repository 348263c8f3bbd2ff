#include "stage/socket/unix_peers.hpp"

#include <linux/unix_diag.h>

#include <cstring>

namespace stickylab {
namespace {

std::uint64_t peer_in(const nlmsghdr& part) {
  std::uint32_t peer = 0;
  each_attribute(part, sizeof(unix_diag_msg), [&](int type, const char* value, std::size_t size) {
    if (type == UNIX_DIAG_PEER && size >= sizeof peer) std::memcpy(&peer, value, sizeof peer);
  });
  return peer;
}

}  // namespace

std::map<std::uint64_t, std::uint64_t> UnixPeers::all() const {
  unix_diag_req body{};
  body.sdiag_family = AF_UNIX;
  body.udiag_states = ~0U;
  body.udiag_show = UDIAG_SHOW_PEER;
  diag_.ask(body, NLM_F_DUMP);
  std::map<std::uint64_t, std::uint64_t> peers;
  diag_.answers([&](const nlmsghdr& part) {
    unix_diag_msg socket{};
    const bool is_socket =
        part.nlmsg_type == SOCK_DIAG_BY_FAMILY && part.nlmsg_len >= NLMSG_LENGTH(sizeof socket);
    if (!is_socket) return false;
    std::memcpy(&socket, NLMSG_DATA(&part), sizeof socket);
    peers.emplace(socket.udiag_ino, peer_in(part));
    return true;
  });
  return peers;
}

}  // namespace stickylab
