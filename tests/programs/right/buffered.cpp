// Takes whatever comes into a buffer, and out of it whole messages.
#include <cstring>

#include "frames.hpp"

namespace {

class Decoder {
 public:
  void feed(kit::Bytes chunk) { buffer_ += chunk; }
  bool is_empty() const { return buffer_.empty(); }

  // Nothing: no whole message is there.
  std::optional<std::string> take_message() {
    std::uint32_t length = 0;
    if (buffer_.size() < sizeof length) return std::nullopt;
    std::memcpy(&length, buffer_.data(), sizeof length);
    length = ntohl(length);
    if (length > frames::kLongest) kit::refuse("the peer announced too long a message");
    if (buffer_.size() < sizeof length + length) return std::nullopt;
    std::string body = buffer_.substr(sizeof length, length);
    buffer_.erase(0, sizeof length + length);
    return body;
  }

 private:
  std::string buffer_;
};

void receiver(int fd) {
  Decoder decoder;
  char chunk[16];
  while (const std::size_t got = kit::receive_some(fd, chunk, sizeof chunk)) {
    decoder.feed({chunk, got});
    while (const auto message = decoder.take_message()) kit::got_message(*message);
  }
  if (!decoder.is_empty()) kit::refuse("the peer closed inside a message");
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, frames::sender, receiver); }
