#include <unistd.h>

#include "two_messages.hpp"

void receive_beside_child(int fd) {
  if (fork() == 0) {
    setsid();  // no signal to the receiver's process group reaches it
    close(fd);
    for (;;) pause();
  }
  receive_two(fd);
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_beside_child); }
