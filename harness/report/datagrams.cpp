#include "report/datagrams.hpp"

#include <algorithm>

#include "report/datagram_words.hpp"
#include "schedule/datagrams.hpp"
#include "text/common_words.hpp"
#include "text/payload.hpp"
#include "text/view.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMost = 8;  // of what is listed

std::string mishap_text(const Mishap& mishap, const View& view) {
  switch (mishap.kind) {
    case Mishap::Kind::lose:
      return say(kDatagramLost, view.lang, mishap.number);
    case Mishap::Kind::twice:
      return say(kDatagramTwice, view.lang, mishap.number);
    case Mishap::Kind::swap:
      return say(kDatagramsSwapped, view.lang, mishap.number, mishap.other);
    case Mishap::Kind::late:
      break;
  }
  return say(kDatagramLate, view.lang, mishap.number);
}

std::string happened(const Schedule& schedule, const View& view) {
  if (schedule.stream.pacing == Pacing::merged) return say(kDatagramsAtOnce, view.lang);
  if (schedule.mishaps.empty()) return say(kDatagramsInOrder, view.lang);
  std::string text;
  for (const Mishap& mishap : schedule.mishaps)
    text += (text.empty() ? "" : say(kComma, view.lang)) + mishap_text(mishap, view);
  return text;
}

bool is_among(const std::vector<std::string>& meant, const std::vector<std::string>& understood) {
  return std::all_of(understood.begin(), understood.end(), [&](const std::string& message) {
    return std::find(meant.begin(), meant.end(), message) != meant.end();
  });
}

/// Whether a message that is missing was found in the program's memory.
bool is_unwritten(const Trial& trial) {
  const std::vector<std::string>& understood = trial.failure->understood;
  const auto& lines = trial.failure->in_silence.unwritten;
  return std::any_of(lines.begin(), lines.end(), [&](std::size_t line) {
    const std::string& message = trial.lab->meant.messages.at(line - 1);
    return std::find(understood.begin(), understood.end(), message) == understood.end();
  });
}

}  // namespace

std::string arrived_text(const Trial& trial, const View& view) {
  const Schedule& schedule = trial.failure->schedule;
  const auto numbers = arrivals(schedule.mishaps, trial.datagrams.size());
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, numbers.size()); ++i) {
    const std::string& datagram = trial.datagrams[numbers[i] - 1];
    text += (i == 0 ? "" : " ") + quoted(datagram, std::ssize(datagram), view.width, view);
  }
  if (numbers.size() > kMost) text += " " + say(kMoreDatagrams, view.lang, numbers.size() - kMost);
  if (numbers.empty()) text = say(kNoDatagrams, view.lang);
  return say(kInBrackets, view.lang, text, happened(schedule, view));
}

std::string datagram_fault_text(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const bool known = is_among(trial.lab->meant.messages, attempt.understood);
  if (attempt.fault == Fault::hang) return say(kFaultUnread, view.lang);
  switch (attempt.verdict) {
    case Verdict::lost:
      return say(kFaultMissing, view.lang);
    case Verdict::extra:
      return say(chosen(known ? kFaultTooOften : kFaultNotSent), view.lang);
    case Verdict::merged:
      return say(kFaultJoined, view.lang);
    case Verdict::torn:
      return say(kFaultPart, view.lang);
    default:
      return say(chosen(known ? kFaultOrder : kFaultOtherBytes), view.lang);
  }
}

std::optional<std::string> datagram_hint(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  if (attempt.fault != Fault::verdict) return std::nullopt;
  if (const auto& crop = attempt.crop)
    return say(kHintCrop, view.lang, crop->room, crop->datagram, crop->datagram - crop->room);
  const bool one_each = trial.datagrams.size() == trial.lab->meant.messages.size();
  if (attempt.verdict == Verdict::merged && one_each) return say(kHintJoined, view.lang);
  if (attempt.verdict != Verdict::lost) return std::nullopt;
  if (is_unwritten(trial)) return say(kHintUnwritten, view.lang);
  if (attempt.ending.how == Ending::How::exited && attempt.ending.code == 0)
    return say(kHintEnded, view.lang);
  if (attempt.ending.how == Ending::How::stopped) return say(kHintWaits, view.lang);
  return std::nullopt;
}

}  // namespace stickylab
