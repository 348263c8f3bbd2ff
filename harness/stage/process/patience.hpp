// How long a program that waits is willing to wait.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace stickylab {

/// The shortest limit, in ms, of a call in which a thread of the program, or of what it started,
/// waits at this moment: poll, select or epoll, or a read of a socket with SO_RCVTIMEO. 0 if none
/// has one, or it cannot be told.
std::uint32_t timeout_of(pid_t program);

}  // namespace stickylab
