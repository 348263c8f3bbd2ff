// One version of a lab, event by event. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// A run, and what is seen of it.
class Scene {
 public:
  Scene(const Lab& lab, Trace trace);

  const Trace& trace() const { return trace_; }
  const Observation& seen() const { return seen_; }
  /// Its events.
  const std::vector<Row>& rows() const { return rows_; }
  std::int64_t start_ns() const { return rows_.empty() ? 0 : rows_.front().time_ns; }

 private:
  Trace trace_;
  Observation seen_;
  std::vector<Row> rows_;
};

/// The length of a gap in milliseconds; 0 for any other row.
double gap_ms(const Row& row);

/// The names of the lanes above the events of a scene.
Lines lane_names(const Scene& scene, int width, const View& view);

/// The last of the first `shown` events, more than any screen has room for, each with space around
/// it; behind the last of all the verdict. With `long_gaps` a gap is as high as it was long.
Lines scene_events(const Scene& scene, int shown, int width, bool long_gaps, const View& view);

}  // namespace stickylab
