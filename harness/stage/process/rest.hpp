// Whether all of a run sleeps.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace stickylab {

/// A thread that sleeps.
struct SleepingTask {
  pid_t process = 0;
  pid_t thread = 0;
  std::string slices;  ///< /proc/PID/schedstat: the same as long as it has not run
  friend bool operator==(const SleepingTask&, const SleepingTask&) = default;
};

/// All threads of these processes and of all that they started. Empty if one of them does not
/// sleep, or if the kernel does not count its time slices: one that waits for a processor has none,
/// but does not sleep. Two answers that are equal: nobody has run in between.
std::optional<std::vector<SleepingTask>> all_asleep(const std::vector<pid_t>& processes);

/// Whether packets wait in the kernel for a processor that takes them to their sockets,
/// /proc/net/softnet_stat. Also true if that cannot be told (before Linux 5.10).
bool has_packets_queued();

/// Takes the text of that file.
bool has_packets_queued(const std::string& text);

}  // namespace stickylab
