// A run that is not over: what stands where, at this moment. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/observation.hpp"
#include "text/view.hpp"
#include "trace/kept_back.hpp"
#include "trace/rows.hpp"
#include "trace/streams.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// What a program is at.
struct Doing {
  enum class What : std::uint8_t {
    not_started,
    in_call,    ///< `call` has not returned
    busy,       ///< it waits until so many bytes are in its queue: `until`
    peeks,      ///< it waits for more, and takes nothing
    elsewhere,  ///< in none of its socket calls
    waits,      ///< the same, and the kernel says in what: `waiting`
    unseen,     ///< no call of it was seen so far, or some were lost
    ended,
  } what{};
  SocketCall call{};
  int until = 0;
  WaitsIn waiting{};
};

/// The queues of one connection.
struct QueuesNow {
  Queues is;
  KeptBy kept{};      ///< why bytes are not sent, if there are such
  bool lost = false;  ///< the wire lost what is not acknowledged, or its ACK
};

/// Datagrams that wait to be read.
struct Datagrams {
  int count = 0;                      ///< 0: there are some, and how many is not known
  std::optional<std::int64_t> bytes;  ///< empty: not known
};

/// What of a run's pace is not that of the person who let the packets through.
struct PaceFact {
  Cause::What what{};  ///< `nagle` or `cork`
  int times = 0;       ///< exchanges in which TCP held bytes back for that
  int exchanges = 0;
};

/// One end: its program, and its kernel.
struct EndNow {
  Doing doing;
  std::vector<QueuesNow> queues;  ///< of each connection
  std::optional<Datagrams> datagrams;
  std::optional<Span> kept;     ///< bytes that have arrived,
  std::optional<Span> missing;  ///< and cannot be read before these
};

class Now {
 public:
  Now(const Lab& lab, Recording so_far, bool has_ended);

  const Trace& trace() const { return trace_; }
  const Observation& seen() const { return seen_; }
  /// What has happened: also what has left a host and not arrived.
  const std::vector<Row>& past() const { return past_; }
  /// What the wire holds, in the order in which it left.
  const std::vector<Row>& held() const { return held_; }
  const EndNow& end(Actor who) const { return who == kSender ? sender_ : receiver_; }
  /// All that was meant arrived, in another order: that is what a person did.
  bool is_reordered() const { return reordered_; }
  /// Where time is what the lab is about, and it says nothing here.
  const std::optional<PaceFact>& pace_fact() const { return pace_fact_; }
  /// No packet is on the wire, held or not.
  bool wire_is_empty() const { return wire_is_empty_; }
  int let_through() const { return let_through_; }  ///< packets that were held before
  bool has_ended() const { return has_ended_; }

 private:
  int let_through_ = 0;  // before the trace, which is made of what is counted
  Trace trace_;
  Observation seen_;
  std::vector<Row> past_;
  std::vector<Row> held_;
  EndNow sender_;
  EndNow receiver_;
  std::optional<PaceFact> pace_fact_;
  bool reordered_ = false;
  bool wire_is_empty_ = true;
  bool has_ended_;
};

}  // namespace stickylab
