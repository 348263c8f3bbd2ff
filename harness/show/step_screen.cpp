#include "show/step_screen.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "lanes/lanes.hpp"
#include "lanes/story.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_words.hpp"
#include "show/step_panel.hpp"
#include "show/step_waits.hpp"
#include "show/step_words.hpp"

namespace stickylab {
namespace {

constexpr int kTall = 30;          // rows of a screen, with space for what can be done without;
constexpr int kSpaciousRows = 40;  // and between events

/// The screen, from top to bottom.
class StepScreen {
 public:
  StepScreen(const Lab& lab, const Now& now, const StepState& state, Size size, const View& view)
      : lab_(lab), now_(now), state_(state), size_(size), view_(view) {}

  Lines lines() const;
  bool fits() const { return state_.help || lines_needed() <= size_.rows; }

 private:
  int lines_needed() const;
  Frame frame() const;
  Lines verdict() const;
  std::string keys() const;
  Lines head() const;
  Lines past() const;
  Lines foot() const;

  template <class... Args>
  std::string text(PhraseFor<Args...> what, const Args&... args) const {
    return say(what, view_.lang, args...);
  }

  const Lab& lab_;
  const Now& now_;
  const StepState& state_;
  Size size_;
  const View& view_;
};

Lines StepScreen::lines() const {
  if (state_.help) return laid_out({head(), key_lines(kStepKeyHelp, view_), {}}, size_, 0, view_);
  if (!fits())
    return only(text(kStepTooSmall, size_.columns, size_.rows, lines_needed()), size_, view_);
  Frame frame = this->frame();
  const int rows = room_for_body(frame, size_);
  if (std::ssize(frame.body) > rows) frame.body = last_of(std::move(frame.body), rows, view_);
  return laid_out(frame, size_, 0, view_);
}

Frame StepScreen::frame() const {
  Frame frame{head(), past(), foot()};
  append(frame.head, lane_blocks(now_.trace(), {}, 0, view_.width, view_).front());
  return frame;
}

/// With two rules, and an event of the past.
int StepScreen::lines_needed() const {
  const Frame whole = frame();
  return static_cast<int>(whole.head.size() + whole.foot.size()) + 2 + 1;
}

Lines StepScreen::head() const {
  const std::string title = fmt::format("{} {}", lab_.number, in(view_.lang, lab_.title));
  const Phrase& how = now_.has_ended() ? kStepOver : state_.flowing ? kStepFlowing : kStepHeld;
  const std::string where = text(kStepWhere, text(chosen(kVersionWords[state_.version])),
                                 text(chosen(how)), now_.let_through());
  Lines lines = title_lines(title, {where, Tone::strong}, view_);
  if (size_.rows >= kTall)
    append(lines, message_list(kMessagesMeant, lab_.meant.messages, view_.width, view_));
  return lines;
}

Lines StepScreen::past() const {
  View view = view_;
  view.hex = state_.hex;
  const auto& rows = now_.past();
  const std::int64_t start_ns = rows.empty() ? 0 : rows.front().time_ns;
  const auto blocks = lane_blocks(now_.trace(), rows, start_ns, view.width, view);
  Lines lines;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    append(lines, blocks[i]);
    if (size_.rows >= kSpaciousRows) lines.emplace_back(view);
  }
  if (!now_.has_ended()) return lines;
  lines.emplace_back(view);
  if (now_.is_reordered()) {
    append(lines, flowed({{text(kStepReordered), Tone::strong}}, view.width, 2, view));
    append(lines, message_list(kMessagesUnderstood, now_.seen().messages, view.width, view));
  } else {
    append(lines, verdict());
  }
  return lines;
}

/// A person's pace makes no run of the broken version a good one: what survives the pace is said.
Lines StepScreen::verdict() const {
  const bool right = now_.seen().verdict == Verdict::same;
  const auto& fact = now_.pace_fact();
  if (!right || (state_.version == Version::fixed && !fact))
    return conclusion(state_.version, now_.seen(), view_.width, view_);
  const std::string which = text(chosen(kVersionWords[state_.version]));
  const bool of_time = lab_.meant.pace && lab_.meant.pace->by == Pace::By::time_ms;
  std::string what =
      text(chosen(of_time ? kStepPaceUnknown : kStepRightThisTime), which, lab_.number);
  if (fact)
    what = text(chosen(fact->what == Cause::What::nagle ? kStepPaceNagle : kStepPaceCork), which,
                fact->times, fact->exchanges);
  Lines lines = flowed({{what, Tone::strong}}, view_.width, 2, view_);
  append(lines, message_list(kMessagesUnderstood, now_.seen().messages, view_.width, view_));
  return lines;
}

Lines StepScreen::foot() const {
  Lines lines = now_.has_ended() ? Lines{} : step_panel(now_, state_, size_.rows, view_);
  if (!now_.has_ended()) lines.push_back(rule_line(text(kStepWaits), view_));
  append(lines, step_waits(lab_, now_, view_));
  lines.push_back(rule_line("", view_));
  append(lines, flowed({{keys(), Tone::quiet}}, view_.width, 0, view_));
  return lines;
}

/// Those that do something now.
std::string StepScreen::keys() const {
  if (now_.has_ended())
    return text(chosen(state_.version == Version::broken ? kStepKeysOver : kStepKeysLast));
  const std::size_t held = now_.held().size();
  return text(chosen(held == 0   ? kKeysNone
                     : held == 1 ? kKeysOne
                                 : kKeysMany)) +
         text(chosen(state_.flowing ? kKeysHold : kKeysFlow));
}

}  // namespace

bool fits(const Lab& lab, const Now& now, const StepState& state, Size size, const View& asked) {
  const View view = as_wide_as(size, asked);
  return StepScreen(lab, now, state, size, view).fits();
}

Lines step_screen(const Lab& lab, const Now& now, const StepState& state, Size size,
                  const View& asked) {
  const View view = as_wide_as(size, asked);
  return StepScreen(lab, now, state, size, view).lines();
}

}  // namespace stickylab
