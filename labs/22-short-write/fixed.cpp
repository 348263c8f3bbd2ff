// A camera sends a picture of 300,000 bytes, after its length in 4 bytes, big-endian.
// Its socket does not block; the viewer reads when the first send has returned. What
// the viewer has got is told by its length and Adler-32 (RFC 1950).
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kPicture = 300'000;
constexpr std::size_t kLongest = 1 << 20;  // bytes in a picture

std::string summary(kit::Bytes picture) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const unsigned char byte : picture) {
    a = (a + byte) % 65'521;
    b = (b + a) % 65'521;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu bytes, Adler-32 %08x", picture.size(),
                b << 16 | a);
  return text;
}

std::string make_frame() {
  const std::uint32_t length = htonl(kPicture);
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  for (std::size_t i = 0; i < kPicture; ++i) frame += static_cast<char>(i % 251);
  return frame;
}

// The kernel takes as much as it has room for, and send says how much.
void send_frame(int fd, kit::Bytes frame) {
  while (true) {
    const ssize_t sent = send(fd, frame.data(), frame.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) kit::fail("send");
    if (sent > 0) frame.remove_prefix(static_cast<std::size_t>(sent));
    if (frame.empty()) return;
    kit::step_done();
    pollfd room{fd, POLLOUT, 0};
    if (poll(&room, 1, -1) < 0) kit::fail("poll");
  }
}

void camera(int fd) {
  kit::set_option(fd, SOL_SOCKET, SO_SNDBUF, 4096);
  if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) kit::fail("fcntl");
  send_frame(fd, make_frame());
}

void viewer(int fd) {
  kit::wait_for_step();
  std::uint32_t length = 0;
  if (kit::receive_all(fd, &length, sizeof length) < sizeof length) {
    kit::refuse("the peer closed inside a length");
  }
  length = ntohl(length);
  if (length > kLongest) kit::refuse("the peer announced too long a picture");
  std::string picture(length, '\0');
  if (kit::receive_all(fd, picture.data(), length) < length) {
    kit::refuse("the peer closed inside a picture");
  }
  kit::got_message(summary(picture));
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, camera, viewer);
}
