// A recorder hands in a report of 100,000 bytes, after its length in 4 bytes,
// big-endian, and closes: a connection for each report, and many reports a minute. The
// archive is busy until the recorder has said that the report is on its way.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kReport = 100'000;
constexpr std::size_t kLongest = 1 << 20;  // bytes in a report

std::string summary(kit::Bytes report) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const unsigned char byte : report) {
    a = (a + byte) % 65'521;
    b = (b + a) % 65'521;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu bytes, Adler-32 %08x", report.size(),
                b << 16 | a);
  return text;
}

std::string make_report() {
  const std::uint32_t length = htonl(kReport);
  std::string report(reinterpret_cast<const char*>(&length), sizeof length);
  for (std::size_t i = 0; i < kReport; ++i) report += static_cast<char>(i % 251);
  return report;
}

int accept_one(const sockaddr_storage& where) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  if (listening < 0) kit::fail("socket");
  kit::set_option(listening, SOL_SOCKET, SO_REUSEADDR, 1);
  kit::set_option(listening, SOL_SOCKET, SO_RCVBUF, 16'384);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(listening, place, sizeof where) < 0) kit::fail("bind");
  if (listen(listening, 1) < 0) kit::fail("listen");
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  close(listening);
  return fd;
}

std::string read_report(int fd) {
  std::uint32_t length = 0;
  if (kit::receive_all(fd, &length, sizeof length) < sizeof length) {
    kit::refuse("the peer closed inside a length");
  }
  length = ntohl(length);
  if (length > kLongest) kit::refuse("the peer announced too long a report");
  std::string report(length, '\0');
  if (kit::receive_all(fd, report.data(), length) < length) {
    kit::refuse("the peer closed inside a report");
  }
  return report;
}

void archive(const sockaddr_storage& where) {
  const int fd = accept_one(where);
  kit::wait_for_step();
  kit::got_message(summary(read_report(fd)));
  close(fd);
}

void recorder(const sockaddr_storage& where) {
  const int fd = kit::connect_to(where);
  kit::set_option(fd, SOL_SOCKET, SO_SNDBUF, 200'000);
  kit::send_all(fd, make_report());
  // The kernel has taken the whole report. No TIME_WAIT, so that we do not run out of
  // ports: whoever does not linger is done at once.
  const linger none{1, 0};
  if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none) < 0) {
    kit::fail("setsockopt");
  }
  close(fd);
  kit::step_done();
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, recorder, archive);
}
