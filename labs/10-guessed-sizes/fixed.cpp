// Four messages over one connection: `hello`, `world`, `musibii` and `1`. The receiver
// has room for each, and is busy at first; when it comes to read, all have arrived.
#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

// Before each message travels its length: 4 bytes, big-endian.
void send_message(int fd, kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(body));
}

// One message, of at most `room` bytes.
std::optional<std::string> read_message(int fd, std::size_t room) {
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  length = ntohl(length);
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  if (length > room) kit::refuse("the peer announced too long a message");
  std::string body(length, '\0');
  if (kit::receive_all(fd, body.data(), length) < length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

void sender(int fd) {
  for (const char* text : {"hello", "world", "musibii", "1"}) send_message(fd, text);
}

void receiver(int fd) {
  kit::until_queued(fd, 18);
  for (const std::size_t room : {5, 5, 10, 5}) {
    auto message = read_message(fd, room);
    if (!message) return;
    kit::got_message(*message);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
