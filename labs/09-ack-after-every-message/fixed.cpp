// Two rounds of two messages, `first info` and `second info`. The receiver acknowledges
// each message. After the first it is busy: when it comes back, 21 bytes wait.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

void send_message(int fd, kit::Bytes body) {
  // Its length travels before it: 4 bytes, big-endian.
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(body));
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  length = ntohl(length);
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  if (length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(length, '\0');
  if (kit::receive_all(fd, body.data(), length) < length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

// "ack", once or several times. False: the receiver has closed.
bool take_acks(int fd) {
  char acks[1024];
  return kit::receive_some(fd, acks, sizeof acks) > 0;
}

bool serve(int fd) {
  const auto message = read_message(fd);
  if (!message) return false;
  kit::got_message(*message);
  kit::send_all(fd, "ack");
  return true;
}

void sender(int fd) {
  kit::set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  for (int round = 0; round < 2; ++round) {
    send_message(fd, "first info");
    send_message(fd, "second info");
  }
  shutdown(fd, SHUT_WR);
  while (take_acks(fd)) continue;
}

void receiver(int fd) {
  kit::set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  if (!serve(fd)) return;
  kit::until_queued(fd, 21);
  while (serve(fd)) continue;
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
