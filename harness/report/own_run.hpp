// One run of a program of the user's in a lab, as it is.
#pragma once

#include <string>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

struct OwnRun {
  const Lab& lab;
  std::string file;  ///< as the user named it
};

/// The outcome, and the lanes. A run that was right may have been lucky: it says how to find
/// out.
std::string own_run_text(const OwnRun& own, const Trace& trace, const Observation& seen,
                         const View& view);

}  // namespace stickylab
