#include "show/learn_screen.hpp"

#include <fmt/core.h>

#include <sstream>

#include "judge/observation.hpp"
#include "lanes/story.hpp"
#include "show/code.hpp"
#include "show/learn_guesses.hpp"
#include "show/learn_words.hpp"
#include "show/page.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

class Screen {
 public:
  Screen(const Lesson& lesson, const LearnState& state, const View& view)
      : lesson_(lesson), lab_(lesson.lab), state_(state), view_(view), page_(view) {}

  Frame frame();

 private:
  std::string words(const Phrase& text) const { return std::string(in(view_.lang, text)); }

  Lines head() const;
  Lines foot() const;
  std::vector<std::string> keys() const;

  void look();
  void predict();
  void run();
  void lanes();
  void answer(const Observation& seen);
  void fixed();
  void why();
  void practice();

  const Lesson& lesson_;
  const Lab& lab_;
  const LearnState& state_;
  const View& view_;
  Page page_;
};

Frame Screen::frame() {
  switch (state_.step) {
    case Step::look:
      look();
      break;
    case Step::code:
      show_code(page_, lesson_, view_);
      break;
    case Step::predict:
      predict();
      break;
    case Step::run:
      run();
      break;
    case Step::fix:
      if (lab_.is_capstone()) {
        show_cures(page_, lab_.lessons, view_);
      } else {
        show_fix(page_, lesson_.code, view_);
      }
      break;
    case Step::fixed:
      fixed();
      break;
    case Step::why:
      why();
      break;
    case Step::practice:
      practice();
      break;
    case Step::guesses:
      show_guesses(page_, lesson_, view_);
      break;
  }
  return {head(), page_.take(), foot()};
}

Lines Screen::head() const {
  const std::string title = fmt::format("{} {}", lab_.number, in(view_.lang, lab_.title));
  const std::string step = say(kLearnStep, view_.lang, static_cast<int>(state_.step) + 1, kSteps,
                               in(view_.lang, kStepWords[state_.step]));
  return title_lines(title, {step, Tone::quiet}, view_);
}

std::vector<std::string> Screen::keys() const {
  std::vector<std::string> keys;
  if (state_.step == Step::predict && !state_.seen)
    keys.push_back(say(kKeyGuess, view_.lang, choice_count(lab_)));
  if (state_.step == Step::run || state_.step == Step::fixed) keys.push_back(words(kKeyAgain));
  if (state_.step == Step::practice && lab_.transport == Transport::tcp)
    keys.push_back(words(kKeyTry));
  const bool runs_next = state_.step == Step::predict || state_.step == Step::fix;
  if (state_.step != Step::guesses)
    keys.push_back(words(runs_next ? kKeyRun : kKeyNext));
  else if (lesson_.next)
    keys.push_back(words(kKeyNextLab));
  if (state_.step != Step::look) keys.push_back(words(kKeyBack));
  keys.push_back(words(kKeyScroll));
  keys.push_back(words(kKeyQuit));
  return keys;
}

Lines Screen::foot() const {
  std::vector<Part> parts;
  for (const std::string& key : keys())
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
  page_.gap();
  page_.text(kLearnOrder);
  page_.gap();
  page_.text(kLearnGuessIsYours);
  page_.gap();
  page_.text(kNetWords[lesson_.environment.net]);
  page_.add(environment_lines(lesson_.environment, view_));
}

void Screen::predict() {
  page_.text(in(view_.lang, lab_.predict.question), Tone::strong);
  page_.gap();
  const int guess = valid_guess(lab_, state_.guess);
  for (int number = 1; number <= choice_count(lab_); ++number) {
    const bool mine = number == guess;
    std::string line = fmt::format("{} {}", mine ? glyphs(view_).understood : " ",
                                   choice_text(lab_, number, view_.lang));
    if (mine) line += "  " + words(kLearnYours);
    page_.add(flowed({{line, mine ? Tone::strong : Tone::plain}}, view_.width, 5, view_));
    page_.gap();
  }
  if (state_.seen && guess == 0) return page_.text(say(kLearnTooLate, view_.lang, lab_.number));
  if (state_.seen) return page_.text(kLearnStays, Tone::quiet);
  if (guess == 0 && state_.asked) return page_.text(kLearnWithout, Tone::unclear);
  page_.text(guess == 0 ? kLearnOpen : kLearnChange, Tone::quiet);
}

