// Decides whether a program holds under deliveries: one attempt, and the trial of many. Pure
// functions of recordings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "recording/in_silence.hpp"
#include "schedule/groups.hpp"
#include "schedule/schedule.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The fault of an attempt.
enum class Fault : std::uint8_t {
  none,
  verdict,       ///< the messages are not those that were meant: see `verdict`
  silent_end,    ///< the stream ended inside a message, and the receiver ended without an error
  hang,          ///< it was still busy or waiting at the deadline, although the stream had ended
  crash,         ///< a signal ended it, or it failed although all was right
  not_run,       ///< there was no run: it did not start, or opened no port
  nothing_sent,  ///< the sender's real run brought no byte
  limit,         ///< it used more than a run may: see `limit`
  withheld,      ///< a message had come, and was said only when the stream ended
};
std::string_view fault_name(Fault fault);

/// A read that had not the room for its datagram: the rest of it is gone.
struct Crop {
  std::int64_t room = 0;
  std::int64_t datagram = 0;  ///< bytes
};

/// One delivery to a receiver, or one conversation of both programs, and what came of it.
struct Attempt {
  Schedule schedule;
  Actor by = kReceiver;  ///< who understood
  Fault fault{};
  Verdict verdict{};
  std::vector<std::string> understood;
  Ending ending;                   ///< the receiver's
  Ending sender;                   ///< never started if the stage played it
  std::string detail;              ///< not translated: a signal, an exec error, a limit
  std::optional<Stop> limit;       ///< the one that it went beyond
  InSilence in_silence;            ///< seen of it, if the stream ended in silence
  std::optional<Schedule> beside;  ///< the fault shows in comparison with this delivery
  std::optional<Crop> crop;        ///< of datagrams
  std::size_t index = 0;           ///< its place among all deliveries, from 0
  DeliveryGroup group{};           ///< before mishaps were left out
};

/// The result of many attempts.
struct Trial {
  const Lab* lab = nullptr;  ///< the caller keeps it
  Holds asked = Holds::everywhere;
  Stream stream;                       ///< what the sender sent, and was sent
  std::vector<std::string> datagrams;  ///< the same of UDP, one by one
  GroupCounts groups;                  ///< of the deliveries
  double seconds = 0;                  ///< for all of them
  int schedules = 0;                   ///< under which the programs were run
  bool ended_early = false;            ///< the early endings were among them
  int held = 0;                        ///< under how many of them nothing was wrong
  int uncounted = 0;                   ///< messages that the sender stated, and is not judged by
  bool real = false;                   ///< it was the sender's real run that failed
  std::optional<Attempt> failure;      ///< under the first of them that breaks it
  Trace failing;                       ///< the run of that failure
  std::string again;                   ///< the command line that runs it again

  /// True if it is as was asked.
  bool passed() const {
    if (asked == Holds::sometimes) return held > 0 && failure && !real;
    if (asked == Holds::never) return schedules > 0 && held == 0 && !real;
    return schedules > 0 && !failure;
  }
};

/// Takes from the recording of a relayed run what its sender sent: the bytes, and the places at
/// which it waited, with the replies that it waited for.
Stream sent_stream(const Recording& relayed);

/// Counts the messages that the sender stated.
int stated_by_sender(const Trace& trace);

/// Judges the sender's real run, as it was relayed, by what `by` understood; the fault is
/// `nothing_sent` if no byte came.
Attempt judge_real_run(const std::vector<std::string>& meant, const Trace& relayed,
                       Actor by = kReceiver);

/// Judges a delivery of the whole stream, or of a beginning of it; if the schedule has replies, a
/// run of both programs, which must both end well. Does not decide yet whether a silent end was
/// allowed.
Attempt judge_delivery(const std::vector<std::string>& meant, const Schedule& schedule,
                       const Trace& trace, Actor by = kReceiver);

/// Marks the silent ends among the attempts at ending a stream early. Between two messages a
/// receiver may end without an error, and between which bytes that is, only its protocol knows. But
/// there is one such place for each number of messages: the first at which it has understood so
/// many. `attempts` must hold every early ending, in order of `after`.
void mark_silent_ends(const std::vector<std::string>& meant, std::vector<Attempt>& attempts);

/// Marks the deliveries that end in silence in which the receiver said less than in the same that
/// ends with FIN, if both are there and the latter has no fault. A line that it had made and not
/// yet written, such as one in the buffer of its standard output, is not withheld.
void mark_withheld(std::vector<Attempt>& attempts);

}  // namespace stickylab
