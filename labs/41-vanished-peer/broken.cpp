// A sensor reports to a display that it is on, and later ends. The display shows the
// report, and when the sensor has gone. As soon as the report has been acknowledged,
// the wire between the two is cut.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "kit.hpp"

namespace {

constexpr kit::Bytes kReport = "on";

// Returns when the kernel of the other host has acknowledged all.
void until_acknowledged(int fd) {
  int bytes = 1;
  while (bytes > 0) {
    if (ioctl(fd, TIOCOUTQ, &bytes) < 0) kit::fail("TIOCOUTQ");
  }
}

void sensor(const sockaddr_storage& where) {
  const int fd = kit::connect_to(where);
  kit::send_all(fd, kReport);
  until_acknowledged(fd);
  close(fd);
}

// False: the sensor has gone.
bool show_report(int fd) {
  char report[kReport.size()];
  const ssize_t got = recv(fd, report, sizeof report, MSG_WAITALL);
  if (got < 0 && errno != ETIMEDOUT) kit::fail("recv");
  if (got != sizeof report) return false;
  kit::got_message({report, sizeof report});
  return true;
}

void display(const sockaddr_storage& where) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  if (listening < 0) kit::fail("socket");
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(listening, place, sizeof where) < 0) kit::fail("bind");
  if (listen(listening, 1) < 0) kit::fail("listen");
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  // The sensor is there as long as recv waits.
  while (show_report(fd)) {
  }
  kit::got_message("gone");
  close(fd);
  close(listening);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, sensor, display);
}
