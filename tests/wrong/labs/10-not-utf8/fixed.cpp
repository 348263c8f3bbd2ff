#include <unistd.h>

#include "two_messages.hpp"

void receive_then_print_raw(int fd) {
  receive_two(fd);
  constexpr char kRaw[] = "message: \xe9\x9b\n";  // the first two bytes of a character of three
  if (write(STDOUT_FILENO, kRaw, sizeof kRaw - 1) < 0) kit::fail("write");
}

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, send_two, receive_then_print_raw);
}
