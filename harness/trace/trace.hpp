// One recording, and all that was joined from it.
//
// In: a Recording, from the stage or from a file. Out: its connections; which bytes of which call a
// packet carries; the rows that a person reads, in order; why nothing happened for a while; the
// places of the bytes. Everything is made once, when it is first asked for, and takes time that
// grows with the number of events. Judge and views take a Trace, and join nothing themselves.
//
// It knows nothing of labs, verdicts and words.
#pragma once

#include <memory>
#include <vector>

#include "recording/recording.hpp"
#include "trace/calls.hpp"
#include "trace/connections.hpp"
#include "trace/moves.hpp"
#include "trace/rows.hpp"
#include "trace/streams.hpp"
#include "trace/waits.hpp"

namespace stickylab {

/// Owns the recording and what was joined; a copy shares them. Rows and causes keep the recording
/// that they point into. Not for use by several threads at a time.
class Trace {
 public:
  Trace() : Trace(Recording{}) {}
  explicit Trace(Recording recording);

  const Recording& recording() const { return *recording_; }
  const RunInfo& info() const { return recording_->info; }
  const std::vector<Event>& events() const { return recording_->events; }

  /// The returned calls of a program; none if none was seen.
  const Calls& calls(Actor actor) const;
  const Connections& connections() const;
  const Streams& streams() const;
  const Waits& waits() const;
  /// The rows of the whole recording; nothing is folded.
  const std::vector<Row>& rows() const;
  const std::vector<Move>& moves() const;

 private:
  struct Joined;
  std::shared_ptr<const Recording> recording_;
  std::shared_ptr<Joined> joined_;
};

}  // namespace stickylab
