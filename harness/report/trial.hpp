// The answer to `try`: passed, or the first delivery that breaks the program.
#pragma once

#include <string>

#include "judge/trial.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"

namespace stickylab {

/// "fixed: same under all 231 deliveries"
std::string trial_summary(Version version, const Trial& trial, Lang lang);

/// Says what is wrong: "the receiver ended with an error: exited with 1". There must be a failure.
std::string trial_fault(const Trial& trial, const View& view);

/// The failure of a trial: what is wrong, the delivery and what was understood, the lanes, and how
/// to see it again.
Lines failure_lines(const Trial& trial, const View& view);

/// The same with the lanes first: they may fill the screen, and its end is what is seen.
Lines failure_on_terminal(const Trial& trial, const View& view);

std::string trial_text(const Trial& trial, const View& view);

/// The run of a lab that is tried under no delivery.
std::string plain_text(const Lab& lab, const Trace& trace, const Observation& seen,
                       const View& view);

/// stickylab/trial/1
std::string trial_json(const Trial& trial);

}  // namespace stickylab
