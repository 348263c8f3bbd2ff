// What came of a client and a server of one's own, under many deliveries.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/own_outcome.hpp"
#include "schedule/groups.hpp"
#include "schedule/schedule.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// Whether the failure was the same as it was run once more, alone, to be shown.
enum class Again : std::uint8_t { same, other, passed };

/// The first delivery, of all or of a group, under which the programs were not as they are meant to
/// be.
struct OwnFailure {
  std::size_t index = 0;  ///< its place among all deliveries, from 0
  Schedule schedule;
  std::optional<Schedule> shrunk_from;  ///< what had failed before cuts were left out
  OwnDifference difference;
  OwnOutcome outcome;
  Said said;                         ///< on the connection that is shown
  std::optional<Again> again_shown;  ///< none: a signal came before it was shown
  Trace failing;                     ///< the run that shows it, if it was shown
  std::string again;                 ///< the command line that runs it again

  DeliveryGroup group() const { return group_of(shrunk_from.value_or(schedule)); }
};

/// The result of a trial.
struct OwnTrial {
  OwnOutcome meant;         ///< of the uncut run
  Sizes sizes;              ///< of its directions
  int shown = 1;            ///< the connection that is shown of a failure
  std::size_t planned = 0;  ///< deliveries
  std::size_t made = 0;
  bool all = true;           ///< false: time or a signal ended it before all were made
  bool interrupted = false;  ///< by a signal
  int shrinking = 0;         ///< runs that were made to leave out cuts
  double seconds = 0;        ///< for all deliveries
  GroupCounts groups;
  std::vector<OwnFailure> failures;  ///< one, or with --all-failures one of each group

  bool passed() const { return made > 0 && failures.empty(); }
};

/// The failure of a group of deliveries, or null.
inline const OwnFailure* failure_of(const OwnTrial& trial, const GroupCount& group) {
  for (const OwnFailure& failure : trial.failures)
    if (failure.group() == group.group) return &failure;
  return nullptr;
}

}  // namespace stickylab
