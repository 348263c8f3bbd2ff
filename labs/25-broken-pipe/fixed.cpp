// A meter sends its readings to a collector, which wants only one of them and closes.
// The meter is busy meanwhile: it sends its second reading when the collector has
// closed, and its third when the answer to the second is there.
#include <poll.h>
#include <sys/socket.h>

#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kReading = 3;  // bytes

// False: the collector has gone.
bool send_reading(int fd, kit::Bytes reading) {
  // Without this flag a signal ends us, before send could return -1 with EPIPE.
  if (send(fd, reading.data(), reading.size(), MSG_NOSIGNAL) >= 0) return true;
  std::fputs("the collector has gone\n", stderr);
  return false;
}

void until(int fd, short event) {
  pollfd peer{fd, event, 0};
  if (poll(&peer, 1, -1) < 0) kit::fail("poll");
}

void meter(int fd) {
  if (!send_reading(fd, "101")) return;
  until(fd, POLLRDHUP);  // it has closed
  if (!send_reading(fd, "102")) return;
  until(fd, POLLHUP);  // it has said that nobody reads any more
  send_reading(fd, "103");
}

void collector(int fd) {
  std::string reading(kReading, '\0');
  const std::size_t got = kit::receive_all(fd, reading.data(), kReading);
  if (got < kReading) kit::refuse("the peer closed inside a reading");
  kit::got_message(reading);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, meter, collector);
}
