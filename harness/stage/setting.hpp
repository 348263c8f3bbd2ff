// What runs that follow each other in one stage process have in common.
#pragma once

#include <memory>

#include "stage/mother.hpp"
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
  std::unique_ptr<Mother> mother;  ///< none: the program is started for each run
  std::optional<Born> born;        ///< of the mother, for the next run
  /// Ends all that is in it: no run will follow.
  void end() {
    is_over = true;
    mother.reset();
    containment.end();
  }

  /// No run may follow: it was not meant to last, or a run was stopped, or left something behind.
  bool is_over;
};

}  // namespace stickylab
