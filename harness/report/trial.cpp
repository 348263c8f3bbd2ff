#include "report/trial.hpp"

#include <algorithm>

#include "lanes/ending_text.hpp"
#include "lanes/story.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "report/datagrams.hpp"
#include "report/hint.hpp"
#include "report/hint_signs.hpp"
#include "report/trial_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/payload.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMost = 8;  // pieces that are shown

/// `hel|lo`: a bar where it was cut. If that takes too many lines, each piece is shortened.
std::string cut_bytes(const std::vector<std::string>& pieces, const View& view) {
  std::string whole;
  for (const std::string& piece : pieces) whole += (whole.empty() ? "" : "|") + visible(piece);
  const int room = 3 * view.width;
  if (display_width(whole) <= room) return whole;
  const std::size_t shown = std::min(kMost, pieces.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "" : "|") +
            visible(pieces[i], std::ssize(pieces[i]), room / static_cast<int>(shown), view);
  if (pieces.size() > shown) text += "| " + say(kMorePieces, view.lang, pieces.size() - shown);
  return text;
}

/// The stream as far as it was sent, what the bar stands for, and how it ended.
std::string cut_stream(const Stream& stream, const Schedule& schedule, const View& view) {
  std::vector<std::string> cut;
  std::size_t from = 0;
  for (const std::size_t size : pieces(schedule, stream.bytes.size())) {
    cut.push_back(stream.bytes.substr(from, size));
    from += size;
  }
  std::string how;
  if (cut.size() > 1) how = say(kCutAt, view.lang) + say(kComma, view.lang);
  how += in(view.lang, schedule.end == StreamEnd::fin   ? kThenFin
                       : schedule.end == StreamEnd::rst ? kThenRst
                                                        : kThenSilence);
  return say(kInBrackets, view.lang, cut_bytes(cut, view), how);
}

/// `"o|k" "ok"`: the replies, each turn of the conversation by itself, a bar where it was cut.
std::string cut_replies(const Stream& stream, const Cutting& cutting, const View& view) {
  std::vector<std::string> turns;
  std::size_t from = 0;
  bool is_cut = false;
  const auto add = [&](std::size_t to) {
    std::string turn;
    for (const std::size_t size : pieces(cutting, from, to)) {
      is_cut = is_cut || !turn.empty();
      if (!turn.empty()) turn += '|';
      turn += stream.replies.substr(from, size);
      from += size;
    }
    if (!turn.empty()) turns.push_back(std::move(turn));
  };
  for (const Turn& turn : stream.turns) add(turn.replies);
  add(stream.replies.size());
  const std::string text = messages_in_a_row(turns, view);
  return is_cut ? say(kInBrackets, view.lang, text, say(kCutAt, view.lang)) : text;
}

/// How the program ended that did not end well, or else the receiver.
std::string bad_ending(const Attempt& attempt, const View& view) {
  const bool receiver = attempt.ending.how != Ending::How::exited || attempt.ending.code != 0;
  const bool sender = attempt.sender.how != Ending::How::never_started && !receiver;
  return ending_text(sender ? attempt.sender : attempt.ending, view.lang);
}

/// What the program did that went beyond a limit; {0} is the limit.
const Phrase& limit_phrase(Stop excess) {
  return excess == Stop::output ? kFaultOutput : kFaultLimits[excess];
}

std::string fault_text(const Attempt& attempt, const View& view) {
  switch (attempt.fault) {
    case Fault::silent_end:
      return say(kFaultSilentEnd, view.lang);
    case Fault::withheld:
      return say(kFaultWithheld, view.lang);
    case Fault::hang:
      return say(kFaultHang, view.lang);
    case Fault::crash:
      return say(chosen(attempt.verdict == Verdict::same ? kFaultOnlyCrash : kFaultCrash),
                 view.lang, bad_ending(attempt, view));
    case Fault::not_run:
      return say(kFaultNotRun, view.lang, attempt.detail);
    case Fault::nothing_sent:
      return say(kFaultNothingSent, view.lang);
    case Fault::limit:
      return say(chosen(limit_phrase(*attempt.limit)), view.lang,
                 attempt.detail.substr(0, attempt.detail.find(',')));
    case Fault::verdict:
    case Fault::none:
      break;
  }
  return std::string(in(view.lang, kVerdictMeanings[attempt.verdict]));
}

bool is_udp(const Trial& trial) { return trial.lab->transport == Transport::udp; }

Lines fault_lines(const Trial& trial, const View& view) {
  return labelled(in(view.lang, kTrialFails), trial_fault(trial, view), view, Tone::wrong);
}

/// The delivery, and what came of it.
Lines outcome_lines(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const auto line = [&](const Phrase& label, const std::string& text) {
    return labelled(in(view.lang, label), text, view);
  };
  Lines lines;
  if (!trial.real)
    append(lines,
           line(kTrialDelivery, is_udp(trial) ? arrived_text(trial, view)
                                              : cut_stream(trial.stream, attempt.schedule, view)));
  if (const auto& replies = attempt.schedule.replies)
    append(lines, line(kTrialReplies, cut_replies(trial.stream, *replies, view)));
  append(lines, line(kTrialMeant, messages_in_a_row(trial.lab->meant.messages, view)));
  append(lines, line(attempt.by == kSender ? kTrialUnderstoodBySender : kTrialUnderstood,
                     messages_in_a_row(attempt.understood, view)));
  if (attempt.sender.how != Ending::How::never_started)
    append(lines, line(kTrialSender, ending_text(attempt.sender, view.lang)));
  append(lines, line(kTrialEnding, ending_text(attempt.ending, view.lang)));
  return lines;
}

