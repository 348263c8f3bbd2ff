// The numbers of a run.
#pragma once

#include <vector>

#include "judge/observation.hpp"

namespace stickylab {

/// Takes the numbers, the exchanges and how long TCP held each. What was not observed is left out;
/// `seen` has its messages and what was unseen.
void measure(const Trace& trace, Observation& seen);

/// Takes at least one value. Gives the one in the middle, or the mean of the two there.
double median(std::vector<double> values);
/// Takes at least one value. Gives the smallest that is not below three quarters of them: the 12th
/// of 16.
double third_quartile(std::vector<double> values);

}  // namespace stickylab
