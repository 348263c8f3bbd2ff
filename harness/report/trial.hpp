// The answer to `try`: passed, or the first delivery that breaks the program.
#pragma once

#include <optional>
#include <string>

#include "catalog/lab.hpp"
#include "judge/trial.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

struct Trial {
  const Lab* lab = nullptr;
  Holds asked = Holds::everywhere;
  Stream stream;                   ///< what the sender sent, and was sent
  int schedules = 0;               ///< under which the programs were run
  bool ended_early = false;        ///< the early endings were among them
  int held = 0;                    ///< under how many of them nothing was wrong
  bool real = false;               ///< it was the sender's real run that failed
  std::optional<Attempt> failure;  ///< under the first of them that breaks it
  Trace failing;                   ///< of that
  std::string again;               ///< the command line that runs it again
  /// Whether it is as was asked.
  bool passed() const {
    if (asked == Holds::sometimes) return held > 0 && failure && !real;
    return schedules > 0 && !failure;
  }
};

/// "fixed: same under all 231 deliveries"
std::string trial_summary(Version version, const Trial& trial, Lang lang);

/// The failure of a trial: what is wrong, the delivery and what was understood, the lanes, and how
/// to see it again.
Lines failure_lines(const Trial& trial, const View& view);

/// The same with the lanes first: they may fill the screen, and its end is what is seen.
Lines failure_on_terminal(const Trial& trial, const View& view);

std::string trial_text(const Trial& trial, const View& view);

/// stickylab/trial/1
std::string trial_json(const Trial& trial);

}  // namespace stickylab
