// Lab 01's two sends with knobs, for the recordings that `stickylab site` lets a reader
// choose from: how long the receiver computes before its first recv, how much each recv
// asks for, and TCP_NODELAY. The receiver takes what one recv brings for a message.
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "kit.hpp"

namespace {

struct Knobs {
  int busy_us = 0;
  int size = 0;  // bytes that each recv asks for
  int nodelay = 0;
} knobs;

// Computes for so long, as a receiver does that has something else to do.
void compute(std::chrono::microseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

const std::string kFirst = "hello";
const std::string kSecond = "world";

// It stays until the receiver has closed: a FIN would let Nagle's algorithm go.
void sender(int fd) {
  kit::set_option(fd, IPPROTO_TCP, TCP_NODELAY, knobs.nodelay);
  kit::send_all(fd, kFirst);
  kit::send_all(fd, kSecond);
  char nothing = 0;
  kit::receive_some(fd, &nothing, sizeof nothing);
}

void receiver(int fd) {
  compute(std::chrono::microseconds(knobs.busy_us));
  std::string buffer(static_cast<std::size_t>(knobs.size), '\0');
  for (std::size_t have = 0; have < kFirst.size() + kSecond.size();) {
    const std::size_t got = kit::receive_some(fd, buffer.data(), buffer.size());
    if (got == 0) return;
    kit::got_message({buffer.data(), got});
    have += got;
  }
}

// False: it is no number from `least` to `most`.
bool read_knob(std::string_view word, int least, int most, int& knob) {
  const auto [rest, error] =
      std::from_chars(word.data(), word.data() + word.size(), knob);
  return error == std::errc{} && rest == word.data() + word.size() && least <= knob &&
         knob <= most;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kKnobs = 3;
  if (argc <= kKnobs || !read_knob(argv[1], 0, 1'000'000, knobs.busy_us) ||
      !read_knob(argv[2], 1, 65'536, knobs.size) ||
      !read_knob(argv[3], 0, 1, knobs.nodelay)) {
    std::fputs(
        "usage: two-sends BUSY_US RECV_BYTES NODELAY [END ...], END as in a lab\n",
        stderr);
    return 2;
  }
  argv[kKnobs] = argv[0];
  return kit::run_tcp(argc - kKnobs, argv + kKnobs, sender, receiver);
}
