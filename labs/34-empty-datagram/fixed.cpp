// Three messages over UDP, one in each datagram: `hello`, an empty one, and `world`.
// The receiver is busy at first; then it reads all that waits.
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Nothing: no more messages wait.
std::optional<std::string> read_message(int fd) {
  std::string message(kLongest, '\0');
  const auto size = kit::receive_waiting(fd, message.data(), message.size());
  // 0 bytes are a message too; UDP has no closing that one could read.
  if (!size) return std::nullopt;
  message.resize(*size);
  return message;
}

void sender(int fd) {
  for (const char* message : {"hello", "", "world"}) kit::send_all(fd, message);
}

void receiver(int fd) {
  kit::until_datagrams(fd, 3);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_udp(argc, argv, sender, receiver);
}
