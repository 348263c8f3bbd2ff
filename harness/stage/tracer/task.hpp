// A thread that is traced.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <vector>

#include "base/memory.hpp"
#include "base/system_error.hpp"
#include "probe/sockets.hpp"
#include "stage/tracer/log_writer.hpp"
#include "stage/tracer/system_call.hpp"

namespace stickylab {

/// A call on a TCP or UDP socket that has begun and not returned.
struct OpenCall {
  SystemCall made;
  const Shape& shape;
  Socket socket;
  ProbeEnter enter{};
  std::uint64_t entered = 0;  ///< where that stands in the log
  Details details;
  std::int64_t result = 0;          ///< of a call that failed: -errno
  std::vector<MemoryPart> parts;    ///< where its bytes are
  std::int64_t interrupted_ns = 0;  ///< when a signal made the thread leave it; 0: it has not left

  OpenCall(const SystemCall& call, const Shape& its_shape, const Socket& its_socket)
      : made(call), shape(its_shape), socket(its_socket) {}
};

struct Task {
  pid_t tid = 0;
  pid_t process = 0;
  Fd pidfd;
  std::optional<OpenCall> call;

  Task(pid_t thread, pid_t group);

  /// A descriptor of ours for what the thread's descriptor is. To be closed at once: while we hold
  /// it, the program's own close is not the last, and no FIN is sent.
  Fd borrow(int fd) const;

  std::uint64_t argument(int place) const {
    return call->made.arguments.at(static_cast<std::size_t>(place));
  }
};

/// The threads that are traced, by number.
using Tasks = std::map<pid_t, Task>;

/// The process that a thread belongs to: one of those in `tasks`, or a new one.
pid_t process_of(const Tasks& tasks, pid_t tid);

}  // namespace stickylab
