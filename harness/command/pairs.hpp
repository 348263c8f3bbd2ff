// Broken and fixed of a lab, run side by side.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "command/lab_runs.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The two runs of one comparison.
struct Pair {
  Trace broken;
  Trace fixed;
};

/// Runs broken and fixed of each of `labs`, and hands over each pair, in the order of `labs`, as
/// soon as it and all before it are there. `on_pair` answers whether to go on.
void run_pairs(const LabRuns& runs, const std::vector<const Lab*>& labs,
               const std::function<bool(std::size_t, Pair)>& on_pair);

}  // namespace stickylab
