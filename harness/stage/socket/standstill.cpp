#include "stage/socket/standstill.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <tuple>

namespace stickylab {
namespace {

/// idiag_timer, inet_diag(7).
constexpr std::uint8_t kNoTimer = 0, kRetransmission = 1, kTimeWait = 3, kProbeTimer = 4;

/// An address and a port; IPv4 as IPv6 carries it.
struct Name {
  std::array<std::uint8_t, 16> host{};
  std::uint16_t port = 0;
  friend bool operator<(const Name& a, const Name& b) {
    return std::tie(a.host, a.port) < std::tie(b.host, b.port);
  }
};

Name name_of(std::uint8_t family, const __be32* host, __be16 port) {
  Name name{.port = port};
  if (family == AF_INET6) {
    std::memcpy(name.host.data(), host, 16);
  } else {
    name.host[10] = name.host[11] = 0xff;
    std::memcpy(name.host.data() + 12, host, 4);
  }
  return name;
}

Name own_of(const inet_diag_msg& is) {
  return name_of(is.idiag_family, is.id.idiag_src, is.id.idiag_sport);
}
Name peer_of(const inet_diag_msg& is) {
  return name_of(is.idiag_family, is.id.idiag_dst, is.id.idiag_dport);
}

class Tcp {
 public:
  Tcp(const std::vector<HostSockets>& hosts, const Sleepers& sleepers)
      : sleepers_(sleepers),
        hosts_(hosts),
        is_patient_(std::all_of(hosts.begin(), hosts.end(),
                                [](const HostSockets& host) { return host.is_patient; })) {
    for (std::size_t host = 0; host < hosts.size(); ++host)
      for (const SockDiag::Socket& socket : hosts[host].tcp) add(host, socket);
  }

  bool has(std::uint64_t inode) const { return inodes_.contains(inode); }

  bool stands_still() const {
    return std::all_of(sockets_.begin(), sockets_.end(), [&](const Placed& one) {
      if (is_open(*one.socket)) return rests(one);
      return hosts_[one.host].is_cut_off || !is_opening(one);
    });
  }

 private:
  struct Placed {
    std::size_t host = 0;
    const SockDiag::Socket* socket = nullptr;
  };

  void add(std::size_t host, const SockDiag::Socket& socket) {
    sockets_.push_back({host, &socket});
    inodes_.insert(socket.is.idiag_inode);
    by_names_.insert({{own_of(socket.is), peer_of(socket.is)}, sockets_.back()});
    if (state_of(socket.is) == SocketState::listen && is_open(socket))
      listening_.insert({host, socket.is.id.idiag_sport});
  }

  bool is_open(const SockDiag::Socket& socket) const {
    return sleepers_.open.contains(socket.is.idiag_inode);
  }

  /// A connection to them that is not open yet: the kernel goes on with it.
  bool is_opening(const Placed& one) const {
    return state_of(one.socket->is) == SocketState::syn_received &&
           listening_.contains({one.host, one.socket->is.id.idiag_sport});
  }

  /// Whether nobody else can touch it: its program has closed it, or it waits until one of theirs
  /// accepts it.
  bool is_nobodys(const SockDiag::Socket& socket) const {
    return is_closed(socket.is) ||
           std::any_of(listening_.begin(), listening_.end(),
                       [&](const auto& one) { return one.second == socket.is.id.idiag_sport; });
  }

  /// On the same host if it has one: each host has its own 127.0.0.1.
  const SockDiag::Socket* peer_of_socket(const Placed& one) const {
    const auto [first, last] =
        by_names_.equal_range({peer_of(one.socket->is), own_of(one.socket->is)});
    const SockDiag::Socket* found = nullptr;
    for (auto at = first; at != last; ++at)
      if (at->second.host == one.host || (found == nullptr && !hosts_[one.host].is_cut_off))
        found = at->second.socket;
    return found;
  }

