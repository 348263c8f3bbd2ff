#include <unistd.h>

#include <csignal>

#include "two_messages.hpp"

void receive_then_stay(int fd) {
  std::signal(SIGTERM, SIG_IGN);
  std::signal(SIGINT, SIG_IGN);
  receive_two(fd);
  tell_that_it_hangs();
  for (;;) pause();
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_then_stay); }
