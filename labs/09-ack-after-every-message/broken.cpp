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
  // A message travels as it is: the peer's ack says that it has been taken.
  kit::send_all(fd, body);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  // The peer waits for our ack, so no more than one message is under way.
  std::string body(kLongest, '\0');
  body.resize(kit::receive_some(fd, body.data(), body.size()));
  if (body.empty()) return std::nullopt;
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
    take_acks(fd);  // The peer has it: what comes now cannot stick to it.
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
