#include <unistd.h>

#include "two_messages.hpp"

void receive_then_wait(int fd) {
  receive_two(fd);
  tell_that_it_hangs();
  for (;;) pause();
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_then_wait); }
