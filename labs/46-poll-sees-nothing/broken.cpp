// A client sends two lines in one go, and waits for the reply to each: `ok` and an end
// of line. The server sleeps in poll until there is something to read, so that it could
// do other things meanwhile, and reads lines from a std::istream.
#include <poll.h>

#include <array>
#include <istream>
#include <streambuf>
#include <string>

#include "kit.hpp"

namespace {

// Reads whatever is there, up to 4,096 bytes, and keeps what is not asked for yet.
class SocketBuffer : public std::streambuf {
 public:
  explicit SocketBuffer(int fd) : fd_(fd) {}

 protected:
  int_type underflow() override {
    const std::size_t size = kit::receive_some(fd_, bytes_.data(), bytes_.size());
    if (size == 0) return traits_type::eof();
    setg(bytes_.data(), bytes_.data(), bytes_.data() + size);
    return traits_type::to_int_type(*gptr());
  }

 private:
  int fd_;
  std::array<char, 4096> bytes_;
};

void sender(int fd) {
  kit::send_all(fd, "hello\nworld\n");
  char replies[6];
  if (kit::receive_all(fd, replies, sizeof replies) < sizeof replies) {
    kit::refuse("the peer closed before it had replied");
  }
}

void until_readable(int fd) {
  pollfd one{fd, POLLIN, 0};
  if (poll(&one, 1, -1) < 0) kit::fail("poll");
}

void receiver(int fd) {
  SocketBuffer buffer(fd);
  std::istream client(&buffer);
  client.exceptions(std::ios::badbit);
  for (std::string line;; kit::send_all(fd, "ok\n")) {
    until_readable(fd);  // The next line is there when poll says so.
    if (!std::getline(client, line)) return;
    if (client.eof()) kit::refuse("the peer closed inside a line");
    kit::got_message(line);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
