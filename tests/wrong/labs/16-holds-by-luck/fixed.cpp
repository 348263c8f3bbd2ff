#include "two_messages.hpp"

namespace {

// Right where each message is there as it is read.
void receive_at_once(int fd) {
  kit::until_queued(fd, 2 * kLength);
  char message[kLength];
  for (int i = 0; i < 2; ++i) kit::got_message({message, kit::receive_some(fd, message, kLength)});
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_at_once); }
