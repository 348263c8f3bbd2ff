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
  // One recv takes the whole datagram, or cuts it; MSG_TRUNC tells its full size.
  std::string datagram(sizeof length + kLongest, '\0');
  const auto size =
      kit::receive_waiting(fd, datagram.data(), datagram.size(), MSG_TRUNC);
  if (!size) return std::nullopt;
  if (*size > datagram.size()) kit::refuse("the datagram did not fit the buffer");
  if (*size < sizeof length) kit::refuse("the datagram is shorter than a length");
  std::memcpy(&length, datagram.data(), sizeof length);
  const std::size_t rest = *size - sizeof length;
  if (ntohl(length) != rest) kit::refuse("length and datagram disagree");
  return datagram.substr(sizeof length, rest);
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
