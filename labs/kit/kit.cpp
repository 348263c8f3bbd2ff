#include "kit.hpp"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <exception>
#include <initializer_list>

#include "arrivals.hpp"
#include "narration.hpp"
#include "places.hpp"
#include "sockets.hpp"
#include "stillness.hpp"

namespace kit {
namespace {

// What `refuse` throws: the conversation is over; another peer may come.
struct Refused : std::exception {};

using Senders = std::initializer_list<End>;

bool gates_are(const char* what) {
  const char* gates = std::getenv("STICKYLAB_GATES");
  return gates != nullptr && std::strcmp(gates, what) == 0;
}

bool gates_are_off() {
  return gates_are("off");
}

// Of poll(2). There is no limit where a person lets the segments through, one by one.
int patience_ms() {
  return gates_are("patient") ? -1 : 10'000;
}

// Returns 1 if it was refused. A sender that has a connection stays until the
// receiver has closed: no reset can destroy what is still under way, and TCP_INFO tells
// the final counts as the socket closes. A lab may have waited for that itself.
int play(const Place& place, int fd, End end) {
  try {
    end(fd);
  } catch (const Refused&) {
    close(fd);
    return 1;
  }
  if (self.role == kSender && place.has_connections() &&
      wait_for(fd, POLLRDHUP, 0) == 0) {
    shutdown(fd, SHUT_WR);
    wait_for(fd, POLLRDHUP, patience_ms());
  }
  close(fd);
  return 0;
}

int play_senders(const Place& place, Senders senders) {
  int status = 0;
  for (const End sender : senders) {
    status = play(place, connect_to(place), sender);
  }
  return status;
}

int play_receiver(const Place& place, int bound, std::size_t peers, End receiver) {
  if (!place.has_connections()) {
    wait_for(bound, POLLIN, -1);
    return play(place, bound, receiver);
  }
  int status = 0;
  for (std::size_t peer = 1; peer <= peers; ++peer) {
    if (peer > 1 && wait_for(bound, POLLIN, patience_ms()) == 0) {
      refuse("no other peer came within 10 seconds");
    }
    const int fd = next_peer(bound);
    if (peer == peers) {
      close(bound);
      if (place.is_local()) unlink(place.path());
    }
    status = play(place, fd, receiver);
  }
  return status;
}

using Pair = std::array<int, 2>;  // indexed by Role

// The child returns 0 and goes on as this end.
pid_t fork_end(Role role, const Pair& steps) {
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) fail("fork");
  if (child > 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::exit(1);  // it died before prctl
  close(steps[role == kSender ? kReceiver : kSender]);
  self.role = role;
  self.step_fd = steps[role];
  return 0;
}

bool ended_well(pid_t child) {
  int status = 0;
  if (unless_interrupted([&] { return waitpid(child, &status, 0); }) < 0)
    fail("waitpid");
  if (WIFSIGNALED(status)) {
    std::fprintf(stderr, words("ended by a signal: %s\n", "被信号终止：%s\n"),
                 strsignal(WTERMSIG(status)));
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Pair new_steps() {
  Pair steps{};
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, steps.data()) < 0) fail("socketpair");
  return steps;
}

int outcome_of(pid_t receiver, pid_t sender, const Pair& steps) {
  for (const int fd : steps) close(fd);
  if (end_if_still({receiver, sender})) return 1;
  const bool received = ended_well(receiver);
  const bool sent = ended_well(sender);
  return received && sent ? 0 : 1;
}

int play_both(Place place, Senders senders, End receiver) {
  const int bound = bind_to(place);
  socklen_t size = sizeof place.address;
  getsockname(bound, reinterpret_cast<sockaddr*>(&place.address), &size);
  const Pair steps = new_steps();
  const pid_t first = fork_end(kReceiver, steps);
  if (first == 0) return play_receiver(place, bound, senders.size(), receiver);
  close(bound);
  const pid_t second = fork_end(kSender, steps);
  if (second == 0) return play_senders(place, senders);
  return outcome_of(first, second, steps);
}

int play_at(At end, const Place& place) {
  end(place.address);
  return 0;
}

int play_both_at(const Place& place, At caller, At listener) {
  const Pair steps = new_steps();
  const pid_t first = fork_end(kReceiver, steps);
  if (first == 0) return play_at(listener, place);
  until_open(place, first);
  const pid_t second = fork_end(kSender, steps);
  if (second == 0) return play_at(caller, place);
  return outcome_of(first, second, steps);
}

void be(Role role) {
  self.role = role;
  if (const char* number = std::getenv("STICKYLAB_STEP_FD")) {
    self.step_fd = std::atoi(number);
  }
}

// How the ends find each other.
struct Way {
  int type = SOCK_STREAM;
  bool local = false;
};

// The whole of main: `both` ends here, or one of them `apart`.
template <typename Both, typename Apart>
int start(int argc, char** argv, const Way& way, Both both, Apart apart) {
  try {
    if (argc == 1) return both();
    if (argc != 4) wrong_usage(way.local);
    const std::string_view role = argv[1];
    const std::string_view option = argv[2];
    const bool sends = role == "sender" && option == "--connect";
    if (!sends && (role != "receiver" || option != "--listen")) wrong_usage(way.local);
    be(sends ? kSender : kReceiver);
    return apart(way.local ? at_path(way.type, argv[3]) : resolve(way.type, argv[3]));
  } catch (const Refused&) {
    return 1;
  }
}

int run_all(int argc, char** argv, const Way& way, Senders senders, End receiver) {
  const auto both = [&] {
    if (!way.local) {
      return play_both(resolve(way.type, "127.0.0.2:0"), senders, receiver);
    }
    const Folder folder;
    return play_both(folder.place(way.type), senders, receiver);
  };
  return start(argc, argv, way, both, [&](const Place& place) {
    if (self.role == kSender) return play_senders(place, senders);
    return play_receiver(place, bind_to(place), senders.size(), receiver);
  });
}

// Who paces has one connection: the last sender's.
int run(int argc, char** argv, const Way& way, Senders senders, End receiver) {
  if (gates_are_off()) {
    return run_all(argc, argv, way, {*(senders.end() - 1)}, receiver);
  }
  return run_all(argc, argv, way, senders, receiver);
}

}  // namespace

int run_tcp(int argc, char** argv, End sender, End receiver) {
  return run(argc, argv, {.type = SOCK_STREAM}, {sender}, receiver);
}

int run_tcp(int argc, char** argv, Senders senders, End receiver) {
  return run(argc, argv, {.type = SOCK_STREAM}, senders, receiver);
}

int run_udp(int argc, char** argv, End sender, End receiver) {
  return run(argc, argv, {.type = SOCK_DGRAM}, {sender}, receiver);
}

int run_unix(int argc, char** argv, int type, End sender, End receiver) {
  return run(argc, argv, {.type = type, .local = true}, {sender}, receiver);
}

int run_at(int argc, char** argv, int type, At caller, At listener) {
  const auto both = [&] { return play_both_at(free_port(type), caller, listener); };
  return start(argc, argv, {.type = type}, both, [&](const Place& place) {
    return play_at(self.role == kSender ? caller : listener, place);
  });
}

int connect_to(const sockaddr_storage& where) {
  narrate("connect");
  return connect_to(Place{.type = SOCK_STREAM, .address = where});
}

std::size_t send_some(int fd, Bytes bytes) {
  const auto sent = unless_interrupted(
      [&] { return send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
  if (sent < 0) fail("send");
  return static_cast<std::size_t>(sent);
}

void send_all(int fd, Bytes bytes) {
  narrate_bytes("send", bytes);
  do bytes.remove_prefix(send_some(fd, bytes));
  while (!bytes.empty());
}

std::size_t receive_some(int fd, void* buffer, std::size_t size) {
  const auto got = unless_interrupted([&] { return recv(fd, buffer, size, 0); });
  if (got < 0) fail("recv");
  const auto length = static_cast<std::size_t>(got);
  if (length > 0) {
    narrate_bytes("recv", {static_cast<const char*>(buffer), length});
  } else {
    narrate(words("recv        0 bytes", "recv        0 字节"));
  }
  return length;
}

std::size_t receive_all(int fd, void* buffer, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const std::size_t got =
        receive_some(fd, static_cast<char*>(buffer) + have, size - have);
    if (got == 0) break;
    have += got;
  }
  return have;
}

std::optional<std::size_t> receive_waiting(int fd, void* buffer, std::size_t size,
                                           int flags) {
  if (gates_are_off()) wait_for(fd, POLLIN, -1);  // what comes is for who paces to say
  const auto got =
      unless_interrupted([&] { return recv(fd, buffer, size, flags | MSG_DONTWAIT); });
  if (got < 0 && errno == EAGAIN) return std::nullopt;
  if (got < 0) fail("recv");
  const auto length = static_cast<std::size_t>(got);
  narrate_bytes("recv", {static_cast<const char*>(buffer), std::min(length, size)});
  return length;
}

void set_option(int fd, int level, int option, int value) {
  if (setsockopt(fd, level, option, &value, sizeof value) < 0) fail("setsockopt");
}

void got_message(Bytes bytes) {
  narrate_bytes(words("message", "消息   "), bytes);
  std::printf("message: %s\n", printable(bytes).c_str());
  if (std::fflush(stdout) != 0) fail("write");
}

namespace {

bool is_local(int fd) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
         domain == AF_UNIX;
}

std::size_t bytes_queued(int fd) {
  int queued = 0;
  if (ioctl(fd, FIONREAD, &queued) < 0) fail("ioctl");
  return static_cast<std::size_t>(queued);
}

// Both return what poll(2) saw.
short wait_queued(int fd, std::size_t size) {
  set_option(fd, SOL_SOCKET, SO_RCVLOWAT, static_cast<int>(size));
  const short seen = wait_for(fd, POLLIN | POLLRDHUP, patience_ms());
  set_option(fd, SOL_SOCKET, SO_RCVLOWAT, 1);
  return seen;
}

// For AF_UNIX poll(2) knows no SO_RCVLOWAT.
short look_until_queued(int fd, std::size_t size) {
  short seen = 0;
  for (int waited = 0; seen == 0 && bytes_queued(fd) < size; waited += kLookMs) {
    if (patience_ms() >= 0 && waited >= patience_ms()) break;
    seen = wait_for(fd, POLLRDHUP, kLookMs);
  }
  return seen;
}

}  // namespace

void until_queued(int fd, std::size_t size) {
  if (gates_are_off()) return;
  narrate(words("is busy until ", "正忙，直到队列里有 ") + std::to_string(size) +
          words(" bytes wait", " 字节"));
  const short seen = is_local(fd) ? look_until_queued(fd, size) : wait_queued(fd, size);
  if ((seen & (POLLRDHUP | POLLHUP | POLLERR)) == 0 && bytes_queued(fd) < size) {
    refuse("until_queued: too few bytes came within 10 seconds");
  }
}

// Each peek at SO_PEEK_OFF goes on where the last one ended, at the next datagram:
// socket(7).
void until_datagrams(int fd, int count) {
  if (gates_are_off()) return;
  narrate(words("is busy until ", "正忙，直到队列里有 ") + std::to_string(count) +
          words(" datagrams wait", " 个数据报"));
  timeval patience{.tv_sec = std::max(0, patience_ms()) / 1000,
                   .tv_usec = 0};  // 0: none
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  set_option(fd, SOL_SOCKET, SO_PEEK_OFF, 0);
  std::string buffer(kDatagram, '\0');
  for (int i = 0; i < count; ++i) {
    const auto peek = [&] { return recv(fd, buffer.data(), buffer.size(), MSG_PEEK); };
    if (unless_interrupted(peek) < 0) {
      refuse("until_datagrams: too few datagrams came within 10 seconds");
    }
  }
  set_option(fd, SOL_SOCKET, SO_PEEK_OFF, -1);
  patience.tv_sec = 0;  // none
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

void until_arrived(int fd, int count) {
  if (gates_are_off()) return;
  narrate(words("is busy until ", "正忙，直到已到达 ") + std::to_string(count) +
          words(" have come, kept or not", " 个，不论是否收下"));
  Arrivals arrivals(fd);
  for (int waited = 0; arrivals.count() < count; waited += kLookMs) {
    if (patience_ms() >= 0 && waited >= patience_ms()) {
      refuse("until_arrived: too few came within 10 seconds");
    }
    wait_for(fd, 0, kLookMs);
  }
  arrivals.done();
}

// A gate that is full already says so: nothing is lost where it cannot take a byte.
void step_done() {
  if (gates_are_off() || self.step_fd < 0) return;
  if (send(self.step_fd, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN) {
    refuse("step_done: the other end is gone");
  }
}

void wait_for_step() {
  if (gates_are_off()) return;
  if (self.step_fd < 0) {
    narrate(words("has no step gate to the other end: the network decides the timing",
                  "与对端之间没有同步点，时机全由网络决定"));
    return;
  }
  narrate(words("waits for a sign from the other end", "等对端给信号"));
  if (wait_for(self.step_fd, POLLIN, patience_ms()) == 0) {
    refuse("wait_for_step: no sign from the other end within 10 seconds");
  }
  char step = 0;
  if (unless_interrupted([&] { return read(self.step_fd, &step, 1); }) <= 0) {
    refuse("wait_for_step: the other end is gone");
  }
}

void fail(const char* operation) {
  std::string reason = std::strerror(errno);
  reason[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(reason[0])));
  refuse((std::string(operation) + ": " + reason).c_str());
}

void refuse(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  throw Refused();
}

}  // namespace kit
