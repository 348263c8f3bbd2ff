// Ways to read frames (4 bytes of length, big-endian, then the body) from a blocking socket until
// its end. Each says how many it read, and how many bytes they were with their lengths.
#pragma once

#include <cstdint>

namespace readers {

constexpr std::size_t kBuffer = 65'536;  ///< of each that reads more than it was asked for
constexpr std::uint32_t kLongest = 1 << 20;

struct Count {
  std::uint64_t messages = 0;
  std::uint64_t bytes = 0;
};

using Reader = Count (*)(int fd);

/// Counts the bytes and nothing else: no reader can be faster. It knows no messages.
Count only_bytes(int fd);
/// The textbook's: the length, then the body.
Count two_reads(int fd);
/// The decoder of lab 21.
Count decoder(int fd);
/// libevent's bufferevent; Asio's async_read into a streambuf; Asio as in its own chat example,
/// with an async_read for the length and one for the body. Each only where it is installed.
Count libevent(int fd);
Count asio_streambuf(int fd);
Count asio_two_reads(int fd);

}  // namespace readers
