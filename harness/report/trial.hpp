// The answer to `try`: passed, or the first delivery that breaks the program.
#pragma once

#include <optional>
#include <string>

#include "catalog/lab.hpp"
#include "judge/trial.hpp"
#include "report/view.hpp"

namespace stickylab {

struct Trial {
  const Lab* lab = nullptr;
  Stream stream;                   ///< what the sender sent, and was sent
  int schedules = 0;               ///< under which the programs were run
  bool ended_early = false;        ///< the early endings were among them
  std::optional<Attempt> failure;  ///< under the first of them that breaks it
  Recording failing;               ///< of that
  std::string again;               ///< the command line that runs it again
  bool passed() const { return schedules > 0 && !failure; }
};

std::string trial_text(const Trial& trial, const View& view);

/// stickylab/trial/1
std::string trial_json(const Trial& trial);

}  // namespace stickylab
