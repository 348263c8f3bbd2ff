// A lesson as its plan states it: which labs, in which order, and what to say.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"

namespace stickylab {

struct PlannedLab {
  std::string number;  ///< "01"
  int minutes = 0;     ///< 0: not planned
  Text note{};         ///< for the lab's question; may be empty
};

/// Reads a plan: [[lab]] with number, and if it likes minutes and note. `labs` are those that there
/// are. Throws InputError with file, line and what to do next.
std::vector<PlannedLab> read_plan(const std::string& file, const std::vector<Lab>& labs);

}  // namespace stickylab
