// A sensor at a door sends a datagram for each of 48 visitors. The counter has a small
// queue and is busy at first; then it takes all that waits.
#include <sys/socket.h>
#include <unistd.h>

#include "kit.hpp"

namespace {

constexpr int kVisitors = 48;
constexpr int kBurst = 4;  // datagrams that the sensor sends before it waits for a sign
constexpr int kQueue = 4096;  // bytes, of which a datagram takes more than it brings

const sockaddr* plain(const sockaddr_storage& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

int open_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  kit::set_option(fd, SOL_SOCKET, SO_RCVBUF, kQueue);
  if (bind(fd, plain(where), sizeof where) < 0) kit::fail("bind");
  return fd;
}

// False: no more wait.
bool take_one(int fd, sockaddr_storage& from) {
  char message[16];
  socklen_t size = sizeof from;
  const auto got = recvfrom(fd, message, sizeof message, MSG_DONTWAIT,
                            reinterpret_cast<sockaddr*>(&from), &size);
  if (got > 0) kit::got_message({message, static_cast<std::size_t>(got)});
  return got > 0;
}

void counter(const sockaddr_storage& where) {
  const int fd = open_at(where);
  sockaddr_storage sensor{};
  for (int taken = 0; taken < kVisitors; taken += kBurst) {
    kit::until_arrived(fd, kBurst);
    while (take_one(fd, sensor)) {
    }
    // The queue is empty again: the sensor may go on.
    if (sendto(fd, "+", 1, 0, plain(sensor), sizeof sensor) < 0) kit::fail("sendto");
  }
  close(fd);
}

void sensor(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  if (connect(fd, plain(where), sizeof where) < 0) kit::fail("connect");
  for (int i = 1; i <= kVisitors; ++i) {
    kit::send_all(fd, "visitor");
    // No error says nothing of room at the other end: wait until there is.
    char sign = 0;
    if (i % kBurst == 0) kit::receive_some(fd, &sign, 1);
  }
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, sensor, counter);
}
