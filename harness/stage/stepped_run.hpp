// A run whose wire a person holds, as the harness sees it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/loop.hpp"
#include "stage/net/wire_command.hpp"
#include "stage/stage_process.hpp"

namespace stickylab {

/// Started as it is made, ended at the latest as it goes; with it goes every child of this process.
class SteppedRun {
 public:
  /// `spec` is for a stage with a wire. `on_change` is called whenever there is a new snapshot.
  SteppedRun(Loop& loop, RunSpec spec, std::function<void()> on_change);
  ~SteppedRun();
  SteppedRun(const SteppedRun&) = delete;
  SteppedRun& operator=(const SteppedRun&) = delete;

  /// All that has happened so far; what is on the wire is underway, and held.
  const Recording& recording() const { return recording_; }
  bool has_ended() const { return ended_; }

  void tell(const WireCommand& command) const;

 private:
  void on_readable();
  void on_end();
  std::size_t begin_of_last() const;

  RunSpec spec_;
  std::function<void()> on_change_;
  StageProcess stage_;
  Recording recording_;
  std::string text_;  ///< the next snapshot, as far as it has come
  bool ended_ = false;
  std::optional<Readable> readable_;
};

}  // namespace stickylab
