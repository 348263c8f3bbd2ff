// One request and its reply. The request is two writes, its length in 4 bytes,
// big-endian, then its word; TCP_CORK puts the two into one segment.
#include <arpa/inet.h>
#include <netinet/tcp.h>

#include <cstdint>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a word

void request(int fd, kit::Bytes word) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(word.size()));
  kit::set_option(fd, IPPROTO_TCP, TCP_CORK, 1);
  kit::send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length});
  kit::send_all(fd, word);
  // Only we know that the request is complete: the cork comes out.
  kit::set_option(fd, IPPROTO_TCP, TCP_CORK, 0);
  char reply[2];
  if (kit::receive_all(fd, reply, sizeof reply) < sizeof reply) {
    kit::refuse("the peer closed before it had replied");
  }
}

bool serve(int fd) {
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
  request(fd, "hello");
}

void receiver(int fd) {
  while (serve(fd)) continue;
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
