// Many runs side by side, each in a stage process of its own, or in one after others like it.
#pragma once

#include <functional>
#include <vector>

#include "base/interrupts.hpp"
#include "recording/recording.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Plays `specs`, at most `jobs` at a time, in order. `on_done` gets each recording with its index
/// as it is ready, and answers whether to go on: false starts no more. A stage that dies is a
/// recording that says so. As it ends, so does every child of this process. Throws Interrupted.
void run_all(const std::vector<RunSpec>& specs, int jobs,
             const std::function<bool(std::size_t, Recording)>& on_done);

/// What came of a delivery.
struct Delivered {
  Recording recording;
  bool forked = false;  ///< its program was not started, but forked (stage/mother.hpp)
};

/// The same for specs that differ in what the stage plays. Their program may be forked for each, if
/// that is like a start: what is wrong with such a run is to be seen once more in one that is not.
void deliver_all(const std::vector<RunSpec>& specs, int jobs,
                 const std::function<bool(std::size_t, Delivered)>& on_done);

}  // namespace stickylab
