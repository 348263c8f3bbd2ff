// When the peer has closed, nothing more can come: what is there is the message.
#include "frames.hpp"

namespace {

void receiver(int fd) {
  while (const auto length = frames::read_length(fd)) {
    if (*length > frames::kLongest) kit::refuse("the peer announced too long a message");
    std::string body(*length, '\0');
    body.resize(kit::receive_all(fd, body.data(), body.size()));
    kit::got_message(body);
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
