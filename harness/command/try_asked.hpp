// The wishes of the user of `try` in a lab, read and checked.
#pragma once

#include <vector>

#include "command/lab_runs.hpp"
#include "command/try_command.hpp"
#include "schedule/schedule.hpp"

namespace stickylab {

struct TryAsked {
  LabRuns runs;                     ///< of one lab, with the user's messages if they are given
  std::vector<Schedule> schedules;  ///< the only deliveries; none: all
};

/// Throws InputError for what does not go together, and for what cannot be had.
TryAsked asked_of(const TryOptions& options);

/// Throws InputError unless --new stands alone with a lab.
void check_starter(const TryOptions& options);

/// Whose messages count.
std::vector<Actor> judged_of(const TryOptions& options);

/// A lab whose fixed version says nothing of deliveries is about something else.
bool is_plain(const LabRuns& runs);

}  // namespace stickylab
