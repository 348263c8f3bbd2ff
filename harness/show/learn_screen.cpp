#include "show/learn_screen.hpp"

#include <fmt/core.h>

#include "lanes/story.hpp"
#include "show/code.hpp"
#include "show/learn_guess.hpp"
#include "show/learn_guesses.hpp"
#include "show/learn_key_words.hpp"
#include "show/learn_keys.hpp"
#include "show/learn_list.hpp"
#include "show/learn_practice.hpp"
#include "show/learn_run.hpp"
#include "show/learn_words.hpp"
#include "show/page.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

using Over = LearnState::Over;

constexpr Size kLeast{40, 10};

bool is_too_small(Size size) { return size.columns < kLeast.columns || size.rows < kLeast.rows; }

class Screen {
 public:
  Screen(const Lesson& lesson, const LearnState& state, const View& view)
      : lesson_(lesson), lab_(lesson.lab), state_(state), view_(view), page_(view) {}

  Frame frame();
  /// The list of labs, and the line of it that is at hand.
  std::pair<Frame, int> list();

 private:
  std::string words(const Phrase& text) const { return std::string(in(view_.lang, text)); }

  Lines head() const;
  Lines foot(const std::vector<std::string>& keys) const;

  void body();
  void look();
  void fix();
  void why();

  const Lesson& lesson_;
  const Lab& lab_;
  const LearnState& state_;
  const View& view_;
  Page page_;
};

void Screen::body() {
  switch (state_.step) {
    case Step::look:
      return look();
    case Step::code:
      return show_code(page_, lesson_, view_);
    case Step::predict:
      return show_question(page_, lesson_, state_, view_);
    case Step::run:
      return show_broken_run(page_, lesson_, state_, view_);
    case Step::fix:
      return fix();
    case Step::fixed:
      return show_fixed_run(page_, lesson_, state_, view_);
    case Step::why:
      return why();
    case Step::practice:
      return show_practice(page_, lesson_, state_, view_);
    case Step::guesses:
      return show_guesses(page_, lesson_, view_);
  }
}

Frame Screen::frame() {
  if (state_.over == Over::keys) {
    page_.add(key_lines(kLearnKeyHelp, view_));
    return {head(), page_.take(), foot({words(kKeyAnyBack), words(kKeyQuit)})};
  }
  body();
  return {head(), page_.take(), foot(learn_keys(lesson_, state_, view_.lang))};
}

std::pair<Frame, int> Screen::list() {
  const int at_hand = show_labs(page_, lesson_, state_, view_);
  const std::vector<std::string> keys = {words(kKeyChoose), words(kKeyOpen), words(kKeyListBack),
                                         words(kKeyQuit)};
  return {Frame{head(), page_.take(), foot(keys)}, at_hand};
}

/// The place in the course; in full if there is room for it beside the title.
Lines Screen::head() const {
  const std::string title =
      fmt::format("{} {}", lab_.number, in(view_.lang, name_of(lab_, state_.seen)));
  const std::string lab = lesson_.labs.empty() ? ""
                                               : say(kLearnPlace, view_.lang, place_of(lesson_) + 1,
                                                     lesson_.labs.size());
  const int step = static_cast<int>(state_.step) + 1;
  const std::string full =
      lab + say(kLearnStep, view_.lang, step, kSteps, in(view_.lang, kStepWords[state_.step]));
  const bool fits = display_width(title) + 2 + display_width(full) <= view_.width;
  const std::string brief = lab + say(kLearnStepOnly, view_.lang, step, kSteps);
  return title_lines(title, {fits ? full : brief, Tone::quiet}, view_);
}

Lines Screen::foot(const std::vector<std::string>& keys) const {
  std::vector<Part> parts;
  for (const std::string& key : keys)
    parts.push_back({fmt::format("{}{}", parts.empty() ? "" : glyphs(view_).between, key)});
  Lines lines = flowed(parts, view_.width, 0, view_);
  if (!state_.trouble.empty())
    append(lines, flowed({{state_.trouble, Tone::unclear}}, view_.width, 0, view_));
  return lines;
}

std::string_view protocol_of(const Lab& lab) {
  if (lab.transport == Transport::local) return "AF_UNIX";
  return lab.transport == Transport::udp ? "UDP" : "TCP";
}

void Screen::look() {
  page_.text(say(kLearnPrograms, view_.lang, protocol_of(lab_)));
  page_.gap();
  const auto& meant = lab_.meant;
  page_.add(meant.understood_by == kSender
                ? message_list(kLearnToGet, meant.messages, view_.width, view_)
                : message_list(kLearnMeant, meant.messages, view_.width, view_));
  if (lab_.teaching.gloss) page_.text(in(view_.lang, *lab_.teaching.gloss), Tone::quiet);
  page_.gap();
  page_.text(kLearnOrder);
  page_.gap();
  page_.text(kLearnGuessIsYours);
  page_.gap();
  page_.text(kNetWords[lesson_.environment.net]);
  page_.add(environment_lines(lesson_.environment, view_));
}

void Screen::fix() {
  if (lab_.is_capstone()) return show_cures(page_, lab_.lessons, view_);
  show_fix(page_, lesson_.code, view_);
}

void Screen::why() {
  page_.text(in(view_.lang, lab_.why));
  if (!lesson_.wild.empty()) {
    page_.gap();
    page_.text(kLearnWild, Tone::strong);
    for (const std::string& place : lesson_.wild) page_.item(place);
  }
  if (lesson_.readme.empty()) return;
  page_.gap();
  page_.text(kLearnReadme);
  page_.command(lesson_.readme);
}

}  // namespace

Frame learn_frame(const Lesson& lesson, const LearnState& state, Size size, const View& asked) {
  const View view = as_wide_as(size, asked);
  return Screen(lesson, state, view).frame();
}

Lines learn_screen(const Lesson& lesson, const LearnState& state, Size size, const View& view) {
  const View own = as_wide_as(size, view);
  if (is_too_small(size))
    return only(say(kTooSmall, view.lang, kLeast.columns, kLeast.rows, size.columns, size.rows),
                size, own);
  if (state.words) return glossary_screen(*state.words, size, own);
  if (state.over != Over::labs)
    return laid_out(learn_frame(lesson, state, size, view), size,
                    state.over == Over::keys ? 0 : state.scroll, own);
  const auto [frame, at_hand] = Screen(lesson, state, own).list();
  return laid_out(frame, size, at_hand - room_for_body(frame, size) / 2, own);
}

}  // namespace stickylab
