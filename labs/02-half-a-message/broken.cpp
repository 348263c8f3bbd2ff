// Messages of 30 bytes each. The sender has 下雨天留客天留人不留 and sends it in two
// parts: the last two characters, 不留, follow when the receiver has read the others.
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kSize = 30;  // ten characters, 3 bytes each in UTF-8

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::string message(kSize, '\0');
  // A message has 30 bytes, so we ask for 30, and recv brings them.
  const std::size_t size = kit::receive_some(fd, message.data(), kSize);
  if (size == 0) return std::nullopt;
  message.resize(size);
  kit::step_done();
  return message;
}

void sender(int fd) {
  kit::send_all(fd, "下雨天留客天留人");
  kit::wait_for_step();
  kit::send_all(fd, "不留");
}

void receiver(int fd) {
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
