// Messages a second over loopback, by how they are read: sender and receiver on one core, all
// readers in turns, so that each sees the same machine. A second is one of that core's time, which
// other programs do not count into. Prints the median of the rounds, and the median of what each is
// of the bare loop in its round. Usage: messages [ROUNDS]
#include <arpa/inet.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "readers.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using readers::Count;

constexpr int kRounds = 15;
constexpr std::chrono::milliseconds kRound(200);

struct Way {
  const char* name;
  readers::Reader read;
  std::vector<double> rates;   // messages a second, one for each round
  std::vector<double> shares;  // of the bare loop in the same round
};

struct Result {
  Count count;
  double seconds = 0;
};

void check(bool good, const char* operation) {
  if (good) return;
  perror(operation);
  exit(2);
}

void pin_to(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  check(sched_setaffinity(0, sizeof set, &set) == 0, "sched_setaffinity");
}

/// The last of the cores that we may use: interrupts are often on the first.
int last_core() {
  cpu_set_t set;
  check(sched_getaffinity(0, sizeof set, &set) == 0, "sched_getaffinity");
  int core = CPU_SETSIZE - 1;
  while (core > 0 && !CPU_ISSET(core, &set)) --core;
  return core;
}

/// As many whole frames as fit a buffer.
std::string frames_of(std::size_t body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  frame.append(body, 'x');
  std::string frames;
  while (frames.size() + frame.size() <= readers::kBuffer) frames += frame;
  return frames;
}

void send_for_a_round(int fd, std::size_t body) {
  const std::string frames = frames_of(body);
  for (const auto end = Clock::now() + kRound; Clock::now() < end;)
    for (std::size_t at = 0; at < frames.size();) {
      const ssize_t sent = send(fd, frames.data() + at, frames.size() - at, MSG_NOSIGNAL);
      check(sent > 0, "send");
      at += static_cast<std::size_t>(sent);
    }
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
  check(bind(listener, generic, size) == 0 && listen(listener, 1) == 0, "listen");
  check(getsockname(listener, generic, &size) == 0, "getsockname");
  const int sender = socket(AF_INET, SOCK_STREAM, 0);
  check(connect(sender, generic, size) == 0, "connect");
  const int receiver = accept(listener, nullptr, nullptr);
  check(receiver >= 0, "accept");
  close(listener);
  return {sender, receiver};
}

template <class Do>
void fork_to(Do what) {
  const pid_t child = fork();
  check(child >= 0, "fork");
  if (child > 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  what();
  _exit(0);
}

/// Of the processes that have ended: on an idle machine it is the time that passes, as they share a
/// core and one of them always runs; on a busy one it leaves the others out.
double seconds_of_children() {
  rusage used{};
  check(getrusage(RUSAGE_CHILDREN, &used) == 0, "getrusage");
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// One round, in two processes of its own.
Result measure(readers::Reader read_all, std::size_t body) {
  const double before = seconds_of_children();
  const Connection connection = connect_loopback();
  int pipe_ends[2];
  check(pipe(pipe_ends) == 0, "pipe");
  fork_to([&] {
    close(connection.sender);
    const Count count = read_all(connection.receiver);
    check(write(pipe_ends[1], &count, sizeof count) == sizeof count, "write");
  });
  fork_to([&] {
    close(connection.receiver);
    send_for_a_round(connection.sender, body);
  });
  for (const int fd : {connection.sender, connection.receiver, pipe_ends[1]}) close(fd);
  Result result;
  check(read(pipe_ends[0], &result.count, sizeof result.count) == sizeof result.count, "read");
  close(pipe_ends[0]);
  while (wait(nullptr) > 0) continue;
  result.seconds = seconds_of_children() - before;
  return result;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ssize(values) / 2, values.end());
  return values[values.size() / 2];
}

void measure_all(std::vector<Way>& ways, std::size_t body, int rounds) {
  const double frame = static_cast<double>(body + sizeof(std::uint32_t));
  for (Way& way : ways) way.rates.clear(), way.shares.clear();
  for (int round = -1; round < rounds; ++round)  // the first warms up
    for (Way& way : ways) {
      const Result result = measure(way.read, body);
      const double messages = static_cast<double>(result.count.bytes) / frame;
      const bool counts = way.read == readers::only_bytes;
      check(counts || result.count.messages == static_cast<std::uint64_t>(messages), way.name);
      if (round < 0) continue;
      way.rates.push_back(messages / result.seconds);
      way.shares.push_back(way.rates.back() / ways.front().rates.back());
    }
}

void print(const std::vector<Way>& ways, std::size_t body) {
  printf("%zu bytes a message, sender and receiver on one core\n", body);
  for (const Way& way : ways)
    printf("  %-34s %12.0f a second  %5.1f %%\n", way.name, median(way.rates),
           100 * median(way.shares));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, atoi(argv[1])) : kRounds;
  pin_to(last_core());
  std::vector<Way> ways = {
      {"a recv loop that counts bytes only", readers::only_bytes, {}, {}},
      {"the decoder of lab 21", readers::decoder, {}, {}},
      {"two reads a message", readers::two_reads, {}, {}},
#ifdef HAVE_LIBEVENT
      {"libevent, bufferevent", readers::libevent, {}, {}},
#endif
#ifdef HAVE_ASIO
      {"Asio, streambuf", readers::asio_streambuf, {}, {}},
      {"Asio, streambuf made 64 KiB large", readers::asio_large_streambuf, {}, {}},
      {"Asio, two async_read a message", readers::asio_two_reads, {}, {}},
#endif
  };
  for (const std::size_t body : {64, 1024}) {
    measure_all(ways, body, rounds);
    print(ways, body);
  }
#ifndef HAVE_LIBEVENT
  puts("Not measured: libevent (Debian: libevent-dev)");
#endif
#ifndef HAVE_ASIO
  puts("Not measured: Asio (Debian: libasio-dev)");
#endif
}
