// Explains why nothing happened for a while, as far as the recording proves it.
//
// A wait has a beginning, an end and a cause, and each cause is told by what ended the wait.
//
// TCP held the end of a write back: after the call returned, TCP_INFO said how many bytes were
// unsent. The first packet that carries the first of them ends the wait. If it left just after an
// ACK arrived that covers all before it, while neither the receiver's window nor the congestion
// window was full and no option forbade it, that was Nagle's algorithm (RFC 9293 section 3.7.4). If
// the socket was corked and no such ACK let it go, it was the cork. Else TCP held it, and why is
// not said.
//
// A segment was answered late: the answer is the first ACK that covers it, or the first segment
// that sends its bytes again. An ACK that came alone, long after the segment and everything before
// it had arrived, was kept back by the other end (a delayed ACK, RFC 9293 section 3.8.6.3). If
// bytes were sent again, the wait was for TCP's timer.
//
// A packet was on the wire, or was held there. That is seen directly; and the wire itself says if
// it handed a packet on late.
//
// Everything is found in one walk over the events: the segments of a direction that have no answer
// yet are kept by their last number, so that an ACK finds those it answers at once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recording/recording.hpp"
#include "trace/kept_back.hpp"
#include "trace/streams.hpp"

namespace stickylab {

/// A wait that is worth a word, and a gap that is worth a line: as long as a student would call
/// a delay, and far above what the scheduler adds.
inline constexpr std::int64_t kLongNs = 5'000'000;

/// The cause of a wait.
struct Cause {
  enum class What : std::uint8_t {
    nagle,        ///< held until what had been sent before was acknowledged
    until_ack,    ///< the same by TCP_INFO, if no wire shows the ACK
    cork,         ///< held because of TCP_CORK
    tcp,          ///< held by TCP, for what reason is not known
    delayed_ack,  ///< `who` kept the ACK back
    crossing,     ///< the packet was on the wire
    late,         ///< the same, and the wire of the stage handed it on later than it was due
    kept_back,    ///< the wire held the packet until it was released
    resending,    ///< until TCP sent again what was not acknowledged
    own_pace,     ///< `who` made a call before and one after, and none between
  } what{};
  Actor who{};
  std::string name{};                     ///< of `who`, if the cast is not the default one
  std::int64_t held = 0;                  ///< bytes
  std::int64_t unacked = 0;               ///< bytes sent before, by the wire
  std::shared_ptr<const Event> packet{};  ///< null: of no packet; and its numbers, as in Streams
  int number = 0;
  int acknowledges = 0;
  int connection = 0;  ///< its number; 0: not known
  std::int64_t late_ns = 0;
};

/// Built once for a recording; a part of a Trace. Without wire events there is nothing in it.
class Waits {
 public:
  Waits(std::shared_ptr<const Recording> recording, const Streams& streams);

  /// The causes that lasted nearly all the time between two moments; one of a kind for each end,
  /// of held bytes the last.
  std::vector<Cause> over(std::int64_t from_ns, std::int64_t to_ns) const;

  /// The cause that the rows alone show; none if some calls of `who` were not seen.
  std::optional<Cause> own_pace(Actor who) const;

  /// The end of a write that TCP held back, for however short a time, and that has left since.
  struct Held {
    Actor who{};
    Cause::What what{};
    const Event* carrier = nullptr;  ///< the packet in which it left
  };
  const std::vector<Held>& held() const { return held_; }

 private:
  struct Wait {
    std::int64_t from_ns = 0;
    std::int64_t to_ns = 0;
    Cause cause;
  };
  /// A sender's knowledge from some moment on.
  struct Ack {
    std::int64_t time_ns = 0;  ///< when it arrived
    std::int64_t up_to = 0;    ///< bytes of the stream that had arrived, by this ACK or one before
    std::uint32_t window = 0;
  };
  /// A segment that nothing has answered yet.
  struct Unanswered {
    const Event* event = nullptr;
    Span numbers;
  };
  struct Arrival {
    Span numbers;
    std::int64_t time_ns = 0;
  };
  /// All that went one way.
  struct Traffic {
    std::vector<Ack> acks;                         ///< of it; in order of their arrival
    std::multimap<std::int64_t, Unanswered> open;  ///< by the number after their last
    /// They stand in order of their numbers, up to the first gap; the time is that at which the
    /// segment had arrived with all before it.
    std::vector<Arrival> arrived;
  };

  void see_arrivals();
  static void keep_in_order(Traffic& traffic);
  void see_write(const Event& event, const CallReturned& call, const TcpOptions& set);
  void see_segment(const Event& event, const Segment& segment);
  void answer(Traffic& traffic, const Event& event, const Segment& ack);
  void send_again(Traffic& traffic, const Event& event, const Span& numbers);
  void see_crossing(const Event& event, const Packet& packet);
  static std::int64_t complete_ns(const Segment& segment, const Traffic& traffic);
  Cause by(Cause::What what, Actor who) const;
  Cause about(Cause::What what, Actor who, const Event& packet) const;
  void add(std::int64_t from_ns, std::int64_t to_ns, const Cause& cause);
  void sort();

  const std::shared_ptr<const Recording> recording_;
  const Streams& streams_;
  std::map<Direction, Traffic> traffic_;
  std::vector<Held> held_;
  std::vector<Wait> waits_;               ///< by their beginning
  std::vector<std::int64_t> latest_end_;  ///< the latest end among the first n + 1 of them
};

}  // namespace stickylab
