// Why nothing happened for a while, as far as the recording proves it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "recording/recording.hpp"
#include "trace/streams.hpp"

namespace stickylab {

/// A wait that is worth a word, and a gap that is worth a line: as long as a student would call
/// a delay, and far above what the scheduler adds.
inline constexpr std::int64_t kLongNs = 5'000'000;

/// What a wait was for.
struct Cause {
  enum class What : std::uint8_t {
    nagle,        ///< held until what had been sent before was acknowledged
    until_ack,    ///< the same by TCP_INFO, where no wire shows the ACK
    cork,         ///< held because of TCP_CORK
    tcp,          ///< held by TCP, for what reason is not known
    delayed_ack,  ///< `who` kept the ACK back
    crossing,     ///< the packet was on the wire
    kept_back,    ///< the wire held the packet until it was released
    resending,    ///< until TCP sent again what was not acknowledged
  } what{};
  Actor who{};
  std::int64_t held = 0;          ///< bytes
  std::int64_t unacked = 0;       ///< bytes sent before, by the wire
  const Event* packet = nullptr;  ///< in the recording; and its numbers, as in Streams
  int number = 0;
  int acknowledges = 0;
};

/// Built once for a recording. Without wire events there is nothing in it.
class Waits {
 public:
  /// What was set on a socket; tcp(7).
  struct Options {
    bool cork = false;
    bool nodelay = false;
  };

  Waits(const Recording& recording, const Streams& streams);

  /// The causes that lasted nearly all the time between two moments; one of a kind for each end,
  /// of held bytes the last.
  std::vector<Cause> over(std::int64_t from_ns, std::int64_t to_ns) const;

 private:
  struct Wait {
    std::int64_t from_ns = 0;
    std::int64_t to_ns = 0;
    Cause cause;
  };

  /// What a sender knew from some moment on.
  struct Ack {
    std::int64_t time_ns = 0;  ///< when it arrived
    std::int64_t up_to = 0;    ///< bytes of the stream that had arrived, by this ACK or one before
    std::uint32_t window = 0;
  };

  void see_acks();
  void see_write(const Event& event, const CallReturned& call, const Options& set);
  void see_segment(const Event& event, const Segment& segment);
  std::int64_t complete_ns(const Segment& segment) const;
  void see_crossing(const Event& event, const Packet& packet);
  Cause about(Cause::What what, Actor who, const Event& packet) const;
  void add(std::int64_t from_ns, std::int64_t to_ns, const Cause& cause);

  const Recording& recording_;
  const Streams& streams_;
  std::map<Way, std::vector<Ack>> acks_;  ///< by the way of the data; in order
  std::vector<Wait> waits_;
};

}  // namespace stickylab
