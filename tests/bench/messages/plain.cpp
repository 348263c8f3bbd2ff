// The readers that need no library.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <array>
#include <string>

#include "frame_decoder.hpp"
#include "readers.hpp"

namespace readers {
namespace {

bool receive_all(int fd, void* buffer, std::size_t size) {
  for (std::size_t have = 0; have < size;) {
    const ssize_t got = recv(fd, static_cast<char*>(buffer) + have, size - have, 0);
    if (got <= 0) return false;
    have += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

Count only_bytes(int fd) {
  Count count;
  std::array<char, kBuffer> buffer;
  for (ssize_t got; (got = recv(fd, buffer.data(), buffer.size(), 0)) > 0;)
    count.bytes += static_cast<std::size_t>(got);
  return count;
}

Count two_reads(int fd) {
  Count count;
  std::string body(kLongest, '\0');
  for (std::uint32_t length = 0; receive_all(fd, &length, sizeof length);) {
    length = ntohl(length);
    if (length > kLongest || !receive_all(fd, body.data(), length)) break;
    ++count.messages;
    count.bytes += sizeof length + length;
  }
  return count;
}

Count decoder(int fd) {
  Count count;
  FrameDecoder decoder(kLongest);
  std::array<char, kBuffer> buffer;
  for (ssize_t got; (got = recv(fd, buffer.data(), buffer.size(), 0)) > 0;) {
    std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    while (const auto body = decoder.next(bytes)) {
      ++count.messages;
      count.bytes += FrameDecoder::kHeader + body->size();
    }
  }
  return decoder.finish() ? count : Count{};
}

}  // namespace readers
