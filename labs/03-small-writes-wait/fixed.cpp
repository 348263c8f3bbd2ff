// Five requests, one after the other. A request is two writes: its length in 4 bytes,
// big-endian, then its word. The sender waits for each reply before it goes on, and
// begins when the receiver is ready for it.
#include <arpa/inet.h>
#include <netinet/tcp.h>

#include <cstdint>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a word

void request(int fd, kit::Bytes word) {
  kit::wait_for_step();
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(word.size()));
  kit::send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length});
  kit::send_all(fd, word);
  char reply[2];
  if (kit::receive_all(fd, reply, sizeof reply) < sizeof reply) {
    kit::refuse("the peer closed before it had replied");
  }
}

bool serve(int fd) {
  // Answers come soon, so an ACK may wait and travel with them. The kernel takes this
  // as a hint for the moment only (tcp(7)): each exchange says it again.
  kit::set_option(fd, IPPROTO_TCP, TCP_QUICKACK, 0);
  kit::step_done();
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return false;
  length = ntohl(length);
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  if (length > kLongest) kit::refuse("the peer announced too long a word");
  std::string word(length, '\0');
  if (kit::receive_all(fd, word.data(), length) < length) {
    kit::refuse("the peer closed inside a word");
  }
  kit::got_message(word);
  kit::send_all(fd, "ok");
  return true;
}

void sender(int fd) {
  // A small write waits for the ACK of the one before it, unless we say otherwise.
  kit::set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  for (const char* word : {"alpha", "bravo", "delta", "hotel", "tango"}) {
    request(fd, word);
  }
}

void receiver(int fd) {
  while (serve(fd)) continue;
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
