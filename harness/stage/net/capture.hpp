// The loopback device of one host, watched: each packet as it leaves and as it arrives.
#pragma once

#include <cstdint>
#include <list>
#include <string>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "stage/net/ends.hpp"
#include "stage/net/flows.hpp"
#include "stage/net/tap.hpp"

namespace stickylab {

/// Must be made before the programs start. The device hands us each frame twice, the same bytes,
/// some microseconds apart: the two are recorded as one packet, with both times.
class Capture {
 public:
  Capture(Loop& loop, Recorder& recorder, int link, Actor started_first);

  /// Called as the run ends: records what has not arrived, and what was missed.
  void finish();

 private:
  struct Leaving {
    std::string frame;
    Event event;
  };

  void take();
  void leave(const TappedFrame& tapped);
  void arrive(const TappedFrame& tapped);

  Recorder& recorder_;
  Tap tap_;
  Ends ends_;
  Flows flows_;
  std::uint64_t next_id_ = 1;
  std::list<Leaving> underway_;  ///< in the order in which they left
  Readable readable_;
};

}  // namespace stickylab
