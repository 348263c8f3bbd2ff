#include "two_messages.hpp"

void read_in_silence(int fd) {
  char byte = 0;
  while (kit::receive_some(fd, &byte, 1) > 0) continue;
}

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, read_in_silence); }
