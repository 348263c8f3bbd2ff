#include "judge/datagrams.hpp"

#include <algorithm>
#include <set>

namespace stickylab {
namespace {

std::ptrdiff_t count(const std::vector<std::string>& messages, const std::string& message) {
  return std::count(messages.begin(), messages.end(), message);
}

bool names(const std::vector<Mishap>& mishaps, Mishap::Kind kind) {
  return std::any_of(mishaps.begin(), mishaps.end(),
                     [&](const Mishap& mishap) { return mishap.kind == kind; });
}

bool is_signaled(const Ending& ending) { return ending.how == Ending::How::signaled; }
bool is_failed(const Ending& ending) {
  return ending.how == Ending::How::exited && ending.code != 0;
}

/// Whether there was a run to judge, to its end.
bool ran(Fault fault) {
  return fault != Fault::not_run && fault != Fault::limit && fault != Fault::hang;
}

}  // namespace

std::vector<std::string> sent_datagrams(const Recording& relayed) {
  std::vector<std::string> datagrams;
  for (const Event& event : relayed.events)
    if (const auto* passed = std::get_if<Relayed>(&event.data);
        passed != nullptr && event.who == kSender)
      datagrams.push_back(passed->bytes);
  return datagrams;
}

Due::Due(std::vector<std::string> meant, std::size_t datagrams,
         const std::vector<Mishap>& mishaps) {
  const std::set<std::string> texts(meant.begin(), meant.end());
  const bool one_each = datagrams == meant.size();
  ordered_ = !reorders(mishaps) && (one_each || mishaps.empty());
  if (one_each) {
    std::set<std::size_t> numbers;
    std::vector<std::string> arrived;  // each once
    for (const std::size_t number : arrivals(mishaps, datagrams)) {
      arriving_.push_back(meant[number - 1]);
      if (numbers.insert(number).second) arrived.push_back(meant[number - 1]);
    }
    for (const std::string& text : texts)
      bounds_.push_back({text, {count(arrived, text), count(arriving_, text)}});
    return;
  }
  // Which datagram has which message is not known.
  const bool lost = names(mishaps, Mishap::Kind::lose);
  const auto copies = std::count_if(mishaps.begin(), mishaps.end(), [](const Mishap& mishap) {
    return mishap.kind == Mishap::Kind::twice;
  });
  for (const std::string& text : texts)
    bounds_.push_back({text, {lost ? 0 : count(meant, text), count(meant, text) + copies}});
  arriving_ = std::move(meant);
}

bool Due::all_known(const std::vector<std::string>& understood) const {
  return std::all_of(understood.begin(), understood.end(), [&](const std::string& message) {
    return std::any_of(bounds_.begin(), bounds_.end(),
                       [&](const auto& known) { return known.first == message; });
  });
}

bool Due::none_too_often(const std::vector<std::string>& understood) const {
  return std::all_of(bounds_.begin(), bounds_.end(), [&](const auto& bound) {
    return count(understood, bound.first) <= bound.second.most;
  });
}

bool Due::none_missing(const std::vector<std::string>& understood) const {
  return std::all_of(bounds_.begin(), bounds_.end(), [&](const auto& bound) {
    return count(understood, bound.first) >= bound.second.least;
  });
}

/// A copy may be left out.
bool Due::in_order(const std::vector<std::string>& understood) const {
  auto at = arriving_.begin();
  for (const std::string& message : understood) {
    at = std::find(at, arriving_.end(), message);
    if (at == arriving_.end()) return false;
    ++at;
  }
  return true;
}

bool Due::may_be_met(const std::vector<std::string>& understood) const {
  return all_known(understood) && none_too_often(understood) && (!ordered_ || in_order(understood));
}

bool Due::is_met(const std::vector<std::string>& understood) const {
  return may_be_met(understood) && none_missing(understood);
}

Verdict Due::verdict(const std::vector<std::string>& understood) const {
  if (is_met(understood)) return Verdict::same;
  if (!all_known(understood)) return classify(arriving_, understood);
  if (!none_too_often(understood)) return Verdict::extra;
  return none_missing(understood) ? Verdict::garbled : Verdict::lost;
}

Attempt judge_datagrams(const std::vector<std::string>& meant,
                        const std::vector<std::string>& datagrams, const Schedule& schedule,
                        const Trace& trace) {
  Attempt attempt = judge_delivery(meant, {}, trace);
  attempt.schedule = schedule;
  const Due due(meant, datagrams.size(), schedule.mishaps);
  attempt.verdict = due.verdict(attempt.understood);
  attempt.crop = first_crop(datagrams, trace);
  if (!ran(attempt.fault)) return attempt;
  attempt.fault = Fault::none;
  const bool wrong = attempt.verdict != Verdict::same;
  // Who misses a datagram may say so.
  const bool may_fail = wrong || names(schedule.mishaps, Mishap::Kind::lose);
  if (is_signaled(attempt.ending) || (is_failed(attempt.ending) && !may_fail)) {
    attempt.fault = Fault::crash;
  } else if (wrong) {
    attempt.fault = Fault::verdict;
  }
  return attempt;
}

std::optional<Crop> first_crop(const std::vector<std::string>& datagrams, const Trace& trace) {
  for (const Returned& read : trace.calls(kReceiver).reads) {
    const CallReturned& call = *read.call;
    if (!call.what.datagram) continue;
    const std::int64_t room = static_cast<std::int64_t>(call.what.length);
    const std::int64_t whole = std::max(call.result, call.what.queued);
    if (whole > room) return Crop{room, whole};
    if (call.result < room) continue;
    // What waited was not seen as the call began: its bytes tell which datagram it took.
    std::optional<Crop> crop;
    for (const std::string& datagram : datagrams) {
      if (!datagram.starts_with(call.bytes)) continue;
      const auto size = static_cast<std::int64_t>(datagram.size());
      if (size == room) {
        crop.reset();
        break;
      }
      if (size > room) crop = Crop{room, size};
    }
    if (crop) return crop;
  }
  return std::nullopt;
}

}  // namespace stickylab
