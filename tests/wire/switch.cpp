// More than two hosts: each frame goes where it is meant to go, and nowhere else.
#include "stage/net/switch.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/socket.h>

#include "process_by_hand.hpp"
#include "stage/net/hosts.hpp"
#include "stage/net/links.hpp"
#include "stage/net/wire.hpp"

using namespace stickylab;

namespace {

constexpr int kHosts = 4;

std::string frame(const std::string& to, const std::string& from) { return to + from + "payload"; }

sockaddr_in address_of(int host) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(8080);
  inet_pton(AF_INET, host_address(host).c_str(), &address.sin_addr);
  return address;
}

/// Four hosts with a UDP socket each, and what the others would see of frames that are not theirs.
class FourHosts {
 public:
  FourHosts() : hosts_({.hosts = {0, 1, 2, 3}}) {
    const Fd middle(must(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "open"));
    std::vector<Cable> cables;
    Links links;
    for (int host = 0; host < kHosts; ++host) {
      cables.push_back({links.index(Hosts::port(host)), host, static_cast<Actor>(host)});
      must(setns(hosts_.ns(host), CLONE_NEWNET), "setns");
      sockets_.emplace_back(must(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), "socket"));
      const sockaddr_in address = address_of(host);
      must(bind(sockets_.back().get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
           "bind");
      seen_.emplace_back(Links().index("eth0"));
      must(setns(middle.get(), CLONE_NEWNET), "setns");
    }
    wire_.emplace(loop_, recorder_, cables, WireSpec{}, [] { return 0; });
  }

  /// Sends from one host to another, and lets the wire work until it is there. False if it is not
  /// within the time that anything here may take.
  bool send(int from, int to) {
    const sockaddr_in address = address_of(to);
    must(sendto(sockets_[from].get(), "x", 1, 0, reinterpret_cast<const sockaddr*>(&address),
                sizeof address),
         "sendto");
    bool there = false;
    const Timer limit(loop_, kPatienceMs, 0, [&] { loop_.stop(); });
    const Timer look(loop_, 1, 1, [&] {
      char byte = 0;
      there = recv(sockets_[to].get(), &byte, 1, 0) == 1;
      if (there) loop_.stop();
    });
    loop_.run();
    return there;
  }

  /// IPv4 frames that have come in at a host since the last call.
  int frames_at(int host) {
    int count = 0;
    while (const auto tapped = seen_[host].receive())
      if (tapped->bytes.substr(12, 2) == std::string("\x08\x00", 2)) ++count;
    return count;
  }

  std::vector<Event> recorded() {
    wire_->finish();
    return recorder_.take().events;
  }

 private:
  Hosts hosts_;
  std::vector<Fd> sockets_;
  std::deque<Tap> seen_;
  Recorder recorder_{RunInfo{}};
  Loop loop_;
  std::optional<Wire> wire_;
};

}  // namespace

TEST_SUITE("wire") {
  TEST_CASE("a switch learns where an address is, and forgets it when it moves") {
    Switch learnt;
    const std::string ann = "AAAAAA", bob = "BBBBBB", all = "\xff\xff\xff\xff\xff\xff";
    learnt.learn(frame(bob, ann), 0);
    CHECK_FALSE(learnt.cable_to(frame(bob, ann)));
    learnt.learn(frame(ann, bob), 2);
    CHECK(learnt.cable_to(frame(bob, ann)) == 2);
    CHECK(learnt.cable_to(frame(ann, bob)) == 0);
    CHECK_FALSE(learnt.cable_to(frame(all, bob)));
    learnt.learn(frame(ann, bob), 3);
    CHECK(learnt.cable_to(frame(bob, ann)) == 3);
  }

  TEST_CASE("each of four hosts reaches each other, and nobody sees what is not his") {
    CHECK(in_a_child([] {
            FourHosts four;
            for (int from = 0; from < kHosts; ++from)
              for (int to = 0; to < kHosts; ++to)
                if (from != to && !four.send(from, to)) return 1;
            for (int host = 0; host < kHosts; ++host)
              if (four.frames_at(host) != kHosts - 1) return 2;
            std::map<Way, int> ways;
            for (const Event& event : four.recorded()) {
              const auto* datagram = std::get_if<Datagram>(&event.data);
              if (!datagram || datagram->packet.fate != Fate::delivered) return 3;
              const std::string from = host_address(static_cast<int>(datagram->packet.from));
              if (datagram->packet.way.from != from + ":8080") return 4;
              ++ways[datagram->packet.way];
            }
            if (ways.size() != kHosts * (kHosts - 1)) return 5;
            return std::all_of(ways.begin(), ways.end(),
                               [](const auto& way) { return way.second == 1; })
                       ? 0
                       : 6;
          }) == 0);
  }
}