  bool rests(const Placed& one) const {
    const inet_diag_msg& is = one.socket->is;
    if (state_of(is) == SocketState::listen) return is_left_alone(one);
    const SockDiag::Socket* peer = peer_of_socket(one);
    if (!is_quiet(*one.socket, peer) || !serves_its_sleeper(is)) return false;
    if (peer == nullptr) return hosts_[one.host].is_cut_off || !sleepers_.wait_for(is.idiag_inode);
    if (peer->is.idiag_inode == 0) return is_quiet(*peer, one.socket) && is_nobodys(*peer);
    return is_open(*peer) || !sleepers_.wait_for(is.idiag_inode);
  }

  /// Whether nobody comes to a socket that listens.
  bool is_left_alone(const Placed& one) const {
    const inet_diag_msg& is = one.socket->is;
    const bool is_empty = is.idiag_rqueue == 0 || !sleepers_.reads.contains(is.idiag_inode);
    return is_empty && !(hosts_[one.host].has_visitors && sleepers_.wait_for(is.idiag_inode));
  }

  /// Whether nothing that it sends by itself changes its peer.
  bool is_quiet(const SockDiag::Socket& socket, const SockDiag::Socket* peer) const {
    const inet_diag_msg& is = socket.is;
    if (is.idiag_timer == kNoTimer || is.idiag_timer == kTimeWait) return is.idiag_wqueue == 0;
    if (peer == nullptr || peer->is.idiag_rqueue == 0) return false;
    const std::uint64_t its = peer->is.idiag_inode;
    if (sleepers_.reads.contains(its)) return false;
    if (is.idiag_timer == kProbeTimer) return socket.window == 0 && socket.out == 0;
    // A peer that wakes its sleepers for what it throws away, net/ipv4/tcp_input.c, has none here.
    return is.idiag_timer == kRetransmission && socket.backoff > 0 && is_patient_ &&
           peer->memory > peer->memory_limit && !sleepers_.looks.contains(its);
  }

  /// Whether there is a reason for the wait of the task that sleeps on it.
  bool serves_its_sleeper(const inet_diag_msg& is) const {
    const bool has_bytes = is.idiag_rqueue > 0, has_room = is.idiag_wqueue == 0;
    return !(has_bytes && sleepers_.reads.contains(is.idiag_inode)) &&
           !(has_room && sleepers_.writes.contains(is.idiag_inode));
  }

  const Sleepers& sleepers_;
  const std::vector<HostSockets>& hosts_;
  const bool is_patient_;
  std::vector<Placed> sockets_;
  std::set<std::uint64_t> inodes_;
  std::multimap<std::pair<Name, Name>, Placed> by_names_;
  std::set<std::pair<std::size_t, __be16>> listening_;
};

bool waits_at_empty_udp(const std::vector<HostSockets>& hosts, const Sleepers& sleepers,
                        std::uint64_t inode) {
  if (sleepers.writes.contains(inode)) return false;
  for (const HostSockets& host : hosts)
    for (const SockDiag::Socket& socket : host.udp)
      if (socket.is.idiag_inode == inode)
        return (socket.is.idiag_rqueue == 0 || !sleepers.reads.contains(inode)) &&
               (socket.is.id.idiag_dport != 0 || !host.has_visitors);
  return false;
}

/// One that is connected, to a socket of the same run.
bool waits_for_unix_peer(const std::vector<HostSockets>& hosts, const Sleepers& sleepers,
                         std::uint64_t inode) {
  return std::any_of(hosts.begin(), hosts.end(), [&](const HostSockets& host) {
    const auto found = host.unix_peers.find(inode);
    return found != host.unix_peers.end() && sleepers.open.contains(found->second);
  });
}

}  // namespace

bool stand_still(const std::vector<HostSockets>& hosts, const Sleepers& sleepers) {
  const Tcp tcp(hosts, sleepers);
  const auto is_known = [&](std::uint64_t inode) {
    return tcp.has(inode) || waits_at_empty_udp(hosts, sleepers, inode) ||
           waits_for_unix_peer(hosts, sleepers, inode);
  };
  for (const auto* waits : {&sleepers.reads, &sleepers.writes, &sleepers.looks})
    if (!std::all_of(waits->begin(), waits->end(), is_known)) return false;
  return tcp.stands_still();
}

}  // namespace stickylab
