// What came of a client and a server of one's own, under many deliveries.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/own_outcome.hpp"
#include "schedule/schedule.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The first delivery under which the programs were not as they are meant to be.
struct OwnFailure {
  std::size_t index = 0;  ///< its place among all deliveries, from 0
  Schedule schedule;
  std::optional<Schedule> shrunk_from;  ///< what had failed before cuts were left out
  OwnDifference difference;
  OwnOutcome outcome;
};

/// Whether the failure was the same as it was run once more, alone, to be shown.
enum class Again : std::uint8_t { same, other, passed };

/// The result of a trial.
struct OwnTrial {
  OwnOutcome meant;         ///< of the uncut run
  Sizes sizes;              ///< of its directions
  int shown = 1;            ///< the connection that is shown of a failure
  Said said;                ///< what was said on it
  std::size_t planned = 0;  ///< deliveries
  std::size_t made = 0;
  bool all = true;           ///< false: time or a signal ended it before all were made
  bool interrupted = false;  ///< by a signal
  int shrinking = 0;         ///< runs that were made to leave out cuts
  double seconds = 0;        ///< for all deliveries
  std::optional<OwnFailure> failure;
  Trace failing;  ///< the run that shows it
  Again again_shown = Again::same;
  std::string again;  ///< the command line that runs it again

  bool passed() const { return made > 0 && !failure; }
};

}  // namespace stickylab
