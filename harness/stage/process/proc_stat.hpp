// A process's state and parent, and its time without a processor, from proc(5).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace stickylab {

/// Fields 3 and 4 of /proc/PID/stat.
struct ProcStat {
  char state = 0;  ///< R running, S sleeping, T stopped, Z zombie, …
  pid_t parent = 0;
};

/// Empty if there is no such process (any more).
std::optional<ProcStat> proc_stat(pid_t pid);

/// The time that its threads have had a processor for, in nanoseconds; 0 if that is not told.
std::int64_t ran_ns(pid_t pid);

/// The time for which its first thread was ready to run and had no processor, in nanoseconds:
/// /proc/PID/schedstat, second number. 0 if that is not told.
std::int64_t starved_ns(pid_t pid);

}  // namespace stickylab
