// Fifty readings of a meter, each a message of 64 bytes after its length: 4 bytes,
// big-endian. An empty message ends them. The receiver is busy until all of them wait;
// then it adds them up.
#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <string>

#include "frame_decoder.hpp"
#include "kit.hpp"

namespace {

constexpr int kReadings = 50;
constexpr std::size_t kSize = 64;  // bytes in a reading
constexpr std::size_t kLongest = 1024;
constexpr std::size_t kStream = kReadings * (4 + kSize) + 4;

void append_message(std::string& stream, kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  stream.append(reinterpret_cast<const char*>(&length), sizeof length).append(body);
}

struct Sum {
  int count = 0;
  std::int64_t sum = 0;
};

void take(kit::Bytes message, Sum& sum) {
  if (message.empty()) {
    kit::got_message(std::to_string(sum.count) + " readings, in all " +
                     std::to_string(sum.sum));
    sum = {};
    return;
  }
  int reading = 0;
  std::from_chars(message.data(), message.data() + message.size(), reading);
  ++sum.count;
  sum.sum += reading;
}

void read_messages(int fd, Sum& sum) {
  // Two calls a message, and each asks for exactly what is next: nothing is wasted.
  std::uint32_t length = 0;
  std::string message;
  while (const auto size = kit::receive_all(fd, &length, sizeof length)) {
    if (size < sizeof length) kit::refuse("the peer closed inside a length");
    length = ntohl(length);
    if (length > kLongest) kit::refuse("the peer announced too long a message");
    message.resize(length);
    if (kit::receive_all(fd, message.data(), length) < length) {
      kit::refuse("the peer closed inside a message");
    }
    take(message, sum);
  }
}

void sender(int fd) {
  std::string stream;
  for (int reading = 1; reading <= kReadings; ++reading) {
    std::string message = std::to_string(reading);
    message.resize(kSize, '.');
    append_message(stream, message);
  }
  append_message(stream, "");
  kit::send_all(fd, stream);
}

void receiver(int fd) {
  kit::until_queued(fd, kStream);
  Sum sum;
  read_messages(fd, sum);
  if (sum.count > 0) kit::refuse("the peer closed before the last reading");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
