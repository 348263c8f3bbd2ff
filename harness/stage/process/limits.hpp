// What the programs of a run may use of the machine, with all that they start.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recording/event.hpp"

namespace stickylab {

/// Limits of every run (docs/trying-your-own.md); one that goes beyond them is stopped. Sizes are
/// in bytes.
inline constexpr std::size_t kOutputLimit = 1'000'000;  ///< that one program prints
/// Of all that the programs of a run start and use together:
inline constexpr std::int64_t kMemoryLimit = 512'000'000;
inline constexpr int kProcessLimit = 256;                   ///< each thread counts
inline constexpr std::int64_t kWrittenLimit = 256'000'000;  ///< into files and pipes
inline constexpr std::size_t kRecordingLimit = 64'000'000;  ///< what the run's events take
/// Of each process:
inline constexpr int kDescriptorLimit = 1024;

inline constexpr std::uint64_t kLimitsCheckMs = 50;

class Limits {
 public:
  /// Where they use too much together: what, and the limit with the name of the one that uses most
  /// of it ("512 MB, receiver"). To be called by the stage process, every kLimitsCheckMs, and when
  /// a program has ended, before it is waited for. A limit that the kernel would set
  /// (setrlimit(2), cgroups(7)) is one for each process, or for all of a user's, or root's alone to
  /// set: so what they use is looked at, and the run stopped.
  std::optional<Stopped> exceeded(pid_t receiver, pid_t sender);

 private:
  bool at_descriptor_limit_ = false;
};

/// Stop::written where one file was to become too large: the kernel has ended the program.
std::string file_limit(Actor who);

/// For the program's own process, before it is executed: what the kernel can hold each process to,
/// and that it is the first to go where memory runs out. Makes only async-signal-safe calls.
void limit_this_process();

}  // namespace stickylab
