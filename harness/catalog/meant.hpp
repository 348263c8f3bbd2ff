// The measure of a run: the messages that were meant, and what must have happened meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "recording/actor.hpp"
#include "recording/call.hpp"

namespace stickylab {

/// The precondition of a lab: a recording that does not show it is inconclusive.
struct GateNone {};  ///< no precondition: the phenomenon needs no luck
/// The receiver's first read found that many bytes queued.
struct GateQueued {
  std::int64_t bytes = 0;
};
/// The receiver's first read after it had written found that many bytes queued.
struct GateQueuedAfterReply {
  std::int64_t bytes = 0;
};
/// So many datagrams were queued before the first read.
struct GateDatagrams {
  int count = 0;
};
/// So many datagrams or connections had come to the receiver before it took the first: they waited,
/// or the kernel had thrown them away.
struct GateArrived {
  int count = 0;
};
/// The receiver had read all there was before the sender's n-th write.
struct GateReadBeforeWrite {
  int write = 0;
};
/// The receiver had read that many bytes before the sender ended the stream.
struct GateReadBeforeClose {
  std::int64_t bytes = 0;
};
/// One end made a call at least so many times, each as stated: it succeeded, unless the outcome is
/// stated otherwise. What is empty is not asked for.
struct GateCall {
  Actor who{};
  Call call{};
  std::optional<std::int64_t> result;
  std::optional<int> error;  ///< errno of a call that failed
  bool is_short = false;     ///< it moved some bytes, and fewer than the program asked for
  std::optional<int> level;  ///< setsockopt: of `option`
  std::optional<int> option;
  std::optional<int> value;            ///< as `SocketCall::value`
  std::optional<std::int64_t> queued;  ///< at least so many bytes were unread as it began
  int times = 1;
};
using Gate = std::variant<GateNone, GateQueued, GateQueuedAfterReply, GateDatagrams, GateArrived,
                          GateReadBeforeWrite, GateReadBeforeClose, GateCall>;

/// A conversation counts as stalled by time or by reads. By time, one of its exchanges decides, in
/// ms and in the order of their lengths: an exchange counts as long as TCP held its bytes if the
/// wire shows that, and else as long as it took. Or its longest connect decides. By reads, the
/// number of calls that brought the receiver its bytes decides, if it is their number that costs
/// the time. Between the two thresholds nothing can be said, and the verdict is
/// `inconclusive`.
struct Pace {
  enum class By : std::uint8_t { time_ms, reads } by = By::time_ms;
  double prompt_below = 0;
  double stalled_from = 0;
  /// By time, of what.
  enum class Of : std::uint8_t { median, third_quartile, connect } of = Of::median;
  int messages = 0;  ///< that the reads bring, if the receiver prints others; 0: those it prints
};

/// observe() judges a run by this. If it is empty, no messages are meant: then only the ends of the
/// programs, and the numbers, tell anything.
struct Meant {
  std::vector<std::string> messages;  ///< the bytes that the sender means, one message each
  Gate gate;
  std::optional<Pace> pace;
  Actor understood_by = kReceiver;  ///< whose `message:` lines count
  bool needs_wire = false;  ///< it says nothing but on two hosts, with the wire between them
};

}  // namespace stickylab
