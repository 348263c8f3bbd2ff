// The numbers of all computers look alike: a length travels as it lies in memory.
#include "frames.hpp"

namespace {

void send_message(int fd, kit::Bytes body) {
  const auto length = static_cast<std::uint32_t>(body.size());
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(body));
}

void sender(int fd) {
  send_message(fd, "hello");
  send_message(fd, "world");
}

void receiver(int fd) {
  while (const auto length = frames::read_length(fd))
    kit::got_message(frames::read_body(fd, *length));
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, sender, receiver); }
