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
  write,
  writev,
  recv,
  recvfrom,
  recvmsg,
  read,
  readv,
  shutdown,
  close,
  setsockopt,
  fionread,
};

constexpr bool is_write(Call call) { return call >= Call::send && call <= Call::writev; }
constexpr bool is_read(Call call) { return call >= Call::recv && call <= Call::readv; }

}  // namespace stickylab
