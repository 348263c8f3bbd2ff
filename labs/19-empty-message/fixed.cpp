// A client sends commands and waits for the reply to each; the second command is empty.
// The server replies with the same in capitals.
#include <arpa/inet.h>

#include <cctype>
#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Before each message travels its length: 4 bytes, big-endian. So an empty message is
// four bytes, not none.
void send_message(int fd, kit::Bytes body) {
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

void sender(int fd) {
  for (const char* command : {"hello", "", "world"}) {
    send_message(fd, command);
    if (!read_message(fd)) kit::refuse("the peer closed before it had replied");
  }
}

void receiver(int fd) {
  while (auto command = read_message(fd)) {
    kit::got_message(*command);
    for (char& c : *command) c = static_cast<char>(std::toupper(c));
    send_message(fd, *command);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
