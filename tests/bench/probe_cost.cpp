// What the probe costs a call: pairs of send and recv over one loopback connection in one process,
// timed without the probe and with it, in turns, so that both see the same machine. A second probe,
// as an earlier version built it, takes its turn between them.
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
#include <optional>
#include <string>
#include <vector>

#include "probe/log.hpp"

using namespace stickylab;

namespace {

constexpr int kRounds = 15;     // odd: the median is one of them
constexpr int kPairs = 20'000;  // in a round
constexpr int kWarmUp = 2'000;
constexpr std::size_t kBytes = 64;
// A pair is two calls, each with two records; the bytes go with the return, and with that of a
// write what TCP says.
constexpr std::uint64_t kPairLogBytes =
    2 * (sizeof(ProbeEnter) + sizeof(ProbeReturn) + kBytes) + sizeof(ProbeTcp);
constexpr std::uint64_t kLogBytes = (kPairs + kWarmUp + 100) * kPairLogBytes * 2;  // any layout

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

/// Processor time: other programs on the machine disturb it least.
double cpu_ns() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// One round, in a process of its own: prints the nanoseconds of a pair.
void measure() {
  const Connection connection = connect_loopback();
  pass(connection, kWarmUp);
  const double start = cpu_ns();
  pass(connection, kPairs);
  printf("%.1f\n", (cpu_ns() - start) / kPairs);
}

/// A new and empty log, which a probed round maps.
struct Log {
  int fd;
  ProbeLog* header;
};

Log make_log(std::uint32_t magic) {
  const int fd = memfd_create("probe_cost", 0);
  check(fd >= 0 && ftruncate(fd, kLogBytes) == 0, "memfd_create");
  void* memory = mmap(nullptr, sizeof(ProbeLog), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  check(memory != MAP_FAILED, "mmap");
  auto* header = static_cast<ProbeLog*>(memory);
  header->magic = magic;
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

struct Probe {
  const char* file;
  std::uint32_t magic = kProbeMagic;
};

/// Nothing if the probe did not report every call.
std::optional<double> run_probed_round(const Probe& probe) {
  const Log log = make_log(probe.magic);
  setenv(kProbeDescriptor, std::to_string(log.fd).c_str(), 1);
  setenv("LD_PRELOAD", probe.file, 1);
  const double pair_ns = run_round();
  unsetenv("LD_PRELOAD");
  const bool whole = log.header->used >= kPairs * kPairLogBytes && log.header->dropped == 0;
  munmap(log.header, sizeof(ProbeLog));
  close(log.fd);
  return whole ? std::optional(pair_ns) : std::nullopt;
}

/// Finds out which layout of the log a probe writes: the magic numbers count up from "STK1".
Probe known_probe(const char* file) {
  constexpr std::uint32_t kFirst = 0x53544b31;
  for (std::uint32_t magic = kProbeMagic; magic >= kFirst; --magic)
    if (run_probed_round({file, magic})) return {file, magic};
  fprintf(stderr, "probe_cost: the probe does not report every call: %s\n", file);
  exit(2);
}

class Rounds {
 public:
  explicit Rounds(const char* label) : label_(label) {}

  void add(std::optional<double> pair_ns) {
    check(pair_ns.has_value(), label_);
    values_.push_back(*pair_ns / 2);  // a pair is two calls
  }

  /// Prints the median, and what it is above `plain`.
  void print(double plain) { printf("%-18s %6.0f   %6.0f\n", label_, median(), median() - plain); }

  double median() {
    std::nth_element(values_.begin(), values_.begin() + kRounds / 2, values_.end());
    return values_[kRounds / 2];
  }

 private:
  const char* label_;
  std::vector<double> values_;
};

void compare(const Probe& probe, const std::optional<Probe>& before) {
  Rounds without("without the probe"), earlier("an earlier probe"), now("the probe");
  for (int round = 0; round < kRounds; ++round) {
    without.add(run_round());
    if (before) earlier.add(run_probed_round(*before));
    now.add(run_probed_round(probe));
  }
  printf("send and recv of %zu bytes, median of %d rounds of %d pairs, ns a call\n", kBytes,
         kRounds, kPairs);
  printf("%-18s %6s   %6s\n", "", "call", "cost");
  without.print(without.median());
  if (before) earlier.print(without.median());
  now.print(without.median());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: probe_cost PROBE.so [EARLIER_PROBE.so]\n");
    return 2;
  }
  if (strcmp(argv[1], "measure") == 0) {
    measure();
    return 0;
  }
  std::optional<Probe> before;
  if (argc == 3) before = known_probe(argv[2]);
  compare(known_probe(argv[1]), before);
}
