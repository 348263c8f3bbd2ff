// The limits on what the programs of a run, with all that they start, use of the machine.
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
inline constexpr std::size_t kOutputLimit = 1'000'000;  ///< the output of one program
/// These hold for all that the programs of a run start and use together:
inline constexpr std::int64_t kMemoryLimit = 512'000'000;
inline constexpr int kProcessLimit = 256;                   ///< each thread counts
inline constexpr std::int64_t kWrittenLimit = 256'000'000;  ///< into files and pipes
inline constexpr std::size_t kRecordingLimit = 96'000'000;  ///< what the run's events take
/// This holds for each process:
inline constexpr int kDescriptorLimit = 1024;

inline constexpr std::uint64_t kLimitsCheckMs = 50;

class Limits {
 public:
  /// Names what is used too much, the limit in words ("512 MB"), and the program that uses most of
  /// it, by its place; nobody if that is what programs left behind.
  struct Excess {
    Stop why{};
    std::string limit;
    std::optional<std::size_t> most;
  };

  /// Finds what `programs`, with all that they started, use too much together; a pid of 0 is not
  /// running. The stage process calls it every kLimitsCheckMs, and when a program has ended, before
  /// it is waited for. The kernel's own limits (setrlimit(2), cgroups(7)) are for each process, for
  /// all processes of a user, or root's to set: so what they use is looked at, and the run stopped.
  std::optional<Excess> exceeded(const std::vector<pid_t>& programs);

 private:
  bool at_descriptor_limit_ = false;
};

/// The limit of Stop::written, in words: the kernel ends a program whose file becomes too large.
std::string file_limit();

/// Called in the program's own process before it is executed: sets what the kernel can hold each
/// process to, and makes it the first to go if memory runs out. Makes only async-signal-safe calls.
void limit_this_process();

}  // namespace stickylab
