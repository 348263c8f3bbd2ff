#include <csignal>

#include "two_messages.hpp"

void receive_then_crash(int fd) {
  receive_two(fd);
  std::signal(SIGSEGV, SIG_DFL);  // a sanitizer has its own handler
  std::raise(SIGSEGV);
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_then_crash); }
