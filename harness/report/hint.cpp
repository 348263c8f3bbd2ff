#include "report/hint.hpp"

#include <algorithm>
#include <string_view>

#include "report/trial_words.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

std::string printed_by(const Trace& trace, Actor who, bool error) {
  std::string printed;
  for (const Event& event : trace.events())
    if (const auto* output = std::get_if<Output>(&event.data);
        output && event.who == who && output->error == error)
      printed += output->bytes;
  return printed;
}

bool is_whole(const Attempt& attempt) {
  const Schedule& schedule = attempt.schedule;
  return schedule.stream.kind == Cutting::Cuts::whole && !schedule.after && !schedule.replies;
}

/// Whether one read brought the text of two messages that were meant, one after the other.
bool has_read_two(const Trial& trial) {
  const std::vector<std::string>& meant = trial.lab->meant.messages;
  const auto reads = trial.failing.calls(kReceiver).reads;
  return std::any_of(reads.begin(), reads.end(), [&](const Returned& read) {
    for (std::size_t i = 0; i + 1 < meant.size(); ++i) {
      const std::size_t at = read.call->bytes.find(meant[i]);
      if (meant[i].empty() || meant[i + 1].empty() || at == std::string::npos) continue;
      if (read.call->bytes.find(meant[i + 1], at + meant[i].size()) != std::string::npos)
        return true;
    }
    return false;
  });
}

/// Whether a read with room for all brought less than the whole stream.
bool reads_what_comes(const Trial& trial) {
  const auto reads = trial.failing.calls(kReceiver).reads;
  return !reads.empty() && std::all_of(reads.begin(), reads.end(), [&](const Returned& read) {
    return read.call->what.length >= trial.stream.bytes.size();
  });
}

bool cuts_a_delimiter(const Trial& trial) {
  const std::vector<std::size_t>& cuts = trial.failure->schedule.stream.at;
  const std::string& bytes = trial.stream.bytes;
  return std::any_of(cuts.begin(), cuts.end(), [&](std::size_t cut) {
    return cut > 0 && cut < bytes.size() && bytes[cut - 1] == '\r' && bytes[cut] == '\n';
  });
}

bool has_closed_its_connection(const Trace& trace) {
  std::uint64_t connection = 0;
  for (const Returned& returned : trace.calls(kReceiver).all) {
    const SocketCall& call = returned.call->what;
    if (call.call == Call::accept && call.made != 0) connection = call.made;
    if (call.call == Call::close && connection != 0 && call.socket == connection) return true;
  }
  return false;
}

bool has_cut_character(const Attempt& attempt) {
  return std::any_of(
      attempt.understood.begin(), attempt.understood.end(),
      [](const std::string& message) { return visible(message).find("\\x") != std::string::npos; });
}

std::optional<Phrase> hint_at_whole(const Trial& trial) {
  const Attempt& attempt = *trial.failure;
  const bool silent = attempt.understood.empty();
  if (silent && !printed_by(trial.failing, kReceiver, false).empty()) return kHintNoPrefix;
  if (attempt.verdict == Verdict::merged) return kHintMerged;
  if (attempt.verdict == Verdict::extra) return kHintEmpty;
  if (has_read_two(trial)) return kHintMoreInOne;
  return std::nullopt;
}

std::optional<Phrase> hint_of_verdict(const Trial& trial) {
  const Attempt& attempt = *trial.failure;
  if (attempt.schedule.after) return kHintEof;
  if (attempt.schedule.stream.pause_ms > 0) return kHintPause;
  if (is_whole(attempt)) return hint_at_whole(trial);
  if (attempt.verdict == Verdict::merged) return kHintMerged;
  if (attempt.verdict == Verdict::torn && has_cut_character(attempt)) return kHintCharacter;
  if (attempt.verdict == Verdict::extra) return kHintEmpty;
  if (cuts_a_delimiter(trial)) return kHintDelimiter;
  return reads_what_comes(trial) ? kHintKeep : kHintShortRead;
}

}  // namespace

std::optional<Phrase> hint(const Trial& trial) {
  const Attempt& attempt = *trial.failure;
  const bool both = attempt.schedule.replies.has_value();
  switch (attempt.fault) {
    case Fault::silent_end:
      return attempt.schedule.end == StreamEnd::rst ? kHintReset : kHintEof;
    case Fault::withheld:
      return kHintWithheld;
    case Fault::hang:
      if (both) return kHintShortRead;
      if (attempt.verdict == Verdict::same && !attempt.schedule.after &&
          has_closed_its_connection(trial.failing))
        return kHintAllRight;
      return kHintHang;
    case Fault::verdict:
      if (trial.real) return std::nullopt;
      return both ? kHintShortRead : hint_of_verdict(trial);
    case Fault::crash:
      if (both) return kHintShortRead;
      break;
    case Fault::none:
    case Fault::not_run:
    case Fault::nothing_sent:
    case Fault::limit:
      break;
  }
  return std::nullopt;
}

std::string last_words(const Trial& trial) {
  const Attempt& attempt = *trial.failure;
  const bool receiver = attempt.ending.how == Ending::How::exited && attempt.ending.code != 0;
  const bool sender = attempt.sender.how == Ending::How::exited && attempt.sender.code != 0;
  if (!receiver && !sender) return "";
  std::string words = printed_by(trial.failing, receiver ? kReceiver : kSender, true);
  while (words.ends_with('\n')) words.pop_back();
  return words.substr(words.rfind('\n') + 1);
}

}  // namespace stickylab
