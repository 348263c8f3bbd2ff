// Two messages of 10 bytes, `helloworld` and `once again`. The receiver wants to come
// to itself every 50 ms, so its reads have a time limit. The first message stops
// half-way; its rest comes when the receiver has waited for it in vain, or without a
// step gate when the sender likes.
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kMessage = 10;  // bytes

void limit_reads(int fd) {
  const timeval limit{.tv_sec = 0, .tv_usec = 50'000};
  if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0) {
    kit::fail("setsockopt");
  }
}

// At most `size` bytes; 0: the peer has closed; nothing: the time is up, or a signal
// came, if only one that stops and continues us (signal(7)).
std::optional<std::size_t> read_in_time(int fd, char* buffer, std::size_t size) {
  const ssize_t got = recv(fd, buffer, size, MSG_WAITALL);
  if (got < 0 && errno != EAGAIN && errno != EINTR) kit::fail("recv");
  if (got < 0) return std::nullopt;
  return static_cast<std::size_t>(got);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::string message(kMessage, '\0');
  // MSG_WAITALL: the whole message, or it has not come in time. Then ask again.
  for (;;) {
    const auto got = read_in_time(fd, message.data(), kMessage);
    if (got == 0) return std::nullopt;
    if (got == kMessage) return message;
    if (got) kit::step_done();  // the sender waits for that
  }
}

void sender(int fd) {
  kit::send_all(fd, "hello");
  kit::wait_for_step();
  kit::send_all(fd, "worldonce again");
}

void receiver(int fd) {
  limit_reads(fd);
  while (const auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
