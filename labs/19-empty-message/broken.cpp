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

// Each side waits for the other in turn, so there is never more than one message on
// the way, and a message needs no frame.
void send_message(int fd, kit::Bytes body) {
  kit::send_all(fd, body);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::string body(kLongest, '\0');
  body.resize(kit::receive_some(fd, body.data(), body.size()));
  if (body.empty()) return std::nullopt;
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
