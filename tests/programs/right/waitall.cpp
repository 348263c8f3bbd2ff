// MSG_WAITALL, in a loop: it too may bring less, after a signal say.
#include <sys/socket.h>

#include <cerrno>

#include "frames.hpp"

namespace {

// Less than `size` only where the peer closed before.
std::size_t read_exact(int fd, char* buffer, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = recv(fd, buffer + have, size - have, MSG_WAITALL);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) kit::fail("recv");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

void receiver(int fd) {
  std::uint32_t length = 0;
  while (const std::size_t got = read_exact(fd, reinterpret_cast<char*>(&length), sizeof length)) {
    if (got < sizeof length) kit::refuse("the peer closed inside a length");
    std::string body(ntohl(length), '\0');
    if (read_exact(fd, body.data(), body.size()) < body.size())
      kit::refuse("the peer closed inside a message");
    kit::got_message(body);
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
