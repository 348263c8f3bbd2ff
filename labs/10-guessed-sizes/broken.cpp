// Four messages over one connection: `hello`, `world`, `musibii` and `1`. The receiver
// has room for each, and is busy at first; when it comes to read, all have arrived.
#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

// A message travels as it is: the receiver knows how long each can be.
void send_message(int fd, kit::Bytes body) {
  kit::send_all(fd, body);
}

// One message, of at most `room` bytes.
std::optional<std::string> read_message(int fd, std::size_t room) {
  // Where there is room for a message, one recv brings it.
  std::string body(room, '\0');
  body.resize(kit::receive_some(fd, body.data(), room));
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
