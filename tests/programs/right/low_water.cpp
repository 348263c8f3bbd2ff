// SO_RCVLOWAT: poll says nothing before a whole header, then a whole message, is there to be read.
#include <poll.h>
#include <sys/socket.h>

#include "frames.hpp"

namespace {

// Returns when `size` bytes wait in the queue, or the peer has closed.
void until_there(int fd, std::size_t size) {
  kit::set_option(fd, SOL_SOCKET, SO_RCVLOWAT, static_cast<int>(size));
  pollfd readable{.fd = fd, .events = POLLIN, .revents = 0};
  if (poll(&readable, 1, -1) < 0) kit::fail("poll");
}

void receiver(int fd) {
  for (;;) {
    until_there(fd, 4);
    const auto length = frames::read_length(fd);
    if (!length) return;
    until_there(fd, *length);
    kit::got_message(frames::read_body(fd, *length));
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
