// Four messages over one connection. The sender turns Nagle's algorithm off, so that
// each send leaves at once, as a segment of its own. The receiver is busy at first;
// when it comes to read, all four have arrived.
#include <arpa/inet.h>
#include <netinet/tcp.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Without Nagle nothing sticks to it: a message leaves alone, and arrives alone.
void send_message(int fd, kit::Bytes body) {
  kit::send_all(fd, body);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  // A segment brings one message, and recv brings a segment.
  std::string body(kLongest, '\0');
  body.resize(kit::receive_some(fd, body.data(), body.size()));
  if (body.empty()) return std::nullopt;
  return body;
}

void sender(int fd) {
  kit::set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  for (const char* word : {"alpha", "bravo", "delta", "hotel"}) send_message(fd, word);
}

void receiver(int fd) {
  kit::until_queued(fd, 20);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
