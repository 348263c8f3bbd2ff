#include "stage/socket/standstill.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>

#include <functional>

namespace stickylab {
namespace {

constexpr std::uint32_t kOne = 11, kOther = 12, kListener = 13, kUdp = 14, kUnix = 15;
constexpr std::uint16_t kPort = 80, kClientPort = 5000;
constexpr std::uint8_t kRetransmits = 1, kKeepalive = 2, kTimeWait = 3, kProbes = 4;

SockDiag::Socket tcp(SocketState state, std::uint32_t inode, std::uint16_t own,
                     std::uint16_t peer) {
  SockDiag::Socket socket;
  socket.is.idiag_family = AF_INET;
  socket.is.idiag_state = static_cast<std::uint8_t>(state);
  socket.is.idiag_inode = inode;
  socket.is.id.idiag_sport = htons(own);
  socket.is.id.idiag_dport = htons(peer);
  socket.is.id.idiag_src[0] = socket.is.id.idiag_dst[0] = htonl(INADDR_LOOPBACK);
  return socket;
}

/// Two programs that wait to read from the connection between them; one of them also listens.
struct Scene {
  SockDiag::Socket one = tcp(SocketState::established, kOne, kClientPort, kPort);
  SockDiag::Socket other = tcp(SocketState::established, kOther, kPort, kClientPort);
  SockDiag::Socket listener = tcp(SocketState::listen, kListener, kPort, 0);
  std::vector<SockDiag::Socket> more;
  HostSockets host{.is_patient = true};
  Sleepers sleepers{.open = {kOne, kOther, kListener, kUdp, kUnix}, .reads = {kOne, kOther}};

