// Collects the events of a run, on one clock.
#pragma once

#include <utility>

#include "base/clocks.hpp"
#include "recording/packet_senders.hpp"
#include "recording/recording.hpp"
#include "recording/socket_names.hpp"

namespace stickylab {

class Recorder {
 public:
  explicit Recorder(RunInfo info) : start_ns_(now_ns()) { recording_.info = std::move(info); }

  /// CLOCK_MONOTONIC, in ns: the clock of the probe as well.
  static std::int64_t now_ns() { return stickylab::now_ns(CLOCK_MONOTONIC); }

  std::int64_t start_ns() const { return start_ns_; }
  RunInfo& info() { return recording_.info; }

  /// Adds something that happens now.
  void add(Actor who, EventData data) { add_begun(now_ns(), who, std::move(data)); }
  /// Adds something that began at that time of `now_ns`: a program may already have acted on it.
  void add_begun(std::int64_t began_ns, Actor who, EventData data) {
    add({.time_ns = began_ns - start_ns_, .seq = 0, .who = who, .data = std::move(data)});
  }
  /// Adds something that was seen elsewhere, with its own time; it gets the next `seq`.
  void add(Event event) {
    event.seq = next_seq_++;
    size_ += sizeof event + payload_size(event.data);
    recording_.events.push_back(std::move(event));
  }

  /// Everything so far, in the order in which it was added.
  const std::vector<Event>& events() const { return recording_.events; }

  /// The memory that the events take, in bytes.
  std::size_t size() const { return size_; }

  /// Hands over the whole recording, sorted. Sockets that the kernel did not name have numbers all
  /// the same, and each packet has its sender.
  Recording take() {
    sort_events(recording_);
    if (has_unnamed_sockets(recording_.events)) name_sockets(recording_.events);
    name_senders(recording_);
    return std::move(recording_);
  }

 private:
  static std::size_t payload_size(const EventData& data) {
    if (const auto* output = std::get_if<Output>(&data)) return output->bytes.size();
    if (const auto* relayed = std::get_if<Relayed>(&data)) return relayed->bytes.size();
    if (const auto* segment = std::get_if<Segment>(&data)) return segment->packet.payload.size();
    if (const auto* datagram = std::get_if<Datagram>(&data)) return datagram->packet.payload.size();
    if (const auto* error = std::get_if<IcmpError>(&data)) return error->packet.headers.size();
    return 0;
  }

  std::int64_t start_ns_;
  std::uint64_t next_seq_ = 1;
  std::size_t size_ = 0;
  Recording recording_;
};

}  // namespace stickylab
