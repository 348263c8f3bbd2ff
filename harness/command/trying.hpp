// A pair of programs, tried under many deliveries of what the sender sends.
#pragma once

#include <vector>

#include "command/options.hpp"
#include "judge/trial.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Limit of one delivery, in seconds, if --timeout does not say.
inline constexpr double kDeliveryTimeoutS = 3;

/// A pair of programs, and what is asked of them.
struct TrialSpec {
  const Lab& lab;
  RunSpec programs;  ///< the two, paced by a schedule
  std::optional<Net>
      shown_on{};             ///< another stage, on which a failure is run once more to be shown
  int jobs = 1;               ///< runs at a time
  bool own_sender = false;    ///< it is on trial: if it reads replies, they are cut as well
  bool own_receiver = false;  ///< it is on trial: what it makes of the real run proves nothing yet
  /// Whose messages count. The sender's only if there are replies, and while both programs run.
  std::vector<Actor> judged = {kReceiver};
};

/// Prepares a run for a delivery: the schedule is the pace, not the kit's gates, and not the round
/// trip of the lab's network. It is on loopback, in a network of its own, if neither a network nor
/// a wire is asked for: the stage plays the sender, so there is nothing for a wire to do, and to
/// make two hosts takes four times as long as all the rest of such a run.
RunSpec paced_by_schedule(RunSpec programs, const StageOptions& options);

/// Tries whether the receiver gives `same` however the stream is cut and paced, and an error if it
/// ends inside a message. Ends with the first delivery, in the order of `deliveries`, that breaks
/// it.
Trial try_everywhere(const TrialSpec& spec);

/// Under which of the deliveries the receiver gives `same`: ends as soon as there was one under
/// which it did, and one under which it did not.
Trial try_sometimes(const TrialSpec& spec);

/// Under these only; what shows in comparison is looked for among them.
Trial try_these(const TrialSpec& spec, const std::vector<Schedule>& schedules);

}  // namespace stickylab
