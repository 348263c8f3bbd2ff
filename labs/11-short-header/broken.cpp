// A message, `hello`, after its length in 4 bytes, big-endian. The sender sends the
// first 3 bytes of the length; the rest follows when the receiver has read these.
#include <arpa/inet.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message
constexpr std::size_t kFirst = 3;       // bytes that are sent at first

std::string frame(kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
  return bytes.append(body);
}

// Nothing: the peer has closed.
std::optional<std::uint32_t> read_length(int fd) {
  std::uint32_t length = 0;
  // A length has 4 bytes, too few to come in parts: one recv brings all of it.
  if (kit::receive_some(fd, &length, sizeof length) == 0) return std::nullopt;
  kit::step_done();
  return ntohl(length);
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  const auto length = read_length(fd);
  if (!length) return std::nullopt;
  if (*length > kLongest) kit::refuse("the peer announced too long a message");
  std::string body(*length, '\0');
  if (kit::receive_all(fd, body.data(), *length) < *length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

void sender(int fd) {
  const std::string bytes = frame("hello");
  kit::send_all(fd, bytes.substr(0, kFirst));
  kit::wait_for_step();
  kit::send_all(fd, bytes.substr(kFirst));
}

void receiver(int fd) {
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
