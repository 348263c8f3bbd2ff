#include "report/trial.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "text/payload.hpp"
#include "text/width.hpp"
#include "text/words.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMost = 8;  // of what is listed

/// `hel|lo`: a bar where it was cut. Where that takes too many lines, each piece is shortened.
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
  if (pieces.size() > shown)
    text += "| " + say(Word::more_pieces, view.lang, pieces.size() - shown);
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
  if (cut.size() > 1) how = say(Word::cut_at, view.lang) + say(Word::comma, view.lang);
  how += word(schedule.end == StreamEnd::fin   ? Word::then_fin
              : schedule.end == StreamEnd::rst ? Word::then_rst
                                               : Word::then_silence,
              view.lang);
  return say(Word::in_brackets, view.lang, cut_bytes(cut, view), how);
}

std::string list(const std::vector<std::string>& messages, const View& view) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, messages.size()); ++i)
    text += (i == 0 ? "" : " ") + quoted(messages[i], std::ssize(messages[i]), view.width, view);
  if (messages.size() > kMost)
    text += " " + say(Word::more_messages, view.lang, messages.size() - kMost);
  return text.empty() ? std::string(word(Word::none, view.lang)) : text;
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
  const std::string text = list(turns, view);
  return is_cut ? say(Word::in_brackets, view.lang, text, say(Word::cut_at, view.lang)) : text;
}

/// How the program ended that did not end well, or else the receiver.
std::string bad_ending(const Attempt& attempt, const View& view) {
  const bool receiver = attempt.ending.how != Ending::How::exited || attempt.ending.code != 0;
  const bool sender = attempt.sender.how != Ending::How::never_started && !receiver;
  return ending_text(sender ? attempt.sender : attempt.ending, view.lang);
}

std::string fault_text(const Attempt& attempt, const View& view) {
  switch (attempt.fault) {
    case Fault::silent_end:
      return say(Word::fault_silent_end, view.lang);
    case Fault::hang:
      return say(Word::fault_hang, view.lang);
    case Fault::crash:
      return say(Word::fault_crash, view.lang, bad_ending(attempt, view));
    case Fault::not_run:
      return say(Word::fault_not_run, view.lang, attempt.detail);
    case Fault::nothing_sent:
      return say(Word::fault_nothing_sent, view.lang);
    case Fault::limit:
      return say(limit_word(*attempt.limit), view.lang,
                 attempt.detail.substr(0, attempt.detail.find(',')));
    case Fault::verdict:
    case Fault::none:
      break;
  }
  return std::string(word(verdict_meaning(attempt.verdict), view.lang));
}

/// What to look at, by what was seen; nothing where that says it all.
std::optional<Word> hint(const Attempt& attempt) {
  if (attempt.fault == Fault::silent_end)
    return attempt.schedule.end == StreamEnd::rst ? Word::hint_reset : Word::hint_eof;
  const bool both = attempt.schedule.replies.has_value();
  if (attempt.fault == Fault::hang) return both ? Word::hint_short_read : Word::hint_hang;
  if (both && attempt.fault != Fault::not_run) return Word::hint_short_read;
  if (attempt.fault != Fault::verdict) return std::nullopt;
  if (attempt.schedule.after) return Word::hint_eof;
  if (attempt.verdict == Verdict::merged) return Word::hint_merged;
  const auto cut = [](const std::string& message) {
    return visible(message).find("\\x") != std::string::npos;
  };
  for (const std::string& message : attempt.understood)
    if (attempt.verdict == Verdict::torn && cut(message)) return Word::hint_character;
  if (attempt.verdict == Verdict::extra) return Word::hint_empty;
  return Word::hint_short_read;
}

Lines fault_lines(const Trial& trial, const View& view) {
  return labelled(word(Word::trial_fails, view.lang), fault_text(*trial.failure, view), view,
                  Tone::wrong);
}

/// The delivery, and what came of it.
Lines outcome_lines(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  const auto line = [&](Word label, const std::string& text) {
    return labelled(word(label, view.lang), text, view);
  };
  Lines lines;
  if (!trial.real)
    append(lines, line(Word::trial_delivery, cut_stream(trial.stream, attempt.schedule, view)));
  if (const auto& replies = attempt.schedule.replies)
    append(lines, line(Word::trial_replies, cut_replies(trial.stream, *replies, view)));
  append(lines, line(Word::trial_meant, list(trial.lab->meant.messages, view)));
  append(lines, line(Word::trial_understood, list(attempt.understood, view)));
  if (attempt.sender.how != Ending::How::never_started)
    append(lines, line(Word::trial_sender, ending_text(attempt.sender, view.lang)));
  append(lines, line(Word::trial_ending, ending_text(attempt.ending, view.lang)));
  return lines;
}

Lines scene_lines(const Trial& trial, const View& view) {
  return scene(trial.failing, observe(Meant{}, trial.failing), view.width, view);
}

/// What to look at, and how to see it again.
Lines next_lines(const Trial& trial, const View& view) {
  Lines lines;
  if (const auto word_of_hint = hint(*trial.failure))
    append(lines,
           labelled(word(Word::trial_hint, view.lang), word(*word_of_hint, view.lang), view));
  // Not wrapped: it is to be copied.
  lines.push_back(Line(view)
                      .add(say(Word::trial_again, view.lang), Tone::strong)
                      .add(word(Word::colon, view.lang), Tone::strong)
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

std::string trial_summary(Version version, const Trial& trial, Lang lang) {
  const std::string_view name = word(version_word(version), lang);
  const bool sometimes = trial.asked == Holds::sometimes;
  if (trial.real) return say(Word::real_run_failed, lang, name);
  if (sometimes && trial.passed()) return say(Word::held_sometimes, lang, name);
  if (sometimes)
    return say(trial.failure ? Word::held_never : Word::held_always, lang, name, trial.schedules);
  if (trial.passed()) return say(Word::held_everywhere, lang, name, trial.schedules);
  return say(Word::not_held, lang, name, print_schedule(trial.failure->schedule));
}

std::string trial_text(const Trial& trial, const View& view) {
  if (trial.failure) return joined(failure_on_terminal(trial, view));
  return joined(labelled(
      word(Word::trial_passed, view.lang),
      say(trial.ended_early ? Word::trial_schedules : Word::trial_some, view.lang, trial.schedules),
      view, Tone::right));
}

}  // namespace stickylab
