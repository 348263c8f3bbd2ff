// Messages of 5 bytes each, read through a buffer of 2. The sender has one, `hello`,
// and closes when the receiver has read it. The receiver stops after 1,000 messages.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kSize = 5;
constexpr int kMost = 1000;

// Nothing: there are no more messages.
std::optional<std::string> read_message(int fd) {
  std::string message;
  while (message.size() < kSize) {
    char buffer[2];
    const std::size_t wanted = std::min(sizeof buffer, kSize - message.size());
    const std::size_t size = kit::receive_some(fd, buffer, wanted);
    if (size == 0) {  // An empty recv: the sender has closed, and all is read.
      if (!message.empty()) kit::refuse("the peer closed inside a message");
      std::fputs("peer closed\n", stderr);
      return std::nullopt;
    }
    message.append(buffer, size);
  }
  return message;
}

void sender(int fd) {
  kit::send_all(fd, "hello");
  kit::wait_for_step();
}

void receiver(int fd) {
  for (int i = 0; i < kMost; ++i) {
    auto message = read_message(fd);
    if (!message) return;
    kit::got_message(*message);
    kit::step_done();
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
