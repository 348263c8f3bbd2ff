#include "stage/net/capture.hpp"

#include <algorithm>

#include "stage/net/packet_event.hpp"

namespace stickylab {

Capture::Capture(Loop& loop, Recorder& recorder, int link, Actor started_first)
    : recorder_(recorder),
      tap_(link, Sees::outgoing_too),
      ends_(started_first),
      readable_(loop, tap_.fd(), [this] { take(); }) {}

void Capture::take() {
  while (const auto tapped = tap_.receive()) tapped->outgoing ? leave(*tapped) : arrive(*tapped);
}

void Capture::leave(const TappedFrame& tapped) {
  const auto parsed = parse_frame(tapped.bytes);
  if (!parsed) return;
  const std::int64_t time_ns = tapped.time_ns - recorder_.start_ns();
  underway_.push_back(
      {tapped.bytes, event_of(*parsed, time_ns, ends_.from(*parsed), next_id_++, flows_)});
}

/// Packets of two processors may overtake each other: bytes tell which one this is.
void Capture::arrive(const TappedFrame& tapped) {
  const auto left = std::find_if(underway_.begin(), underway_.end(), [&](const Leaving& leaving) {
    return leaving.frame == tapped.bytes;
  });
  if (left == underway_.end()) return;
  Packet& packet = packet_in(left->event);
  packet.fate = Fate::delivered;
  packet.arrived_ns = tapped.time_ns - recorder_.start_ns();
  recorder_.add(std::move(left->event));
  underway_.erase(left);
}

void Capture::finish() {
  take();
  for (Leaving& leaving : underway_) {
    packet_in(leaving.event).fate = Fate::underway;
    recorder_.add(std::move(leaving.event));
  }
  underway_.clear();
  if (const unsigned missed = tap_.missed(); missed > 0) recorder_.add(kWire, Missed{missed});
}

}  // namespace stickylab
