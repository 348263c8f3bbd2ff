// A message, `hello`, after its length in 4 bytes, big-endian. The receiver's socket
// does not block; the sender sends when the receiver has tried to read for the first
// time, or without a step gate when it likes.
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// The sender waits for this. Keeps the error of the recv that was tried.
void tell_that_we_tried() {
  const int error = errno;
  kit::step_done();
  errno = error;
}

// At most `size` bytes; 0: the peer has closed.
std::size_t read_some(int fd, char* buffer, std::size_t size) {
  const ssize_t got = recv(fd, buffer, size, 0);
  if (got >= 0) return static_cast<std::size_t>(got);
  tell_that_we_tried();
  kit::fail("recv");  // -1: the connection is of no more use.
}

// Less than `size` bytes only where the peer closed before.
std::size_t read_all(int fd, char* buffer, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const std::size_t got = read_some(fd, buffer + have, size - have);
    if (got == 0) break;
    have += got;
  }
  return have;
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::uint32_t length = 0;
  const auto got = read_all(fd, reinterpret_cast<char*>(&length), sizeof length);
  if (got == 0) return std::nullopt;
  length = ntohl(length);
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  if (length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(length, '\0');
  if (read_all(fd, body.data(), length) < length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

void sender(int fd) {
  const kit::Bytes body = "hello";
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::wait_for_step();
  kit::send_all(fd, frame.append(body));
}

void receiver(int fd) {
  if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) kit::fail("fcntl");
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
