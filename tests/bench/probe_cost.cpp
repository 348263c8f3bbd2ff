// What the probe costs a call: pairs of send and recv over one loopback connection in one process,
// timed without the probe and with it, in turns, so that both see the same machine.
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

#include "probe/log.hpp"

using namespace stickylab;

namespace {

constexpr int kRounds = 15;     // odd: the median is one of them
constexpr int kPairs = 20'000;  // in a round
constexpr int kWarmUp = 2'000;
constexpr std::size_t kBytes = 64;
// A pair is two calls, each an enter and a return record; the bytes go with the returns.
constexpr std::uint64_t kPairLogBytes = 4 * sizeof(ProbeRecord) + 2 * kBytes;
constexpr std::uint64_t kLogBytes = (kPairs + kWarmUp + 100) * kPairLogBytes;

void check(bool good, const char* operation) {
  if (good) return;
  perror(operation);
  exit(2);
}

struct Connection {
  int sender;
  int receiver;
};

Connection connect_loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  check(bind(listener, generic, size) == 0, "bind");
  check(listen(listener, 1) == 0, "listen");
  check(getsockname(listener, generic, &size) == 0, "getsockname");
  const int sender = socket(AF_INET, SOCK_STREAM, 0);
  check(connect(sender, generic, size) == 0, "connect");
  const int receiver = accept(listener, nullptr, nullptr);
  check(receiver >= 0, "accept");
  const int on = 1;
  check(setsockopt(sender, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "setsockopt");
  return {sender, receiver};
}

void pass(const Connection& connection, int pairs) {
  char bytes[kBytes]{};
  for (int i = 0; i < pairs; ++i) {
    check(send(connection.sender, bytes, kBytes, 0) == kBytes, "send");
    check(recv(connection.receiver, bytes, kBytes, 0) == kBytes, "recv");
  }
}

double now_ns() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// One round, in a process of its own: prints the nanoseconds of a pair.
void measure() {
  const Connection connection = connect_loopback();
  pass(connection, kWarmUp);
  const double start = now_ns();
  pass(connection, kPairs);
  printf("%.1f\n", (now_ns() - start) / kPairs);
}

/// A new and empty log, which a probed round maps.
struct Log {
  int fd;
  ProbeLog* header;
};

Log make_log() {
  const int fd = memfd_create("probe_cost", 0);
  check(fd >= 0 && ftruncate(fd, kLogBytes) == 0, "memfd_create");
  void* memory = mmap(nullptr, sizeof(ProbeLog), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  check(memory != MAP_FAILED, "mmap");
  auto* header = static_cast<ProbeLog*>(memory);
  header->magic = kProbeMagic;
  header->capacity = kLogBytes;
  header->used = sizeof(ProbeLog);
  return {fd, header};
}

/// Runs a round in the environment of the moment and gives what it printed.
double run_round() {
  FILE* round = popen("exec /proc/$PPID/exe measure", "r");
  check(round != nullptr, "popen");
  double pair_ns = 0;
  check(fscanf(round, "%lf", &pair_ns) == 1 && pclose(round) == 0, "round");
  return pair_ns;
}

double run_probed_round(const char* probe) {
  const Log log = make_log();
  setenv(kProbeDescriptor, std::to_string(log.fd).c_str(), 1);
  setenv("LD_PRELOAD", probe, 1);
  const double pair_ns = run_round();
  unsetenv("LD_PRELOAD");
  if (log.header->used < kPairs * kPairLogBytes || log.header->dropped != 0) {
    fprintf(stderr, "probe_cost: the probe did not report every call: %s\n", probe);
    exit(2);
  }
  munmap(log.header, sizeof(ProbeLog));
  close(log.fd);
  return pair_ns;
}

double median(std::array<double, kRounds> values) {
  std::nth_element(values.begin(), values.begin() + kRounds / 2, values.end());
  return values[kRounds / 2];
}

void compare(const char* probe) {
  std::array<double, kRounds> without;
  std::array<double, kRounds> with;
  for (int round = 0; round < kRounds; ++round) {
    without[round] = run_round();
    with[round] = run_probed_round(probe);
  }
  const double plain = median(without) / 2;  // a pair is two calls
  const double probed = median(with) / 2;
  printf("send and recv of %zu bytes, median of %d rounds of %d pairs, ns a call\n", kBytes,
         kRounds, kPairs);
  printf("without the probe  %6.0f\n", plain);
  printf("with the probe     %6.0f\n", probed);
  printf("the probe's cost   %6.0f\n", probed - plain);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: probe_cost PROBE.so\n");
    return 2;
  }
  if (strcmp(argv[1], "measure") == 0)
    measure();
  else
    compare(argv[1]);
}
