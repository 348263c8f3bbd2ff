#include "two_messages.hpp"

void send_world_late(int fd) {
  kit::send_all(fd, "hello");
  kit::wait_for_step();
  kit::send_all(fd, "world");
}

void receive_hello_first(int fd) {
  char message[kLength];
  while (kit::receive_all(fd, message, kLength) == kLength) {
    kit::got_message({message, kLength});
    kit::step_done();
  }
}

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, send_world_late, receive_hello_first);
}
