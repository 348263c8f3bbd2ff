// Commands that this process runs for itself: a compiler, a claim's program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/interrupts.hpp"
#include "base/loop.hpp"

namespace stickylab {

struct ChildOptions {
  std::filesystem::path temporary{};  ///< its TMPDIR; empty: ours
  int output = -1;                    ///< its standard output, which stays the caller's; -1: ours
  std::uint64_t limit_ms = 0;         ///< it is killed after that; 0: it may take any time
};

/// Runs one command after the other, and leaves nothing of them behind. A signal ends that and what
/// it has started.
class Children {
 public:
  static constexpr int kNotThere = 127;  ///< as a shell says it

  Children();

  /// Returns the exit status; kNotThere if the command cannot be executed, 1 if a signal ended it.
  /// Throws Interrupted; no child of ours is left then.
  int run(const std::vector<std::string>& command, const ChildOptions& options = {});

  /// Throws Interrupted if a signal has come in the meantime.
  void check();

 private:
  Loop loop_;
  Interrupts interrupts_{loop_};
};

}  // namespace stickylab
