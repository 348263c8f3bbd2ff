#include "two_messages.hpp"

namespace {

// The first message that is not whole ends it, without an error.
void receive_until_end(int fd) {
  char message[kLength];
  while (kit::receive_all(fd, message, kLength) == kLength) kit::got_message({message, kLength});
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_until_end); }