  bool is_still() {
    host.tcp = {one, other, listener};
    host.tcp.insert(host.tcp.end(), more.begin(), more.end());
    return stand_still({host}, sleepers);
  }
};

bool is_still(const std::function<void(Scene&)>& change) {
  Scene scene;
  change(scene);
  return scene.is_still();
}

/// The one has written what the other, who does not read, has no room for.
void fill(Scene& scene) {
  scene.sleepers.reads = {};
  scene.sleepers.writes = {kOne};
  scene.one.is.idiag_wqueue = 4000;
  scene.one.is.idiag_timer = kProbes;
  scene.one.window = 0;
  scene.other.is.idiag_rqueue = 9000;
}

/// The same, after the other has made its room smaller.
void overfill(Scene& scene) {
  fill(scene);
  scene.one.is.idiag_timer = kRetransmits;
  scene.one.window = 4096;
  scene.one.out = scene.one.backoff = 1;
  scene.other.memory = 33'000;
  scene.other.memory_limit = 32'768;
}

bool is_still(void (*before)(Scene&), const std::function<void(Scene&)>& change) {
  return is_still([&](Scene& scene) {
    before(scene);
    change(scene);
  });
}

}  // namespace
}  // namespace stickylab

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("two that wait to read from each other stand still, whoever closed what before") {
    CHECK(is_still([](Scene&) {}));
    CHECK(is_still([](Scene& s) {
      s.more = {tcp(SocketState::time_wait, 0, 7, kPort)};
      s.more[0].is.idiag_timer = kTimeWait;
    }));
  }

  TEST_CASE("what is not acknowledged, or has a timer, may still come") {
    CHECK_FALSE(is_still([](Scene& s) { s.other.is.idiag_wqueue = 1; }));
    CHECK_FALSE(is_still([](Scene& s) { s.other.is.idiag_timer = kRetransmits; }));
    CHECK_FALSE(is_still([](Scene& s) { s.one.is.idiag_timer = kKeepalive; }));
  }

  TEST_CASE("behind a wire that is cut, only an end's own timer can wake it") {
    // Its program has ended, and its kernel sends the FIN again and again.
    const auto vanished = [](Scene& s) {
      s.sleepers = {.open = {kOne}, .reads = {kOne}};
      s.other.is.idiag_inode = 0;
      s.other.is.idiag_state = static_cast<std::uint8_t>(SocketState::fin_wait_1);
      s.other.is.idiag_timer = kRetransmits;
    };
    const auto still = [&](bool cut, const std::function<void(Scene&)>& change) {
      Scene s;
      vanished(s);
      change(s);
      HostSockets here{.tcp = {s.one}, .is_patient = true, .is_cut_off = cut};
      const HostSockets there{.tcp = {s.other}, .is_patient = true, .is_cut_off = cut};
      return stand_still({here, there}, s.sleepers);
    };
    CHECK(still(true, [](Scene&) {}));
    CHECK_FALSE(still(false, [](Scene&) {}));
    CHECK_FALSE(still(true, [](Scene& s) { s.one.is.idiag_timer = kKeepalive; }));
    CHECK_FALSE(still(true, [](Scene& s) { s.one.is.idiag_timer = kRetransmits; }));
    CHECK_FALSE(still(true, [](Scene& s) { s.one.is.idiag_wqueue = 1; }));
  }

  TEST_CASE("bytes unread are no reason to sleep in a read, but in poll they may be") {
    CHECK_FALSE(is_still([](Scene& s) { s.one.is.idiag_rqueue = 1; }));
    CHECK(is_still([](Scene& s) {
      s.one.is.idiag_rqueue = 1;
      s.sleepers.reads.erase(kOne);
      s.sleepers.looks.insert(kOne);
    }));
  }

  TEST_CASE("an end that is not of the run may do anything, but only to those who wait for it") {
    const auto outside = [](Scene& s) { s.sleepers.open.erase(kOther), s.sleepers.reads = {kOne}; };
    CHECK_FALSE(is_still(outside));
    CHECK(is_still([&](Scene& s) { outside(s), s.sleepers.reads = {kListener}; }));
    CHECK_FALSE(is_still([](Scene& s) { s.one.is.id.idiag_dport = htons(9); }));  // no such socket
  }

  TEST_CASE("a connection that waits to be accepted by one of the run does so for ever") {
    const auto unaccepted = [](Scene& s) {
      s.other.is.idiag_inode = 0;
      s.sleepers.reads = {kOne};
    };
    CHECK(is_still(unaccepted));
    CHECK_FALSE(is_still([&](Scene& s) { unaccepted(s), s.sleepers.open.erase(kListener); }));
    CHECK_FALSE(is_still([&](Scene& s) { unaccepted(s), s.other.is.idiag_timer = kRetransmits; }));
    CHECK_FALSE(is_still([](Scene& s) {
      s.sleepers.reads = {kListener};
      s.listener.is.idiag_rqueue = 1;
    }));
    CHECK_FALSE(is_still([](Scene& s) { s.more = {tcp(SocketState::syn_received, 0, kPort, 7)}; }));
  }

  TEST_CASE("somebody may come to the network of the machine, and wake who waits for that") {
    const auto visited = [](Scene& s) { s.host.has_visitors = true; };
    CHECK(is_still(visited));
    CHECK(is_still([](Scene& s) { s.sleepers.looks = {kListener}; }));
    CHECK_FALSE(is_still([&](Scene& s) { visited(s), s.sleepers.looks = {kListener}; }));
    const auto udp = [&](Scene& s) {
      visited(s);
      s.sleepers.reads = {kUdp};
      s.host.udp.emplace_back().is.idiag_inode = kUdp;
    };
    CHECK_FALSE(is_still(udp));
    CHECK(is_still([&](Scene& s) { udp(s), s.host.udp[0].is.id.idiag_dport = htons(7); }));
  }

  TEST_CASE("who has closed goes on until its last byte and FIN have arrived") {
    const auto closed = [](Scene& s) {
      s.other = tcp(SocketState::fin_wait_2, 0, kPort, kClientPort);
      s.other.is.idiag_timer = kTimeWait;
      s.sleepers.reads = {kListener};
    };
    CHECK(is_still(closed));
    CHECK_FALSE(is_still([&](Scene& s) {
      closed(s);
      s.other.is.idiag_state = static_cast<std::uint8_t>(SocketState::fin_wait_1);
      s.other.is.idiag_timer = kRetransmits;
      s.other.is.idiag_wqueue = 1;
    }));
  }

  TEST_CASE("the kernel may ask a peer without room for ever") {
    CHECK(is_still(fill, [](Scene&) {}));
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.one.window = 100; }));
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.one.window = -1; }));  // not told
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.one.out = 1; }));
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.sleepers.reads = {kOther}; }));
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.other.is.idiag_rqueue = 0; }));
    CHECK_FALSE(is_still(fill, [](Scene& s) { s.one.is.idiag_wqueue = 0; }));
  }

  TEST_CASE("a peer whose room has shrunk throws away the same bytes for ever") {
    CHECK(is_still(overfill, [](Scene&) {}));
    CHECK_FALSE(is_still(overfill, [](Scene& s) { s.one.backoff = 0; }));  // not tried yet
    CHECK_FALSE(is_still(overfill, [](Scene& s) { s.other.memory = 32'768; }));
    CHECK_FALSE(is_still(overfill, [](Scene& s) { s.host.is_patient = false; }));
    CHECK_FALSE(is_still(overfill, [](Scene& s) { s.sleepers.looks = {kOther}; }));
  }

  TEST_CASE("who waits for room has a reason") {
    CHECK_FALSE(
        is_still([](Scene& s) { s.sleepers.writes = {kOne}, s.sleepers.reads = {kOther}; }));
  }

  TEST_CASE("IPv4 that one end takes for IPv6 is the same connection") {
    CHECK(is_still([](Scene& s) {
      inet_diag_msg& is = s.other.is;
      is.idiag_family = AF_INET6;
      for (auto* host : {is.id.idiag_src, is.id.idiag_dst}) {
        host[3] = host[0];
        host[0] = host[1] = 0;
        host[2] = htonl(0xffff);
      }
    }));
  }

  TEST_CASE("on two hosts the peer on the same host comes first") {
    Scene scene;
    REQUIRE(scene.is_still());
    HostSockets second = scene.host;
    second.tcp = {scene.other};
    second.tcp[0].is.idiag_inode = 99;  // nobody's of the run
    CHECK(stand_still({scene.host, second}, scene.sleepers));
    CHECK(stand_still({second, scene.host}, scene.sleepers));
  }

  TEST_CASE("UDP waits at an empty queue, and a socket of another kind is not known") {
    const auto udp = [](Scene& s) {
      s.sleepers.reads = {kUdp};
      s.host.udp.emplace_back().is.idiag_inode = kUdp;
    };
    CHECK(is_still(udp));
    CHECK_FALSE(is_still([&](Scene& s) { udp(s), s.host.udp[0].is.idiag_rqueue = 1; }));
    CHECK_FALSE(is_still([&](Scene& s) { udp(s), s.sleepers.writes = {kUdp}; }));
    CHECK_FALSE(is_still([](Scene& s) { s.sleepers.reads = {99}; }));
  }

  TEST_CASE("a unix socket waits for its peer, if that is of the run") {
    const auto waits = [](Scene& s) { s.sleepers.looks = {kUnix}; };
    CHECK_FALSE(is_still(waits));
    CHECK(is_still([&](Scene& s) { waits(s), s.host.unix_peers = {{kUnix, kOne}}; }));
    CHECK_FALSE(is_still([&](Scene& s) { waits(s), s.host.unix_peers = {{kUnix, 99}}; }));
    CHECK_FALSE(is_still([&](Scene& s) { waits(s), s.host.unix_peers = {{kUnix, 0}}; }));
  }
}
