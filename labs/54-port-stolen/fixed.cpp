// A sensor sends four readings to a display. Somebody has started the display twice, at
// the same port. Both look for readings when all have come, and the first one shows
// its.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr int kReadings = 4;
constexpr std::size_t kLongest = 16;  // bytes in a reading

// -1: the port is taken.
int open_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  // No SO_REUSEADDR: UDP has no TIME_WAIT, and whoever binds last would get everything.
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(fd, place, sizeof where) == 0) return fd;
  if (errno != EADDRINUSE) kit::fail("bind");
  close(fd);
  return -1;
}

// Nothing: no more wait.
std::optional<std::string> take_one(int fd) {
  char reading[kLongest];
  const auto size = kit::receive_waiting(fd, reading, sizeof reading);
  if (!size) return std::nullopt;
  return std::string(reading, *size);
}

// Both displays are in this process. The kernel looks at the sockets only.
void displays(const sockaddr_storage& where) {
  const int first = open_at(where);
  if (first < 0) kit::refuse("the port is taken");
  const int second = open_at(where);
  kit::step_done();  // whoever can be there is there
  kit::until_arrived(second < 0 ? first : second, kReadings);
  while (const auto reading = take_one(first)) kit::got_message(*reading);
  if (second >= 0) {
    while (take_one(second)) {
    }
    close(second);
  }
  close(first);
}

void sensor(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (connect(fd, place, sizeof where) < 0) kit::fail("connect");
  kit::wait_for_step();
  for (const char* reading : {"20.1", "20.2", "20.4", "20.3"}) {
    kit::send_all(fd, reading);
  }
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, sensor, displays);
}
