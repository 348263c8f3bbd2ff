// A message begins where a recv begins.
#include <algorithm>
#include <cstring>

#include "frames.hpp"

namespace {

void receiver(int fd) {
  char buffer[frames::kLongest];
  while (const std::size_t got = kit::receive_some(fd, buffer, sizeof buffer)) {
    std::uint32_t length = 0;
    if (got < sizeof length) kit::refuse("a message too short to have a length");
    std::memcpy(&length, buffer, sizeof length);
    kit::got_message({buffer + sizeof length, std::min<std::size_t>(ntohl(length), got - 4)});
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
