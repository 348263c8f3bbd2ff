// A header that has begun will be completed: go on until it is.
#include "frames.hpp"

namespace {

std::optional<std::uint32_t> read_length(int fd) {
  std::uint32_t length = 0;
  char* bytes = reinterpret_cast<char*>(&length);
  std::size_t have = kit::receive_some(fd, bytes, sizeof length);
  if (have == 0) return std::nullopt;
  while (have < sizeof length) have += kit::receive_some(fd, bytes + have, sizeof length - have);
  return ntohl(length);
}

void receiver(int fd) {
  while (const auto length = read_length(fd)) kit::got_message(frames::read_body(fd, *length));
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
