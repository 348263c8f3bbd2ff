// What a failed run shows of one version of its lab.
#pragma once

#include <string>

#include "judge/check.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Refers to what the failure keeps.
struct Evidence {
  const Trace& trace;
  const Observation& seen;
  const std::vector<Mismatch>& mismatches;  ///< empty: this version was as stated
};

Evidence evidence_of(const CheckFailure& failure, Version version);

/// "broken, verdict: expected merged, observed same"; of an inconclusive run, why it is that.
std::string summary_of(const Evidence& evidence, Lang lang);

/// The whole story of the run, without colour.
std::string story_of(const Evidence& evidence, View view);

}  // namespace stickylab
