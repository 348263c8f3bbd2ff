// A reply is two bytes, so one recv of two brings it.
#include <string_view>

#include "frames.hpp"

namespace {

void sender(int fd) {
  for (const char* word : {"alpha", "bravo", "delta", "hotel", "tango"}) {
    frames::send_message(fd, word);
    char reply[2];
    const std::size_t got = kit::receive_some(fd, reply, sizeof reply);
    if (std::string_view(reply, got) != "ok") kit::refuse("refused");
  }
}

void receiver(int fd) {
  while (const auto length = frames::read_length(fd)) {
    kit::got_message(frames::read_body(fd, *length));
    kit::send_all(fd, "ok");
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, sender, receiver); }
