// Two hosts, the wire between them, and a TCP connection across it, all in one process.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <optional>
#include <string>

#include "process_by_hand.hpp"
#include "stage/net/hosts.hpp"
#include "stage/net/links.hpp"
#include "stage/net/wire.hpp"

namespace stickylab {

/// Changes the process's network namespace for good: to be made in a child (`in_a_child`).
class TwoSockets {
 public:
  explicit TwoSockets(
      const WireSpec& spec, std::function<int()> reads = [] { return 0; }, bool hold = false,
      int family = AF_INET)
      : hosts_({.patient = true}), family_(family) {
    Links links;
    wire.emplace(loop, recorder,
                 std::vector<Cable>{{links.index(Hosts::port(0)), 0, kSender},
                                    {links.index(Hosts::port(1)), 1, kReceiver}},
                 spec, std::move(reads));
    wire->hold_everything(hold);
    connect_them();
  }
  ~TwoSockets() { wire.reset(); }

  void send(std::string_view bytes) const {
    must(::send(sender.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL), "send");
  }

  /// What waits in the receiver's queue, taken out of it.
  std::string received() const {
    char buffer[4096];
    const ssize_t size = recv(receiver.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    return {buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

  /// Lets the wire work until `done` says so; checked whenever the wire has worked, at least every
  /// millisecond. False where that took longer than anything here may take.
  bool until(const std::function<bool()>& done) {
    bool in_time = true;
    const Timer limit(loop, kPatienceMs, 0, [&] {
      in_time = false;
      loop.stop();
    });
    const Timer check(loop, 1, 1, [&] {
      if (done()) loop.stop();
    });
    loop.run();
    return in_time;
  }

  void for_ms(std::uint64_t ms) {
    const Timer end(loop, ms, 0, [&] { loop.stop(); });
    loop.run();
  }

  unsigned retransmits() const {
    tcp_info info{};
    socklen_t size = sizeof info;
    must(getsockopt(sender.get(), IPPROTO_TCP, TCP_INFO, &info, &size), "TCP_INFO");
    return info.tcpi_total_retrans;
  }

  struct Seen : Segment {
    std::int64_t left_ns = 0;
  };

  /// The data segments of the sender, as recorded. Ends the recording.
  std::vector<Seen> segments() {
    wire->finish();
    std::vector<Seen> found;
    for (const Event& event : recorder.take().events)
      if (const auto* segment = std::get_if<Segment>(&event.data))
        if (segment->packet.from == kSender && !segment->packet.payload.empty())
          found.push_back({*segment, event.time_ns});
    return found;
  }

  Recorder recorder{RunInfo{}};

 private:
  Hosts hosts_;
  int family_;

 public:
  Loop loop;
  std::optional<Wire> wire;
  Fd sender;
  Fd receiver;

 private:
  Fd socket_on(int host) const {
    must(setns(hosts_.ns(host), CLONE_NEWNET), "setns");
    return Fd(must(socket(family_, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
  }

  /// Of host 1.
  sockaddr_storage place() const {
    constexpr std::uint16_t kHere = 8080;
    sockaddr_storage place{};
    place.ss_family = static_cast<sa_family_t>(family_);
    auto& v4 = reinterpret_cast<sockaddr_in&>(place);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(place);
    v4.sin_port = htons(kHere);  // where sin6_port is
    if (family_ == AF_INET)
      inet_pton(AF_INET, host_address(1).c_str(), &v4.sin_addr);
    else
      inet_pton(AF_INET6, host_address6(1).c_str(), &v6.sin6_addr);
    return place;
  }

  void connect_them() {
    const sockaddr_storage address = place();
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const Fd listener = socket_on(1);
    must(bind(listener.get(), where, sizeof address), "bind");
    must(listen(listener.get(), 1), "listen");
    sender = socket_on(0);
    connect(sender.get(), where, sizeof address);
    if (!until([&] { return tells(listener.get(), 0); })) throw std::runtime_error("no handshake");
    receiver = Fd(must(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept"));
    const int on = 1;
    must(setsockopt(sender.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  }
};

}  // namespace stickylab
