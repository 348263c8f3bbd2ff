// 16 requests, one after the other, to a server that acknowledges at once. A request is
// two writes: its length in 4 bytes, big-endian, then its word. The sender waits for
// each reply before it goes on.
#include <arpa/inet.h>
#include <netinet/tcp.h>

#include <cstdint>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a word

void acknowledge_at_once(int fd) {
  kit::set_option(fd, IPPROTO_TCP, TCP_QUICKACK, 1);
}

void request(int fd, kit::Bytes word) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(word.size()));
  kit::send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length});
  kit::send_all(fd, word);
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
  for (const char* word :
       {"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel",
        "india", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa"}) {
    request(fd, word);
  }
}

void receiver(int fd) {
  // An option of the socket, like TCP_NODELAY: set once, it holds.
  acknowledge_at_once(fd);
  while (serve(fd)) continue;
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
