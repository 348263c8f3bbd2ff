// Which file a descriptor of a process is.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string>

namespace stickylab {

struct Descriptor {
  enum class Kind : std::uint8_t {
    other,   ///< a terminal, a timer, a watched folder: anything may happen to it
    socket,  ///< of any family
    pipe,    ///< without a name
    event,   ///< eventfd(2) or signalfd(2)
    epoll,
  } kind{};
  std::uint64_t inode = 0;  ///< of a socket or pipe: no other has it
  friend bool operator==(const Descriptor&, const Descriptor&) = default;
};

/// Takes what /proc/PID/fd/FD leads to, proc(5).
Descriptor descriptor_in(const std::string& link);
/// Also `other` if there is none, or if we may not look.
Descriptor descriptor_of(pid_t pid, int fd);

/// The sockets and pipes that a process has open, by their inodes.
std::set<std::uint64_t> open_inodes(pid_t pid);

}  // namespace stickylab