Lines scene_lines(const Trial& trial, const View& view) {
  return scene(trial.failing, observe(Meant{}, trial.failing), view.width, view);
}

Lines note_lines(const Trial& trial, const View& view) {
  if (trial.uncounted == 0) return {};
  return labelled(in(view.lang, kTrialNote), say(kSenderNotCounted, view.lang, trial.uncounted),
                  view);
}

/// A single line stands behind its label, several below it, as they were written.
Lines last_words_lines(const Trial& trial, const View& view) {
  constexpr int kInset = 2;
  const std::vector<std::string> words = last_words(trial);
  const std::string_view label = in(view.lang, kTrialLastWords);
  if (words.empty()) return {};
  if (words.size() == 1) return labelled(label, visible(words.front()), view);
  std::string head = std::string(label) + std::string(in(view.lang, kColon));
  if (head.ends_with(' ')) head.pop_back();
  Lines lines = {Line(view).add(head)};
  for (const std::string& line : words)
    lines.push_back(Line(view).pad_to(kInset).add(
        truncated(visible(line), view.width - kInset, glyphs(view).ellipsis)));
  return lines;
}

/// What to look at, and how to see it again.
Lines next_lines(const Trial& trial, const View& view) {
  Lines lines = note_lines(trial, view);
  append(lines, last_words_lines(trial, view));
  if (is_udp(trial)) {
    if (const auto said = datagram_hint(trial, view))
      append(lines, labelled(in(view.lang, kTrialHint), *said, view));
  } else if (const auto said = hint(trial, view)) {
    append(lines, labelled(in(view.lang, kTrialHint), *said, view));
  }
  // Not wrapped: it is to be copied.
  lines.push_back(Line(view)
                      .add(say(kTrialAgain, view.lang), Tone::strong)
                      .add(in(view.lang, kColon), Tone::strong)
                      .add(trial.again));
  return lines;
}

}  // namespace

Lines failure_lines(const Trial& trial, const View& view) {
  Lines lines = fault_lines(trial, view);
  append(lines, outcome_lines(trial, view));
  lines.emplace_back(view);
  append(lines, scene_lines(trial, view));
  lines.emplace_back(view);
  append(lines, next_lines(trial, view));
  return lines;
}

Lines failure_on_terminal(const Trial& trial, const View& view) {
  Lines lines = scene_lines(trial, view);
  lines.emplace_back(view);
  append(lines, outcome_lines(trial, view));
  append(lines, fault_lines(trial, view));
  append(lines, next_lines(trial, view));
  return lines;
}

std::string trial_fault(const Trial& trial, const View& view) {
  const Fault fault = trial.failure->fault;
  const bool of_datagrams =
      is_udp(trial) && (fault == Fault::verdict || (fault == Fault::hang && !trial.real));
  if (fault == Fault::nothing_sent && listens_elsewhere(trial))
    return say(kFaultNobodyCame, view.lang);
  return of_datagrams ? datagram_fault_text(trial, view) : fault_text(*trial.failure, view);
}

std::string trial_summary(Version version, const Trial& trial, Lang lang) {
  const std::string_view name = in(lang, kVersionWords[version]);
  const bool sometimes = trial.asked == Holds::sometimes;
  if (trial.real) return say(kRealRunFailed, lang, name);
  if (sometimes && trial.passed()) return say(kHeldSometimes, lang, name);
  if (trial.asked == Holds::never)
    return say(chosen(trial.passed() ? kNeverHeld : kHeldOnce), lang, name, trial.schedules);
  if (sometimes)
    return say(chosen(trial.failure ? kHeldNever : kHeldAlways), lang, name, trial.schedules);
  if (trial.passed()) return say(kHeldEverywhere, lang, name, trial.schedules);
  return say(kNotHeld, lang, name, print_schedule(trial.failure->schedule));
}

std::string plain_text(const Lab& lab, const Trace& trace, const Observation& seen,
                       const View& view) {
  const bool right = seen.verdict == Verdict::same;
  Lines lines = labelled(in(view.lang, right ? kTrialPassed : kTrialFails),
                         verdict_text(seen, view.lang), view, right ? Tone::right : Tone::wrong);
  const bool local = lab.transport == Transport::local;
  append(lines,
         labelled(in(view.lang, kTrialNote),
                  say(chosen(local ? kTrialLocal : kTrialPlain), view.lang, lab.number), view));
  append(lines, message_list(kMessagesUnderstood, seen.messages, view.width, view));
  append(lines, scene(trace, seen, view.width, view));
  return joined(lines);
}

std::string trial_text(const Trial& trial, const View& view) {
  if (trial.failure) return joined(failure_on_terminal(trial, view));
  Lines lines = labelled(
      in(view.lang, kTrialPassed),
      say(chosen(trial.ended_early ? kTrialSchedules : kTrialSome), view.lang, trial.schedules),
      view, Tone::right);
  append(lines, note_lines(trial, view));
  return joined(lines);
}

}  // namespace stickylab
