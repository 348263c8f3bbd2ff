// The socket between a stage process and the harness.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <streambuf>
#include <string_view>

namespace stickylab {

/// Sends all of `text`, and waits if there is no room, whether the socket blocks or not (libuv
/// makes it non-blocking). Ends early if nobody reads any more.
inline void tell(int channel, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = send(channel, text.data(), text.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) {
      pollfd room{.fd = channel, .events = POLLOUT, .revents = 0};
      poll(&room, 1, -1);
    } else if (n < 0 && errno != EINTR) {
      return;
    }
    text.remove_prefix(static_cast<std::size_t>(n < 0 ? 0 : n));
  }
}

/// The buffer of a stream into the socket. It tells what is written piece by piece, so that the
/// other end can read it meanwhile, and the rest when the stream is flushed.
class Telling : public std::streambuf {
 public:
  explicit Telling(int channel) : channel_(channel) { begin(); }

 private:
  void begin() { setp(piece_.data(), piece_.data() + piece_.size()); }
  int sync() override {
    tell(channel_, {pbase(), static_cast<std::size_t>(pptr() - pbase())});
    begin();
    return 0;
  }
  int_type overflow(int_type byte) override {
    sync();
    return byte == traits_type::eof() ? traits_type::not_eof(byte)
                                      : sputc(traits_type::to_char_type(byte));
  }

  int channel_;
  std::array<char, 65'536> piece_;
};

}  // namespace stickylab
