// Recording -> Observation: what was understood, the numbers, and the verdict.
#include <string.h>
#include <utf8proc.h>

#include <algorithm>

#include "judge/gate.hpp"
#include "judge/holding.hpp"
#include "judge/observation.hpp"
#include "recording/message_text.hpp"
#include "trace/calls.hpp"
#include "trace/printed.hpp"

namespace stickylab {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

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

template <class T>
const T* find(const Trace& trace) {
  for (const Event& event : trace.events())
    if (const T* found = std::get_if<T>(&event.data)) return found;
  return nullptr;
}

/// Counts an end's data segments that the wire saw, without retransmissions and the wire's copies.
std::optional<double> segments_on_wire(const Trace& trace, Actor who) {
  std::optional<double> segments;
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment == nullptr || segment->packet.from != who) continue;
    const bool counts =
        !segment->packet.payload.empty() && !segment->packet.copy && !segment->retransmission;
    segments = segments.value_or(0) + (counts ? 1 : 0);
  }
  return segments;
}

/// The most data segments that TCP said an end had sent, without retransmissions. A FIN that is
/// sent again counts as a retransmission, though it is no data segment: after it, TCP says one too
/// few.
std::optional<double> segments_of(const Trace& trace, Actor who) {
  std::optional<double> segments;
  for (const Returned& r : trace.calls(who).all)
    if (r.call->tcp && r.call->tcp->segments_out >= r.call->tcp->retransmits)
      segments = std::max<double>(segments.value_or(0),
                                  r.call->tcp->segments_out - r.call->tcp->retransmits);
  return segments;
}

/// Takes the numbers that TCP gave as the writes returned.
void count_held(const std::vector<Returned>& writes, Numbers& numbers) {
  for (const Returned& r : writes) {
    if (!r.call->tcp) continue;
    numbers[Number::held_bytes] =
        std::max<double>(numbers[Number::held_bytes], r.call->tcp->unsent);
    numbers[Number::unacked] = std::max<double>(numbers[Number::unacked], r.call->tcp->unacked);
  }
  if (!writes.empty() && writes.front().call->tcp)
    numbers[Number::first_held_bytes] = writes.front().call->tcp->unsent;
}

void count_read(const std::vector<Returned>& reads, Numbers& numbers) {
  for (const Returned& r : reads)
    numbers[Number::largest_read] =
        std::max(numbers[Number::largest_read], static_cast<double>(r.call->result));
  if (!reads.empty()) numbers[Number::first_read] = static_cast<double>(reads.front().call->result);
}

/// Measures the longest read that brought bytes.
std::optional<double> longest_read_ms(const Trace& trace) {
  std::optional<double> longest;
  for (const Actor who : {kSender, kReceiver})
    for (const Returned& r : trace.calls(who).reads)
      longest =
          std::max(longest.value_or(0), static_cast<double>(r.time_ns - r.call->entered_ns) / 1e6);
  return longest;
}

void count(const Trace& trace, Observation& seen) {
  auto& numbers = seen.numbers;
  numbers[Number::messages] = static_cast<double>(seen.messages.size());
  const auto calls = trace.calls(kReceiver).all;
  const auto sent = trace.calls(kSender).all;
  // If it was not observed, or not in full, no number is better than a wrong one.
  if (calls.empty() || sent.empty() || find<Dropped>(trace) || !seen.unseen.empty()) return;

  const auto writes = trace.calls(kSender).writes;
  const auto reads = trace.calls(kReceiver).reads;
  numbers[Number::writes] = static_cast<double>(writes.size());
  numbers[Number::reads] = static_cast<double>(reads.size());
  numbers[Number::empty_reads] =
      static_cast<double>(std::count_if(calls.begin(), calls.end(), [](const Returned& r) {
        return is_read(r.call->what.call) && r.call->result == 0;
      }));
  count_read(reads, numbers);
  if (const auto longest = longest_read_ms(trace)) numbers[Number::longest_read_ms] = *longest;
  count_held(writes, numbers);
  auto segments = segments_on_wire(trace, kSender);
  if (!segments) segments = segments_of(trace, kSender);
  if (segments) numbers[Number::segments] = *segments;
  seen.exchanges_ms = exchanges_ms(trace.calls(kSender));
  if (!seen.exchanges_ms.empty()) {
    numbers[Number::exchanges] = static_cast<double>(seen.exchanges_ms.size());
    numbers[Number::exchange_ms] = median(seen.exchanges_ms);
    numbers[Number::shortest_exchange_ms] = *std::ranges::min_element(seen.exchanges_ms);
  }
  const auto holds = holds_ms(trace, kSender);
  if (!holds.empty()) numbers[Number::held_ms] = median(holds);
  if (!reads.empty())
    numbers[Number::reading_us] =
        static_cast<double>(reads.back().time_ns - reads.front().call->entered_ns) / 1e3;
  if (!writes.empty() && !reads.empty())
    numbers[Number::elapsed_ms] =
        static_cast<double>(reads.back().time_ns - writes.front().call->entered_ns) / 1e6;
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

/// If the wire shows how long TCP held the bytes, that decides: it is the cause of the stall, and
/// no delay of the network or of a busy machine counts into it. Otherwise the exchanges decide.
void judge_pace(const Pace& pace, Observation& seen) {
  const bool by_reads = pace.by == Pace::By::reads;
  auto number = seen.numbers.find(by_reads ? Number::reads : Number::held_ms);
  const bool by_exchanges = !by_reads && number == seen.numbers.end();
  if (by_exchanges) number = seen.numbers.find(Number::exchange_ms);
  const double late_ms = by_exchanges ? most_of_an_exchange_ms(seen.late_wire) : 0;
  if (number == seen.numbers.end()) {
    conclude(seen, Verdict::inconclusive, Reason::calls_not_seen);
  } else if (late_ms > 0 && number->second >= pace.prompt_below &&
             number->second - late_ms < pace.prompt_below) {
    conclude(seen, Verdict::inconclusive, Reason::wire_late);
  } else if (number->second >= pace.stalled_from) {
    conclude(seen, Verdict::stalled, Reason::none);
    if (by_reads)
      seen.read_messages =
          pace.messages > 0 ? pace.messages : static_cast<int>(std::ssize(seen.messages));
  } else if (number->second >= pace.prompt_below) {
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

Ending ending_of(const Trace& trace, Actor who) {
  Ending ending;
  for (const Event& event : trace.events()) {
    const auto* exit = std::get_if<ProcessExited>(&event.data);
    if (!exit || event.who != who) continue;
    if (exit->stopped) {
      ending = {Ending::How::stopped, exit->signal};
    } else if (exit->signal != 0) {
      ending = {Ending::How::signaled, exit->signal};
    } else {
      ending = {Ending::How::exited, exit->code};
    }
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
  count(trace, seen);
  judge(meant, trace, seen);
  return seen;
}

}  // namespace stickylab
