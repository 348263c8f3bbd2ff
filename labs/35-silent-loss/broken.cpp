// A sensor at a door sends a datagram for each of 48 visitors. The counter has a small
// queue and is busy at first; then it takes all that waits.
#include <sys/socket.h>
#include <unistd.h>

#include "kit.hpp"

namespace {

constexpr int kVisitors = 48;
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
  kit::until_arrived(fd, kVisitors);
  while (take_one(fd, sensor)) {
  }
  close(fd);
}

void sensor(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  if (connect(fd, plain(where), sizeof where) < 0) kit::fail("connect");
  for (int i = 1; i <= kVisitors; ++i) {
    kit::send_all(fd, "visitor");
    // No error: it is on its way, and will be there.
  }
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, sensor, counter);
}
