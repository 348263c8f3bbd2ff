#include <cstdlib>

#include "two_messages.hpp"

void receive_then_fail(int fd) {
  receive_two(fd);
  std::exit(1);
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_then_fail); }
