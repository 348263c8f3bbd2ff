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

}  // namespace stickylab
