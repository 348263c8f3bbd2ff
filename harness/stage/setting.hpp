// What runs that follow each other in one stage process have in common.
#pragma once

#include <memory>

#include "stage/process/containment.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Made for the first run, in the order of its members: a stage is in the namespaces of its
/// containment.
struct Setting {
  /// `first` outlives this. If the setting `lasts`, further runs may follow.
  Setting(const RunSpec& first, bool lasts) : stage(make_stage(first)), is_over(!lasts) {}

  Containment containment;
  std::unique_ptr<Stage> stage;
  /// No run may follow: it was not meant to last, or a run was stopped, or left something behind.
  bool is_over;
};

}  // namespace stickylab
