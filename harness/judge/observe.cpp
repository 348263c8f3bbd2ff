// Recording -> Observation: what was understood, and the verdict.
#include <string.h>
#include <utf8proc.h>

#include <algorithm>

#include "judge/find.hpp"
#include "judge/gate.hpp"
#include "judge/measuring.hpp"
#include "judge/observation.hpp"
#include "recording/message_text.hpp"
#include "trace/printed.hpp"

namespace stickylab {
namespace {

bool is_utf8(std::string_view bytes) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
  auto left = static_cast<utf8proc_ssize_t>(bytes.size());
  while (left > 0) {
    utf8proc_int32_t codepoint = 0;
    const auto length = utf8proc_iterate(at, left, &codepoint);
    if (length < 0) return false;
    at += length;
    left -= length;
  }
  return true;
}

void conclude(Observation& seen, Verdict verdict, Reason reason, std::string detail = {}) {
  seen.verdict = verdict;
  seen.reason = reason;
  seen.detail = std::move(detail);
}

/// If there was no run, there is nothing to judge. True if that decides.
bool judge_start(const Stopped& stopped, Observation& seen) {
  Reason reason = Reason::none;
  if (stopped.why == Stop::not_started) reason = Reason::not_started;
  if (stopped.why == Stop::stage_lost) reason = Reason::stage_lost;
  if (stopped.why == Stop::not_ready) reason = Reason::receiver_not_ready;
  if (reason != Reason::none) conclude(seen, Verdict::inconclusive, reason, stopped.detail);
  return reason != Reason::none;
}

/// The programs used more than they may. True if that decides.
bool judge_excess(const Stopped& stopped, Observation& seen) {
  Reason reason = Reason::none;
  if (stopped.why == Stop::memory) reason = Reason::too_much_memory;
  if (stopped.why == Stop::processes) reason = Reason::too_many_processes;
  if (stopped.why == Stop::written) reason = Reason::too_much_written;
  if (stopped.why == Stop::descriptors) reason = Reason::too_many_descriptors;
  if (stopped.why == Stop::traffic) reason = Reason::too_much_traffic;
  if (reason != Reason::none) conclude(seen, Verdict::crash, reason, stopped.detail);
  return reason != Reason::none;
}

/// The harness ended the run. True if that decides.
bool judge_limit(const Stopped& stopped, Observation& seen) {
  if (stopped.why == Stop::deadline)
    conclude(seen, Verdict::hang, Reason::deadline, stopped.detail);
  if (stopped.why == Stop::deadlock)
    conclude(seen, Verdict::hang, Reason::deadlock, stopped.detail);
  if (stopped.why == Stop::output)
    conclude(seen, Verdict::extra, Reason::too_much_output, stopped.detail);
  return stopped.why == Stop::deadline || stopped.why == Stop::deadlock ||
         stopped.why == Stop::output;
}

bool judge_signal(Actor who, const Ending& ending, Observation& seen) {
  if (ending.how != Ending::How::signaled) return false;
  const char* name = sigabbrev_np(ending.code);
  conclude(seen, Verdict::crash, Reason::signaled,
           std::string(actor_name(default_cast(), who)) + " SIG" +
               (name ? name : std::to_string(ending.code)));
  return true;
}

/// Packets are lost by rule, and only the wire between hosts does so. True if that decides.
bool judge_wire(const Meant& meant, const Trace& trace, Observation& seen) {
  if (!meant.needs_wire || trace.info().net == Net::two_hosts) return false;
  conclude(seen, Verdict::inconclusive, Reason::no_wire);
  return true;
}

bool judge_gate(const Gate& gate, const Trace& trace, Observation& seen) {
  if (gate_seen(gate, trace)) return false;
  Reason reason = Reason::gate_not_seen;
  if (!seen.numbers.contains(Number::reads)) reason = Reason::calls_not_seen;
  if (find<Dropped>(trace)) reason = Reason::events_dropped;
  conclude(seen, Verdict::inconclusive, reason);
  return true;
}

/// How much of an exchange may be the wire's lateness: a request and its reply cross it once each.
double most_of_an_exchange_ms(const LateWire& late) {
  return static_cast<double>(std::min(late.all_ns, 2 * late.most_ns)) / 1e6;
}

/// The number that decides whether a conversation stalled; empty if it was not observed.
struct Measure {
  std::optional<double> value;
  double late_ms = 0;  ///< how much of it may be the wire's lateness
};

/// A connect that had no answer asks again: how long it waited for that is its kernel's own time.
Measure measure_of_connect(std::optional<double> connect_ms, const Observation& seen) {
  if (seen.connect_wait) return {seen.connect_wait->ms, seen.connect_wait->late_ms};
  return {connect_ms, most_of_an_exchange_ms(seen.late_wire)};
}

/// If the wire shows how long TCP held the bytes, or waited for an answer to its SYN, that decides:
/// it is the cause of the stall, and no delay of the network or of a busy machine counts into it.
/// Otherwise the exchanges decide, or the connects.
Measure measure_by(const Pace& pace, const Observation& seen) {
  const auto number = [&](Number which) {
    const auto found = seen.numbers.find(which);
    return found == seen.numbers.end() ? std::nullopt : std::optional(found->second);
  };
  if (pace.by == Pace::By::reads) return {number(Number::reads)};
  if (pace.of == Pace::Of::connect) return measure_of_connect(number(Number::connect_ms), seen);
  const bool by_wire = !seen.holds_ms.empty();
  const std::vector<double>& lengths = by_wire ? seen.holds_ms : seen.exchanges_ms;
  if (lengths.empty()) return {};
  return {pace.of == Pace::Of::median ? median(lengths) : third_quartile(lengths),
          by_wire ? 0 : most_of_an_exchange_ms(seen.late_wire)};
}

void judge_pace(const Pace& pace, Observation& seen) {
  const Measure by = measure_by(pace, seen);
  if (!by.value) {
    conclude(seen, Verdict::inconclusive, Reason::calls_not_seen);
  } else if (by.late_ms > 0 && *by.value >= pace.prompt_below &&
             *by.value - by.late_ms < pace.prompt_below) {
    conclude(seen, Verdict::inconclusive, Reason::wire_late);
  } else if (*by.value >= pace.stalled_from) {
    conclude(seen, Verdict::stalled, Reason::none);
    if (pace.by == Pace::By::reads)
      seen.read_messages =
          pace.messages > 0 ? pace.messages : static_cast<int>(std::ssize(seen.messages));
  } else if (*by.value >= pace.prompt_below) {
    conclude(seen, Verdict::inconclusive, Reason::between_thresholds);
  }
}

void judge_failure(Actor who, const Ending& ending, Observation& seen) {
  if (ending.how == Ending::How::exited && ending.code != 0)
    conclude(seen, Verdict::crash, Reason::failed,
             std::string(actor_name(default_cast(), who)) + " " + std::to_string(ending.code));
}

void judge(const Meant& meant, const Trace& trace, Observation& seen) {
  const auto* stopped = find<Stopped>(trace);
  if (stopped && judge_start(*stopped, seen)) return;
  if (judge_wire(meant, trace, seen)) return;
  if (stopped && judge_excess(*stopped, seen)) return;
  if (judge_signal(kReceiver, seen.receiver, seen)) return;  // the other may hang for it
  if (judge_signal(kSender, seen.sender, seen)) return;
  if (stopped && judge_limit(*stopped, seen)) return;
  if (judge_gate(meant.gate, trace, seen)) return;
  conclude(seen, classify(meant.messages, seen.messages), Reason::none);
  if (seen.verdict != Verdict::same) return;
  judge_failure(kSender, seen.sender, seen);
  judge_failure(kReceiver, seen.receiver, seen);
  if (seen.verdict == Verdict::same && meant.pace) judge_pace(*meant.pace, seen);
}

}  // namespace

Ending ending_of(const ProcessExited& exited) {
  if (exited.stopped) return {.how = Ending::How::stopped, .code = exited.signal};
  if (exited.signal != 0) return {.how = Ending::How::signaled, .code = exited.signal};
  return {.how = Ending::How::exited, .code = exited.code};
}

Ending ending_of(const Trace& trace, Actor who) {
  Ending ending;
  for (const Event& event : trace.events()) {
    const auto* exit = std::get_if<ProcessExited>(&event.data);
    if (exit && event.who == who) ending = ending_of(*exit);
  }
  return ending;
}

Observation observe(const Meant& meant, const Trace& trace) {
  Observation seen;
  const std::string printed = printed_by(trace, meant.understood_by);
  seen.messages = messages_in(printed);
  seen.not_utf8 = !is_utf8(printed);
  seen.sender = ending_of(trace, kSender);
  seen.receiver = ending_of(trace, kReceiver);
  if (const auto* strays = find<Strays>(trace)) seen.strays = strays->count;
  seen.unseen = trace.streams().unseen();
  seen.late_wire = late_wire(trace.recording());
  measure(trace, seen);
  judge(meant, trace, seen);
  return seen;
}

}  // namespace stickylab
