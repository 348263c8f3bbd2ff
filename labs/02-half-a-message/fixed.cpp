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
  // recv brings what is there, so we ask for the rest until 30 bytes are.
  for (std::size_t have = 0; have < kSize;) {
    const std::size_t size = kit::receive_some(fd, message.data() + have, kSize - have);
    if (size == 0 && have == 0) return std::nullopt;
    if (size == 0) kit::refuse("the peer closed inside a message");
    have += size;
    kit::step_done();
  }
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
