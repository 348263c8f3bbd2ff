// The reports that a person reads. Each ends with a newline.
//
// The folder makes whole documents. In: traces, observations, comparisons, attempts and claims, the
// environment, a View. Out: one string each: plain text, JSON, TAP, JUnit, an HTML page, a capture
// file, a film of a terminal.
//
// It writes no file and prints nothing: command/ does. Verdicts come from judge, rows from trace,
// lines from lanes. It knows nothing of how a run is made, or of options.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/check.hpp"
#include "judge/observation.hpp"
#include "recording/environment.hpp"
#include "report/lab_state.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// From this width on, broken and fixed stand side by side.
inline constexpr int kSideBySide = 100;
inline constexpr int kSideBySideWithWire = 160;

/// One version of a lab: its story, and below it the table of its numbers.
std::string run_text(const Lab& lab, const Trace& trace, const Observation& seen, const View& view,
                     bool with_numbers = true);

std::string comparison_text(const Lab& lab, const Trace& broken, const Trace& fixed,
                            const Comparison& comparison, const View& view);

/// The end of a comparison that showed the lanes: a line for each, a total, the environment.
std::string summary_text(const std::vector<CompareResult>& results, const Environment& environment,
                         const View& view);

/// All labs; what has not been seen by its topic.
std::string list_text(const std::vector<ListedLab>& labs, const View& view);

/// For who looks for a fault: those labs by title, and below each what one sees.
std::string symptoms_text(const std::vector<ListedLab>& labs, const View& view);

/// A line for each lab; of the first failure of each, the whole story and then the difference.
std::string check_text(const std::vector<CheckResult>& results, const Environment& environment,
                       const View& view);

}  // namespace stickylab
