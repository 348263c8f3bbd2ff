// The reports that a program reads: one JSON document each, in one line, with a newline.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/check.hpp"
#include "judge/observation.hpp"
#include "recording/environment.hpp"
#include "report/doctor.hpp"
#include "report/lab_state.hpp"
#include "report/tally.hpp"

namespace stickylab {

// `messages` are for reading: bytes that are not UTF-8 are replaced there. `messages_hex` are the
// bytes. A number that could not be observed is absent. `exit` is an exit status, or the name of
// the signal ("SIGSEGV"), or "stopped" or "never-started".

/// stickylab/comparison/1
std::string comparison_json(const std::vector<CompareResult>& results,
                            const Environment& environment);

/// stickylab/run/1
std::string run_json(const Lab& lab, Version version, const Observation& seen,
                     const Environment& environment);

/// stickylab/repeat/1: the outcomes, the most frequent first. `interrupted` is there if a signal
/// came before all runs were made.
std::string tally_json(const TallyOf& of, const Tally& tally, const Environment& environment);

/// stickylab/observation/1: as run/1, without messages and verdict: nobody said what was meant.
/// `stopped` is why the harness ended it, if it did.
std::string observed_json(const Trace& trace);

/// stickylab/list/1
std::string list_json(const std::vector<ListedLab>& labs);

/// stickylab/claims/1. `truth` is "true", "false", "depends" or "undecided".
std::string claims_json(const Claims& claims);

/// stickylab/check/1
std::string check_json(const std::vector<CheckResult>& results, const Environment& environment);

/// stickylab/doctor/1
std::string doctor_json(const Diagnosis& diagnosis);

}  // namespace stickylab
