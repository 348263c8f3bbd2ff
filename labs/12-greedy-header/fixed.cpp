// A message, `hello`, after its length in 4 bytes, big-endian; each is a write of its
// own. The receiver is busy at first; when it comes to read, both have arrived.
#include <arpa/inet.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Nothing: the peer has closed.
std::optional<std::uint32_t> read_length(int fd) {
  std::uint32_t length = 0;
  // A length has 4 bytes, so we take 4; what follows them stays in the queue.
  char header[sizeof length];
  const std::size_t got = kit::receive_all(fd, header, sizeof header);
  if (got == 0) return std::nullopt;
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  std::memcpy(&length, header, sizeof length);
  return ntohl(length);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  const auto length = read_length(fd);
  if (!length) return std::nullopt;
  if (*length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(*length, '\0');
  if (kit::receive_all(fd, body.data(), *length) < *length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

void sender(int fd) {
  const kit::Bytes body = "hello";
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  kit::send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length});
  kit::send_all(fd, body);
}

void receiver(int fd) {
  kit::until_queued(fd, 9);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
