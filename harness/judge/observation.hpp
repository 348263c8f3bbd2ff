// One run's verdict and numbers, and what two runs of a lab show side by side.
//
// In: a Trace, and what was meant: the lab's messages, gate and pace. Out: an Observation (the
// verdict, its reason, the messages that were understood, the numbers, the ends of both programs);
// from several of them the outcome of a lab, the standing of a claim, the fault of an attempt under
// a delivery. A number that was not observed is absent, never guessed.
//
// All are pure functions: no socket, no process, no clock. The folder knows nothing of languages,
// reports and screens: it gives enums and numbers, and others find the words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/connecting.hpp"
#include "trace/late_wire.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The way in which a program ended.
struct Ending {
  enum class How : std::uint8_t {
    exited,
    signaled,
    stopped,
    never_started
  } how = How::never_started;
  int code = 0;  ///< exit status, or the signal's number
};

/// The reason of a verdict, if the verdict alone does not tell.
enum class Reason : std::uint8_t {
  none,
  gate_not_seen,   ///< inconclusive: the precondition did not occur
  no_wire,         ///< inconclusive: the lab needs a wire between hosts, and there was none
  calls_not_seen,  ///< inconclusive: the probe reported nothing of a program that it was loaded
                   ///< into
  events_dropped,  ///< inconclusive: the probe's log was too small, and the precondition needs it
  between_thresholds,  ///< inconclusive: neither prompt nor stalled
  wire_late,           ///< inconclusive: the wire was late, and that may be all of the stall
  receiver_not_ready,  ///< inconclusive: ended, or never opened its port: there was no run
  not_started,         ///< inconclusive: a program could not be executed
  stage_lost,          ///< inconclusive: the stage ended under the run
  deadline,            ///< hang
  deadlock,            ///< hang: all wait without limit, and nothing can wake them
  too_much_output,     ///< extra: the harness stopped the flood
  signaled,            ///< crash
  failed,              ///< crash: messages right, but a non-zero exit status
  too_much_memory,     ///< crash, like the four that follow: the programs used more than they may
  too_many_processes,
  too_much_written,
  too_many_descriptors,
  too_much_traffic,
};

struct Observation {
  Verdict verdict = Verdict::inconclusive;
  Reason reason = Reason::none;
  std::string detail;  ///< names the signal, the exec error or the limit; not translated
  std::vector<std::string> messages;  ///< those that were understood, as bytes
  bool not_utf8 = false;              ///< they were printed as raw bytes that are not UTF-8
  Ending sender;
  Ending receiver;
  int strays = 0;  ///< processes that the programs left behind
  std::vector<double>
      exchanges_ms;              ///< request to reply, as the sender saw it; empty without replies
  std::vector<double> holds_ms;  ///< how long TCP held each, as far as the wire shows it
  std::optional<ConnectWait> connect_wait;  ///< the sender's longest, if there is a wire
  std::vector<Unseen> unseen;  ///< then there are no numbers of calls: some are missing
  LateWire late_wire;
  Numbers numbers;
  int read_messages =
      0;  ///< if the number of reads made it `stalled`: the messages that they brought
};

Observation observe(const Meant& meant, const Trace& trace);

Ending ending_of(const ProcessExited& exited);

/// Finds how a program of any cast ended.
Ending ending_of(const Trace& trace, Actor who);

/// Judges by the messages alone: `same`, `merged`, `torn`, `lost`, `garbled` or `extra`.
Verdict classify(const std::vector<std::string>& meant, const std::vector<std::string>& understood);

/// A row in which an observation is not what was expected.
struct Mismatch {
  std::string what;  ///< a number's name, or kVerdictRow
  std::string expected;
  std::string observed;
};
std::vector<Mismatch> mismatches(const Expected& expected, const Observation& observed);

/// Prints milliseconds as "44.2", all else as "10".
std::string print_number(Number number, double value);
/// Prints "4" or "30.0-1000.0".
std::string print_range(Number number, const Range& range);

std::string_view reason_name(Reason reason);

enum class Outcome : std::uint8_t { reproduced, not_reproduced, inconclusive };
std::string_view outcome_name(Outcome outcome);

/// One row of "How they differ". Values are numbers or names, ready to print and not translated.
struct Difference {
  std::string what;  ///< a number's name, kVerdictRow or kEndingRow
  std::string broken;
  std::string fixed;
};

struct Comparison {
  Outcome outcome = Outcome::inconclusive;
  Observation broken;
  Observation fixed;
  std::vector<Mismatch> broken_mismatches;
  std::vector<Mismatch> fixed_mismatches;
  std::vector<Difference> differences;

  /// Can the lab not be shown on this stage? That is no failure.
  bool lacks_wire() const {
    return broken.reason == Reason::no_wire && fixed.reason == Reason::no_wire;
  }
};

/// The rows are those that `lab.compare` names, in its order.
Comparison compare(const Lab& lab, const Trace& broken, const Trace& fixed);

}  // namespace stickylab
