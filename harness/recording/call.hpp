// The socket calls that are reported. The probe includes this, and nothing else of a recording: it
// is to be built wherever there is a C library.
#pragma once

#include <cstdint>

namespace stickylab {

/// The socket calls that the probe reports. The order is part of the probe's log format.
enum class Call : std::uint8_t {
  socket,
  bind,
  listen,
  accept,
  connect,
  send,
  sendto,
  sendmsg,
  sendmmsg,  ///< one for each message that it sent
  write,
  writev,
  pwritev2,
  dprintf,
  sendfile,
  splice,  ///< into the socket
  recv,
  recvfrom,
  recvmsg,
  recvmmsg,  ///< one for each message that it received
  read,
  readv,
  preadv2,
  splice_from,  ///< splice(2) out of the socket
  shutdown,
  close,
  setsockopt,
  fionread,
  io_uring_setup,  ///< of no socket: what is done through the ring cannot be seen
};

inline constexpr int kCallCount = static_cast<int>(Call::io_uring_setup) + 1;

constexpr bool is_write(Call call) { return call >= Call::send && call <= Call::splice; }
constexpr bool is_read(Call call) { return call >= Call::recv && call <= Call::splice_from; }

/// True if the bytes go from one descriptor to another: the program itself does not have them.
constexpr bool passes_bytes_on(Call call) {
  return call == Call::sendfile || call == Call::splice || call == Call::splice_from;
}

}  // namespace stickylab