void Screen::run() {
  if (!state_.broken) return page_.text(kLearnRunning);
  const Observation seen = observe(lab_.meant, *state_.broken);
  answer(seen);
  page_.gap();
  page_.add(story(*state_.broken, seen, view_.width, view_));
  lanes();
}

/// What the words and signs of the lanes stand for.
void Screen::lanes() {
  const bool local = lab_.transport == Transport::local;
  const bool wire = state_.broken->info().net != Net::loopback && !local;
  page_.gap();
  page_.text(kLearnLanes, Tone::strong);
  page_.item(words(wire ? kLearnLanesThree : kLearnLanesTwo));
  if (lab_.transport == Transport::tcp) {
    page_.item(words(kLearnLanesCounts));
    page_.item(words(kLearnLanesHeld));
  }
  page_.item(say(kLearnLanesMessage, view_.lang, glyphs(view_).understood));
}

/// The guess beside what happened. Of a run that does not show it nothing is said.
void Screen::answer(const Observation& seen) {
  const auto net = state_.broken->info().net;
  if (!mismatches(lab_.broken.at(net), seen).empty())
    return page_.text(kLearnNotShown, Tone::unclear);
  const int guess = valid_guess(lab_, state_.guess);
  const int answer = lab_.predict.answer + 1;
  const std::string none = words(kLearnNone);
  page_.add(
      aligned({{{words(kLearnGuessed)},
                {guess == 0 ? none : choice_text(lab_, guess, view_.lang), Tone::strong}},
               {{words(kLearnHappened)}, {choice_text(lab_, answer, view_.lang), Tone::strong}}},
              view_));
  page_.gap();
  page_.text(in(view_.lang, lab_.symptom));
  if (guess == answer) return page_.text(kLearnRight, Tone::right);
  if (guess != 0) page_.text(kLearnWrong);
  if (lab_.predict.tempting) page_.text(in(view_.lang, *lab_.predict.tempting));
}

void Screen::fixed() {
  if (!state_.fixed) return page_.text(kLearnRunning);
  page_.add(story(*state_.fixed, observe(lab_.meant, *state_.fixed), view_.width, view_));
}

void Screen::why() {
  page_.text(in(view_.lang, lab_.why));
  if (lesson_.places.empty()) return;
  page_.gap();
  page_.text(kLearnWild, Tone::strong);
  for (const std::string& place : lesson_.places) page_.item(place);
}

void Screen::practice() {
  for (const std::string& idea : lesson_.ideas) {
    std::istringstream lines(idea);
    std::string line;
    std::getline(lines, line);
    page_.item(line);
    while (std::getline(lines, line)) page_.command(line);
  }
  if (!lesson_.ideas.empty()) page_.gap();
  if (lab_.transport == Transport::tcp) {
    page_.text(is_delivered(lab_, lesson_.environment.net)
                   ? say(kLearnCopy, view_.lang, lesson_.copy.string())
                   : say(kLearnCopyPlain, view_.lang, lesson_.copy.string()));
    if (lesson_.has_copy) page_.text(kLearnCopyThere);
    page_.gap();
  }
  page_.text(say(kLearnNoCopy, view_.lang, lab_.folder.string()));
  page_.command("make lab LAB=" + lab_.number);
  page_.text(kLearnOften);
  page_.command(fmt::format("build/bin/stickylab repeat {} --no-gates", lab_.number));
}

}  // namespace

Frame learn_frame(const Lesson& lesson, const LearnState& state, Size size, const View& asked) {
  View view = asked;
  view.width = size.columns;
  return Screen(lesson, state, view).frame();
}

Lines learn_screen(const Lesson& lesson, const LearnState& state, Size size, const View& view) {
  View own = view;
  own.width = size.columns;
  return laid_out(learn_frame(lesson, state, size, view), size, state.scroll, own);
}

}  // namespace stickylab
