#include "report/hint.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "lanes/story.hpp"
#include "report/hint_signs.hpp"
#include "report/trial_words.hpp"
#include "text/payload.hpp"
#include "trace/printed.hpp"

namespace stickylab {
namespace {

using Hint = std::optional<std::string>;

Hint told(const Phrase& phrase, const View& view) { return std::string(in(view.lang, phrase)); }

bool is_whole(const Cutting& cutting) { return cutting.kind == Cutting::Cuts::whole; }

bool has_exited(const Ending& ending, bool well) {
  return ending.how == Ending::How::exited && (ending.code == 0) == well;
}

bool has_cut_character(const Attempt& attempt) {
  return std::any_of(
      attempt.understood.begin(), attempt.understood.end(),
      [](const std::string& message) { return visible(message).find("\\x") != std::string::npos; });
}

/// Lists the lab's messages, as the answer does: the fault is in the sender, who must send them.
Hint hint_of_other_messages(const Trial& trial, const View& view) {
  if (!sends_other_messages(trial)) return std::nullopt;
  return say(kHintOtherMessages, view.lang, messages_in_a_row(trial.lab->meant.messages, view));
}

Hint hint_of_merged(const Trial& trial, const View& view) {
  if (!has_read_two(trial) && !trial.failing.calls(kReceiver).reads.empty()) return std::nullopt;
  return told(kHintMerged, view);
}

Hint hint_of_extra(const Attempt& attempt, const View& view) {
  if (attempt.understood.empty() || !attempt.understood.back().empty()) return std::nullopt;
  return told(kHintEmpty, view);
}

Hint hint_at_whole(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const bool silent = attempt.understood.empty();
  if (silent && !printed_by(trial.failing, kReceiver, false).empty())
    return told(kHintNoPrefix, view);
  if (Hint others = hint_of_other_messages(trial, view)) return others;
  if (takes_length_for_text(trial))
    return say(kHintLengthAsText, view.lang, *trial.lab->length_bytes);
  if (attempt.verdict == Verdict::merged) return hint_of_merged(trial, view);
  if (attempt.verdict == Verdict::extra) return hint_of_extra(attempt, view);
  if (has_read_two(trial)) return told(kHintMoreInOne, view);
  const std::int64_t unread = unread_at_close(trial.failing).value_or(0);
  if (attempt.verdict == Verdict::lost && unread > 0 && has_exited(attempt.ending, true))
    return say(kHintUnread, view.lang, unread);
  return std::nullopt;
}

/// Names what the cut fell into; else goes by what the reads did.
Hint hint_of_cut(const Trial& trial, const View& view) {
  if (const auto both = cut_delimiter(trial))
    return say(kHintDelimiter, view.lang, visible(both->substr(0, 1)), visible(both->substr(1)));
  if (cuts_header(trial)) return told(kHintHeader, view);
  const std::size_t size = trial.stream.bytes.size();
  if (!reads_what_comes(trial) && has_short_read(trial.failing, kReceiver, size))
    return told(kHintShortRead, view);
  const bool knows_how = reads_the_rest(trial.failing, kReceiver);
  return knows_how ? std::nullopt : told(kHintKeep, view);
}

Hint hint_of_end(const Trial& trial, const View& view) {
  if (saw_reset(trial.failing, kReceiver)) return told(kHintReset, view);
  return saw_end(trial.failing, kReceiver) ? told(kHintEof, view) : std::nullopt;
}

Hint hint_of_verdict(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const Schedule& schedule = attempt.schedule;
  if (schedule.after) return hint_of_end(trial, view);
  if (schedule.stream.pause_ms > 0) return told(kHintPause, view);
  if (is_whole(schedule.stream)) return hint_at_whole(trial, view);
  if (attempt.verdict == Verdict::merged) return hint_of_merged(trial, view);
  if (attempt.verdict == Verdict::torn && has_cut_character(attempt))
    return told(kHintCharacter, view);
  if (attempt.verdict == Verdict::extra) return hint_of_extra(attempt, view);
  return hint_of_cut(trial, view);
}

/// If only one direction was cut, the program that reads it was the one that could not take it.
Hint hint_of_replies(const Trial& trial, const View& view) {
  const Schedule& schedule = trial.failure->schedule;
  const bool cut = !is_whole(*schedule.replies);
  if (!is_whole(schedule.stream)) return cut ? std::nullopt : hint_of_cut(trial, view);
  if (!cut) {
    const bool known = has_exited(trial.failure->sender, false) && has_read_a_turn(trial);
    return known ? told(kHintReplyWhole, view) : std::nullopt;
  }
  const std::size_t replies = trial.stream.replies.size();
  if (has_short_read(trial.failing, kSender, replies)) return told(kHintShortRead, view);
  if (has_short_read(trial.failing, kSender, SIZE_MAX)) return told(kHintReplyKeep, view);
  return std::nullopt;
}

/// A program that reads pieces which are merged is stopped meanwhile, and after that some of its
/// calls fail with EINTR, without any handler: signal(7).
bool may_be_of_our_stop(const Trial& trial) {
  const Schedule& schedule = trial.failure->schedule;
  const auto merged = [](const Cutting& cutting) { return cutting.pacing == Pacing::merged; };
  return (merged(schedule.stream) && gave_up_interrupted(trial.failing, kReceiver)) ||
         (schedule.replies && merged(*schedule.replies) &&
          gave_up_interrupted(trial.failing, kSender));
}

Hint hint_of_hang(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  if (spins_at_the_end(trial.failing)) return told(kHintSpin, view);
  if (!attempt.schedule.after && unread_at_close(trial.failing)) {
    if (Hint others = hint_of_other_messages(trial, view)) return others;
    return told(attempt.verdict == Verdict::same ? kHintAllRight : kHintOneConnection, view);
  }
  return told(kHintHang, view);
}

}  // namespace

std::optional<std::string> hint(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const bool both = attempt.schedule.replies.has_value();
  if (may_be_of_our_stop(trial)) return told(kHintInterrupted, view);
  switch (attempt.fault) {
    case Fault::silent_end:
      return hint_of_end(trial, view);
    case Fault::withheld:
      return told(kHintWithheld, view);
    case Fault::hang:
      return both ? hint_of_replies(trial, view) : hint_of_hang(trial, view);
    case Fault::verdict:
      if (trial.real) return hint_of_other_messages(trial, view);
      return both ? hint_of_replies(trial, view) : hint_of_verdict(trial, view);
    case Fault::crash:
      if (both) return hint_of_replies(trial, view);
      break;
    case Fault::not_run:
    case Fault::nothing_sent:
      if (const auto address = listens_elsewhere(trial))
        return say(kHintOtherPort, view.lang, *address);
      break;
    case Fault::none:
    case Fault::limit:
      break;
  }
  return std::nullopt;
}

std::vector<std::string> last_words(const Trial& trial) {
  constexpr std::size_t kLines = 4;  // the place, the code, a mark and the error of a traceback
  const Attempt& attempt = *trial.failure;
  const bool receiver = has_exited(attempt.ending, false);
  if (!receiver && !has_exited(attempt.sender, false)) return {};
  std::vector<std::string> all;
  std::istringstream lines(printed_by(trial.failing, receiver ? kReceiver : kSender, true));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) all.push_back(line);
  return {all.end() - static_cast<long>(std::min(kLines, all.size())), all.end()};
}

}  // namespace stickylab
