// What the wire adds to a round trip: two hosts with our wire between them, and the same two hosts
// joined by one veth pair, in turns. Prints median and 99th percentile of each, in microseconds.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <vector>

#include "stage/available.hpp"
#include "stage/net/hosts.hpp"
#include "stage/net/links.hpp"
#include "stage/net/wire.hpp"
#include "stage/process/namespaces.hpp"

namespace {

using namespace stickylab;

constexpr int kRounds = 5;
constexpr int kTrips = 4000;
constexpr std::size_t kBytes = 64;

struct Figures {
  double median_us = 0;
  double p99_us = 0;
};

sockaddr_in receiver_address() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(8080);
  inet_pton(AF_INET, host_address(1).c_str(), &address.sin_addr);
  return address;
}

void no_delay(int fd) {
  const int on = 1;
  must(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

bool move(int from_or_to, char* bytes, bool out) {
  for (std::size_t done = 0; done < kBytes;) {
    const ssize_t n = out ? send(from_or_to, bytes + done, kBytes - done, MSG_NOSIGNAL)
                          : recv(from_or_to, bytes + done, kBytes - done, 0);
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

void echo(int listener) {
  const Fd fd(must(accept(listener, nullptr, nullptr), "accept"));
  no_delay(fd.get());
  char bytes[kBytes];
  while (move(fd.get(), bytes, false) && move(fd.get(), bytes, true)) continue;
}

/// Round-trip times of a message there and back.
std::vector<double> ping() {
  const Fd fd(must(socket(AF_INET, SOCK_STREAM, 0), "socket"));
  const sockaddr_in address = receiver_address();
  must(connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
  no_delay(fd.get());
  std::vector<double> trips_us;
  char bytes[kBytes] = {};
  for (int i = 0; i < kTrips; ++i) {
    const std::int64_t start = Recorder::now_ns();
    if (!move(fd.get(), bytes, true) || !move(fd.get(), bytes, false)) break;
    trips_us.push_back(static_cast<double>(Recorder::now_ns() - start) / 1000);
  }
  return trips_us;
}

pid_t fork_on(int ns, const std::function<void()>& what) {
  const pid_t child = must(fork(), "fork");
  if (child != 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  must(setns(ns, CLONE_NEWNET), "setns");
  what();
  _exit(0);
}

/// Pings between two namespaces while `between` does what carries the frames, until it is told
/// that the pinging process has ended (its pipe is readable).
Figures measure(int sender_ns, int receiver_ns, const std::function<void(int)>& between) {
  const Fd middle(must(open("/proc/self/ns/net", O_RDONLY), "open"));
  must(setns(receiver_ns, CLONE_NEWNET), "setns");
  const Fd listener(must(socket(AF_INET, SOCK_STREAM, 0), "socket"));
  const sockaddr_in address = receiver_address();
  must(bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  must(listen(listener.get(), 1), "listen");
  must(setns(middle.get(), CLONE_NEWNET), "setns");
  int fds[2];
  must(pipe(fds), "pipe");
  const Fd result(fds[0]);
  Fd theirs(fds[1]);
  fork_on(receiver_ns, [&] { echo(listener.get()); });
  fork_on(sender_ns, [&] {
    std::vector<double> trips = ping();
    std::sort(trips.begin(), trips.end());
    const Figures figures{trips.at(trips.size() / 2), trips.at(trips.size() * 99 / 100)};
    must(write(theirs.get(), &figures, sizeof figures), "write");
  });
  theirs.reset();
  between(result.get());
  Figures figures;
  must(read(result.get(), &figures, sizeof figures), "read");
  while (wait(nullptr) > 0) continue;
  return figures;
}

Figures with_wire() {
  const Hosts hosts({});
  return measure(hosts.ns(0), hosts.ns(1), [](int result) {
    Recorder recorder{RunInfo{}};
    Links links;
    Loop loop;
    Wire wire(
        loop, recorder,
        {{links.index(Hosts::port(0)), 0, kSender}, {links.index(Hosts::port(1)), 1, kReceiver}},
        {}, [] { return 0; });
    const Readable done(loop, result, [&] { loop.stop(); });
    loop.run();
  });
}

Fd new_ns() {
  if (!enter_namespaces(CLONE_NEWNET)) throw_errno("make a network namespace");
  return Fd(must(open("/proc/self/ns/net", O_RDONLY), "open"));
}

Figures with_veth() {
  const Fd sender = new_ns();
  const Fd receiver = new_ns();
  Links here;
  here.add_veth("eth0", "eth0", sender.get());
  const auto set_up = [](const Fd& ns, const std::string& address) {
    must(setns(ns.get(), CLONE_NEWNET), "setns");
    turn_offloads_off("eth0");
    Links links;
    links.up("eth0");
    links.add_address("eth0", address, 24, 0);
  };
  set_up(sender, host_address(0));
  set_up(receiver, host_address(1));
  return measure(sender.get(), receiver.get(), [](int) {});
}

/// Each in a process of its own: it changes its namespace for good.
Figures apart(Figures (*what)()) {
  int fds[2];
  must(pipe(fds), "pipe");
  const Fd result(fds[0]);
  Fd theirs(fds[1]);
  const pid_t child = must(fork(), "fork");
  if (child == 0) {
    const Figures figures = what();
    must(write(theirs.get(), &figures, sizeof figures), "write");
    _exit(0);
  }
  theirs.reset();
  Figures figures;
  if (read(result.get(), &figures, sizeof figures) != sizeof figures)
    throw std::runtime_error("a round did not end well");
  waitpid(child, nullptr, 0);
  return figures;
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  if (const std::string why = why_no_two_hosts(); !why.empty()) {
    std::printf("wire_cost: two hosts cannot be had here: %s\n", why.c_str());
    return 0;
  }
  std::vector<double> wire_median, wire_p99, veth_median, veth_p99;
  for (int i = 0; i < kRounds; ++i) {
    const Figures wire = apart(with_wire);
    const Figures veth = apart(with_veth);
    wire_median.push_back(wire.median_us);
    wire_p99.push_back(wire.p99_us);
    veth_median.push_back(veth.median_us);
    veth_p99.push_back(veth.p99_us);
  }
  std::printf("round trip of %zu bytes, %d rounds of %d, us   median    99th\n", kBytes, kRounds,
              kTrips);
  std::printf("  one veth pair                              %7.1f %7.1f\n", middle(veth_median),
              middle(veth_p99));
  std::printf("  our wire                                   %7.1f %7.1f\n", middle(wire_median),
              middle(wire_p99));
  std::printf("  the wire adds                              %7.1f %7.1f\n",
              middle(wire_median) - middle(veth_median), middle(wire_p99) - middle(veth_p99));
  return 0;
}
