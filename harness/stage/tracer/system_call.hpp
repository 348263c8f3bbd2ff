// A system call as a thread makes it, and the socket call that it is.
//
// In: the processes of one program, as ptrace(2) shows them. Out: the same log that the preloaded
// probe writes. A tracer is a process of ours, one for each program; the kernel stops a thread for
// it at the calls that may concern a socket (seccomp(2)) and at no others.
//
// The folder knows nothing of runs, other programs, or what bytes mean.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "recording/event.hpp"

namespace stickylab {

struct SystemCall {
  std::uint64_t number = 0;
  std::array<std::uint64_t, 6> arguments{};
  std::uint64_t instruction = 0;  ///< where it is made
  std::uint64_t stack = 0;
  friend bool operator==(const SystemCall&, const SystemCall&) = default;
};

/// What the second argument of a call leads to.
enum class LeadsTo : std::uint8_t { nothing, bytes, parts, message, messages };

constexpr int kNone = -1;

/// The meaning of a call's arguments, each by its place.
struct Shape {
  std::uint64_t number = 0;
  Call call{};
  int fd = 0;
  LeadsTo leads_to{};
  int length = kNone;
  int flags = kNone;    ///< MSG_*
  int address = kNone;  ///< a sockaddr; the next argument is its size, or where that stands
  int value = kNone;    ///< as `SocketCall::value`
};

/// All calls that are watched. Two have the same number: splice(2) has two ends.
std::span<const Shape> shapes();

/// The call that libc's user wrote: send(2) is sendto without an address, recv(2) the same.
Call named_call(const Shape& shape, const SystemCall& made);

/// True if the call has been left for a signal, and may be made again by the kernel itself.
/// `result` is what the kernel puts into the register.
constexpr bool is_interrupted(std::int64_t result) {
  constexpr int kRestartSys = 512, kRestartNoIntr = 513, kRestartNoHand = 514, kRestartBlock = 516;
  return result == -kRestartSys || result == -kRestartNoIntr || result == -kRestartNoHand ||
         result == -kRestartBlock;  // include/linux/errno.h: no program sees them
}

}  // namespace stickylab
