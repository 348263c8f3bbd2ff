// Two messages over UDP, `hello` and `world`, one in each datagram, after its length in
// 4 bytes, big-endian. The receiver is busy at first; then it reads all that waits.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

void send_message(int fd, kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string datagram(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, datagram.append(body));
}

// Nothing: no more messages wait.
std::optional<std::string> read_message(int fd) {
  std::uint32_t length = 0;
  // The length first; it says how much to read next. What is not asked for stays.
  if (!kit::receive_waiting(fd, &length, sizeof length)) return std::nullopt;
  length = ntohl(length);
  if (length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(length, '\0');
  const auto size = kit::receive_waiting(fd, body.data(), length);
  if (!size) return std::nullopt;
  body.resize(*size);
  return body;
}

void sender(int fd) {
  send_message(fd, "hello");
  send_message(fd, "world");
}

void receiver(int fd) {
  kit::until_datagrams(fd, 2);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_udp(argc, argv, sender, receiver);
}
