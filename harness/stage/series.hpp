// Runs that follow each other in one stage process, on one stage.
//
// To make a stage takes longer than to play a short run on it. What a run leaves behind must not
// meet the next one: a series ends with the first run that was stopped or left a process, and each
// run of it has ports of its own.
#pragma once

#include <cstdint>
#include <vector>

#include "stage/run.hpp"

namespace stickylab {

/// What the harness sends to a stage process when it wants a run.
struct Asked {
  std::uint32_t run = 0;  ///< its place in the series
};

/// What is told before the recording of a run whose program was forked.
inline constexpr char kForkedRun[] = "forked";

/// True if `next` may be played on the stage of `last`: the same programs on a
/// loopback device, with the other end of each connection played by the stage.
bool may_follow(const RunSpec& last, const RunSpec& next);

/// Plays the runs that are asked for over `channel`, and tells each recording as NDJSON. An empty
/// line after it says that another may be asked for; else the series is over, and this returns. It
/// also returns when nobody asks any more. `harness` is a pidfd, as in `play`. A program may be
/// forked for each run instead of started, if `forks` (stage/mother.hpp): then a line kForkedRun
/// comes before the recording.
void play_series(const std::vector<RunSpec>& specs, bool forks, int harness, int channel);

}  // namespace stickylab
