// Four bytes are sent at once, so one recv brings them.
#include "frames.hpp"

namespace {

void receiver(int fd) {
  std::uint32_t length = 0;
  while (kit::receive_some(fd, &length, sizeof length) > 0)
    kit::got_message(frames::read_body(fd, ntohl(length)));
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
