#include <string>

#include "two_messages.hpp"

void receive_then_flood(int fd) {
  receive_two(fd);
  for (;;) kit::got_message(std::string(4096, 'm'));
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, receive_then_flood); }
