#include <unistd.h>

#include "two_messages.hpp"

void wait_beside_child(int fd) {
  if (fork() == 0) {
    setsid();  // no signal to the receiver's process group reaches it
    tell_that_it_hangs();
    for (;;) pause();
  }
  receive_two(fd);
  for (;;) pause();
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, wait_beside_child); }
