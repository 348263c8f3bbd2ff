// Two messages over UDP, one in each datagram: 280 numbers of 4 digits with spaces
// between them, 1,399 bytes, and `end`. The receiver is busy at first; then it reads
// all that waits.
#include <sys/socket.h>

#include <cstdio>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

std::string numbers() {
  std::string list;
  for (int number = 1; number <= 280; ++number) {
    char text[16];
    std::snprintf(text, sizeof text, "%s%04d", list.empty() ? "" : " ", number);
    list += text;
  }
  return list;
}

// Nothing: no more messages wait.
std::optional<std::string> read_message(int fd) {
  // A look that takes nothing; with MSG_TRUNC it tells the full size of what waits.
  const auto size = kit::receive_waiting(fd, nullptr, 0, MSG_PEEK | MSG_TRUNC);
  if (!size) return std::nullopt;
  std::string message(*size, '\0');
  message.resize(kit::receive_some(fd, message.data(), message.size()));
  return message;
}

void sender(int fd) {
  kit::send_all(fd, numbers());
  kit::send_all(fd, "end");
}

void receiver(int fd) {
  kit::until_datagrams(fd, 2);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_udp(argc, argv, sender, receiver);
}
