// What the labs that lie have in common: two messages of five bytes each.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>

#include "kit.hpp"

inline constexpr std::size_t kLength = 5;

inline void send_two(int fd) {
  kit::send_all(fd, "hello");
  kit::send_all(fd, "world");
}

inline void receive_two(int fd) {
  char message[kLength];
  for (int i = 0; i < 2; ++i) {
    kit::receive_all(fd, message, kLength);
    kit::got_message({message, kLength});
  }
}

// Both at once, whatever the timing.
inline void merge_two(int fd) {
  char messages[2 * kLength];
  kit::receive_all(fd, messages, sizeof messages);
  kit::got_message({messages, sizeof messages});
}

// Lets the test go on that waits for this program to come here, if there is one.
inline void tell_that_it_hangs() {
  if (const char* fifo = std::getenv("STICKYLAB_HANGS")) close(open(fifo, O_WRONLY));
}
