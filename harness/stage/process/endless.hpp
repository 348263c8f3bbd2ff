// A wait that nothing limits in time, seen without the program's help.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stage/process/call_in.hpp"

namespace stickylab {

/// A descriptor whose change would end a wait.
struct Awaited {
  enum class How : std::uint8_t {
    reads,   ///< for something to take: bytes, a connection
    writes,  ///< for room
    looks,   ///< poll(2) and its like: for some of what may happen to it
  } how{};
  int fd = -1;
  friend bool operator==(const Awaited&, const Awaited&) = default;
};

/// All that could end the wait of a process's task in this call. None: it waits for a child, for
/// another thread or for a signal. Empty if the call is not known to last without limit, or if
/// what it waits for cannot be read from the process's memory. A socket's own limits (SO_RCVTIMEO)
/// are not seen here.
std::optional<std::vector<Awaited>> endless_wait(pid_t pid, const CallIn& call);

/// A descriptor that is in an epoll(7) set, and the file that it was when it was put there.
struct EpollTarget {
  int fd = -1;
  std::uint64_t inode = 0;
  friend bool operator==(const EpollTarget&, const EpollTarget&) = default;
};

/// Takes the text of /proc/PID/fdinfo/FD, proc(5). Empty if a line cannot be understood.
std::optional<std::vector<EpollTarget>> epoll_targets(const std::string& text);

}  // namespace stickylab
