#include "judge/trial.hpp"

#include <string.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "recording/message_text.hpp"
#include "recording/names.hpp"
#include "trace/printed.hpp"

namespace stickylab {
namespace {

/// True if only a beginning of the messages can be asked for: not all were sent, or the program
/// waits for more, and its output may still lie in its own buffer.
bool may_be_incomplete(const Schedule& schedule) {
  return schedule.after || schedule.end == StreamEnd::silence;
}

Verdict classify_beginning(const std::vector<std::string>& meant,
                           const std::vector<std::string>& understood) {
  const std::size_t count = std::min(understood.size(), meant.size());
  const auto whole = static_cast<std::ptrdiff_t>(count);
  return classify({meant.begin(), meant.begin() + whole}, understood);
}

const Stopped* stop_of(const Recording& recording) {
  for (const Event& event : recording.events)
    if (const auto* stopped = std::get_if<Stopped>(&event.data)) return stopped;
  return nullptr;
}

Fault fault_of_stop(const Stopped& stopped) {
  switch (stopped.why) {
    case Stop::over:
    case Stop::silence:
      return Fault::none;
    case Stop::deadline:
    case Stop::deadlock:
      return Fault::hang;
    case Stop::output:
    case Stop::memory:
    case Stop::processes:
    case Stop::written:
    case Stop::descriptors:
    case Stop::traffic:
      return Fault::limit;
    case Stop::not_started:
    case Stop::not_ready:
    case Stop::stage_lost:
      break;
  }
  return Fault::not_run;
}

bool is_signaled(const Ending& ending) { return ending.how == Ending::How::signaled; }
bool is_failed(const Ending& ending) {
  return ending.how == Ending::How::exited && ending.code != 0;
}

/// Whether the receiver was gone before the sender, which the stage plays, ended its stream.
bool ended_before_stream(const Trace& trace) {
  bool ended = false;
  for (const Event& event : trace.events()) {
    ended = ended || (event.who == kReceiver && std::holds_alternative<ProcessExited>(event.data));
    const auto* returned = std::get_if<CallReturned>(&event.data);
    if (returned == nullptr || event.who != kSender) continue;
    if (returned->what.call == Call::shutdown || returned->what.call == Call::close) return ended;
  }
  return ended;
}

/// True if the receiver had to end well: all has come, and the sender has closed in order.
bool ends_well(const Schedule& schedule) {
  return !schedule.after && schedule.end == StreamEnd::fin && schedule.stream.pause_ms == 0;
}

}  // namespace

std::string_view fault_name(Fault fault) {
  constexpr std::array<std::string_view, 9> kNames = {"none",         "verdict", "silent-end",
                                                      "hang",         "crash",   "not-run",
                                                      "nothing-sent", "limit",   "withheld"};
  return name_in(kNames, fault);
}

namespace {

/// Whether the sender was seen to say that no more comes, on the socket that it writes to, before
/// the last of its replies. A sender whose calls are not seen is taken for one that waited.
bool closed_unanswered(const Recording& relayed) {
  std::int64_t answered_ns = 0;
  for (const Event& event : relayed.events)
    if (event.who == kReceiver && std::holds_alternative<Relayed>(event.data))
      answered_ns = event.time_ns;
  std::uint64_t socket = 0;
  for (const Event& event : relayed.events) {
    const auto* returned = std::get_if<CallReturned>(&event.data);
    if (returned == nullptr || event.who != kSender || returned->entered_ns >= answered_ns)
      continue;
    const SocketCall& call = returned->what;
    if (is_write(call.call) && returned->result > 0) socket = call.socket;
    const bool closes =
        call.call == Call::close || (call.call == Call::shutdown && call.value != 0);
    if (closes && socket != 0 && call.socket == socket) return true;
  }
  return false;
}

}  // namespace

Stream sent_stream(const Recording& relayed) {
  Stream stream;
  std::size_t replies = 0;
  std::size_t counted = 0;  // replies that a turn has been made for
  for (const Event& event : relayed.events) {
    const auto* passed = std::get_if<Relayed>(&event.data);
    if (passed == nullptr) continue;
    if (event.who == kReceiver) {
      replies += passed->bytes.size();
      stream.replies += passed->bytes;
      continue;
    }
    if (replies > counted) stream.turns.push_back({stream.bytes.size(), counted = replies});
    stream.bytes += passed->bytes;
  }
  stream.ends_answered = replies > 0 && !closed_unanswered(relayed);
  return stream;
}

Attempt judge_delivery(const std::vector<std::string>& meant, const Schedule& schedule,
                       const Trace& trace, Actor by) {
  const Observation seen = observe(Meant{.messages = meant, .understood_by = by}, trace);
  Attempt attempt{.schedule = schedule,
                  .by = by,
                  .understood = seen.messages,
                  .ending = seen.receiver,
                  .sender = seen.sender};
  // Who has waited as long as he will, in the middle of a message, may give up with an error.
  const bool gave_up =
      schedule.stream.pause_ms > 0 && is_failed(seen.receiver) && ended_before_stream(trace);
  attempt.verdict = may_be_incomplete(schedule) || gave_up
                        ? classify_beginning(meant, seen.messages)
                        : classify(meant, seen.messages);
  attempt.detail = seen.detail;
  if (const Stopped* stopped = stop_of(trace.recording())) {
    attempt.fault = fault_of_stop(*stopped);
    if (attempt.fault == Fault::limit) attempt.limit = stopped->why;
    if (stopped->why == Stop::silence) attempt.in_silence = parse_in_silence(stopped->detail);
  }
  if (attempt.fault != Fault::none) return attempt;
  const bool wrong = attempt.verdict != Verdict::same;
  const bool both = schedule.replies.has_value();
  const bool signaled = is_signaled(seen.receiver) || (both && is_signaled(seen.sender));
  const bool failed = is_failed(seen.receiver) || (both && is_failed(seen.sender));
  if (signaled || (failed && !wrong && ends_well(schedule))) {
    attempt.fault = Fault::crash;
  } else if (wrong) {
    attempt.fault = Fault::verdict;
  }
  return attempt;
}

int stated_by_sender(const Trace& trace) {
  return static_cast<int>(messages_in(printed_by(trace, kSender)).size());
}

Attempt judge_real_run(const std::vector<std::string>& meant, const Trace& relayed, Actor by) {
  Attempt attempt = judge_delivery(meant, Schedule{}, relayed, by);
  const bool ran = attempt.fault != Fault::not_run && attempt.fault != Fault::limit;
  if (!ran || !sent_stream(relayed.recording()).bytes.empty()) return attempt;
  attempt.fault = Fault::nothing_sent;
  return attempt;
}

void mark_silent_ends(const std::vector<std::string>& meant, std::vector<Attempt>& attempts) {
  std::map<StreamEnd, std::map<std::size_t, Schedule>> reached;  // by the number of messages
  for (Attempt& attempt : attempts) {
    const std::size_t count = attempt.understood.size();
    if (!attempt.schedule.after) continue;
    const auto [at, first] = reached[attempt.schedule.end].try_emplace(count, attempt.schedule);
    const bool silent = attempt.ending.how == Ending::How::exited && attempt.ending.code == 0;
    const bool early = count < meant.size();
    if (attempt.fault != Fault::none || !silent || !early || first) continue;
    attempt.fault = Fault::silent_end;
    attempt.beside = at->second;
  }
}

void mark_withheld(std::vector<Attempt>& attempts) {
  for (Attempt& silent : attempts) {
    const Schedule& schedule = silent.schedule;
    if (schedule.end != StreamEnd::silence || schedule.after || silent.fault != Fault::none)
      continue;
    Schedule ended = schedule;
    ended.end = StreamEnd::fin;
    const auto beside = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& other) {
      return other.schedule == ended && other.fault == Fault::none;
    });
    const std::size_t said = silent.understood.size();
    if (beside == attempts.end() || said >= beside->understood.size()) continue;
    const bool waits = silent.ending.how == Ending::How::stopped;
    // One that has said nothing yet may keep all that it prints until it ends.
    if (!waits || said == 0 || silent.in_silence.unwritten.contains(said + 1)) continue;
    silent.fault = Fault::withheld;
    silent.beside = ended;
  }
}

}  // namespace stickylab
