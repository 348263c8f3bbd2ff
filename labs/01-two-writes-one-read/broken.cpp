// Two messages over one connection: `hello`, then `world`. The receiver is busy at
// first; when it comes to read, both have arrived.
#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// A message travels as it is: what one send takes, one recv gives.
void send_message(int fd, kit::Bytes body) {
  kit::send_all(fd, body);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  // 1,024 bytes have room for the longest message, so one recv brings all of it.
  std::string body(kLongest, '\0');
  body.resize(kit::receive_some(fd, body.data(), body.size()));
  if (body.empty()) return std::nullopt;
  return body;
}

void sender(int fd) {
  send_message(fd, "hello");
  send_message(fd, "world");
}

void receiver(int fd) {
  kit::until_queued(fd, 10);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
