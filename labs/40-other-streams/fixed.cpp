// Two messages through a local socket, AF_UNIX: `hello`, then `world`. The receiver is
// busy at first; when it comes to read, both wait.
#include <sys/socket.h>

#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// This type keeps messages apart; a stream does not, network or none. One recv gives
// what one send took, as long as its buffer has room.
constexpr int kType = SOCK_SEQPACKET;

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::string message(kLongest, '\0');
  message.resize(kit::receive_some(fd, message.data(), message.size()));
  if (message.empty()) return std::nullopt;
  return message;
}

void sender(int fd) {
  kit::send_all(fd, "hello");
  kit::send_all(fd, "world");
}

void receiver(int fd) {
  kit::until_queued(fd, 10);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_unix(argc, argv, kType, sender, receiver);
}
