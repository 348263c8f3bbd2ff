// Two lengths, 0 and 308. The sender is a device with another processor: it writes an
// int as its memory holds it, the most significant byte first.
#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr kit::Bytes kLengths{"\x00\x00\x00\x00\x00\x00\x01\x34", 8};

// Nothing: the peer has closed.
std::optional<std::uint32_t> read_length(int fd) {
  // An int has 4 bytes, here as there: we take them as they come.
  int length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  return length;
}

void sender(int fd) {
  kit::send_all(fd, kLengths);
}

void receiver(int fd) {
  while (auto length = read_length(fd)) kit::got_message(std::to_string(*length));
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
