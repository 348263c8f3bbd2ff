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
/// libevent's bufferevent, allowed to read as much at once as the others. Only where it is
/// installed, as those that follow.
Count libevent(int fd);
/// Asio's async_read into a streambuf, as it is, and made as large as the others' buffers first.
Count asio_streambuf(int fd);
Count asio_large_streambuf(int fd);
/// As in Asio's own chat example: an async_read for the length, and one for the body.
Count asio_two_reads(int fd);

}  // namespace readers
