// A process's use of the machine, from proc(5).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace stickylab {

struct Usage {
  pid_t group = 0;
  int tasks = 0;            ///< its threads; 0: there is no such process
  std::int64_t memory = 0;  ///< bytes in RAM and swap; what it shares with others counts in full
  int descriptors = 0;      ///< it has no more of them
};
Usage usage_of(pid_t pid);

/// The same memory, but what is shared counts in parts. It takes the kernel some time to tell. The
/// result is -1 without the right to ask.
std::int64_t own_memory_of(pid_t pid);

/// Bytes that it has given to write(2) and its like, with those of the children that it has waited
/// for. The kernel tells it of one that has ended, too, until it is waited for.
std::int64_t written_by(pid_t pid);

int open_descriptors_of(pid_t pid);

/// The time that it has had a processor for, in nanoseconds, with what it started and still runs.
std::int64_t ran_in_all_ns(pid_t pid);

/// The children of each of its threads, with those that have ended and are not waited for.
std::vector<pid_t> children_in_tasks(pid_t pid);

}  // namespace stickylab
