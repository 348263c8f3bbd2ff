#include "show/learn_guess.hpp"

#include <fmt/core.h>

#include "lanes/story.hpp"
#include "show/learn_words.hpp"
#include "show/reads_question.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

void show_choice(Page& page, const std::string& choice, bool mine, const View& view) {
  std::string line = fmt::format("{} {}", mine ? glyphs(view).understood : " ", choice);
  if (mine) line += "  " + say(kLearnYours, view.lang);
  page.add(flowed({{line, mine ? Tone::strong : Tone::plain}}, view.width, 5, view));
}

void show_guess_and_fact(Page& page, const std::string& guess, const std::string& fact,
                         const View& view) {
  page.add(aligned({{{say(kLearnGuessed, view.lang)}, {guess, Tone::strong}},
                    {{say(kLearnHappened, view.lang)}, {fact, Tone::strong}}},
                   view));
  page.gap();
}

}  // namespace

void show_question(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  const Lab& lab = lesson.lab;
  page.text(in(view.lang, lab.predict.question), Tone::strong);
  page.gap();
  const int guess = valid_guess(lab, state.guess);
  for (int number = 1; number <= choice_count(lab); ++number) {
    show_choice(page, choice_text(lab, number, view.lang), number == guess, view);
    page.gap();
  }
  if (state.seen) return page.text(guess == 0 ? kLearnTooLate : kLearnStays, Tone::quiet);
  if (guess == 0 && state.asked) return page.text(kLearnWithout, Tone::unclear);
  page.text(guess == 0 ? kLearnOpen : kLearnChange, Tone::quiet);
}

void show_reads_question(Page& page, const Lesson& lesson, const LearnState& state,
                         const View& view) {
  const auto question = reads_question(lesson.lab, lesson.environment.net);
  if (!question) return;
  page.text(kLearnReadsQuestion, Tone::strong);
  page.gap();
  for (int number = 1; number <= std::ssize(question->choices); ++number)
    show_choice(page, reads_choice(*question, number), number == state.reads, view);
  page.gap();
  if (state.reads == 0 && state.asked) return page.text(kLearnWithout, Tone::unclear);
  page.text(state.reads == 0 ? kLearnReadsOpen : kLearnReadsChange, Tone::quiet);
}

void show_answer(Page& page, const Lesson& lesson, const LearnState& state, const Observation& seen,
                 const View& view) {
  const Lab& lab = lesson.lab;
  if (!mismatches(lab.broken.at(lesson.environment.net), seen).empty())
    return page.text(kLearnNotShown, Tone::unclear);
  const int guess = valid_guess(lab, state.guess);
  const int answer = lab.predict.answer + 1;
  show_guess_and_fact(page,
                      guess == 0 ? say(kLearnNone, view.lang) : choice_text(lab, guess, view.lang),
                      choice_text(lab, answer, view.lang), view);
  page.text(in(view.lang, lab.symptom));
  if (lab.teaching.gloss) page.text(in(view.lang, *lab.teaching.gloss), Tone::quiet);
  if (guess == answer) return page.text(kLearnRight, Tone::right);
  if (guess != 0) page.text(kLearnWrong);
  if (lab.predict.tempting) page.text(in(view.lang, *lab.predict.tempting));
}

void show_reads_answer(Page& page, const Lesson& lesson, const LearnState& state,
                       const Observation& seen, const View& view) {
  const auto question = reads_question(lesson.lab, lesson.environment.net);
  const auto reads = seen.numbers.find(Number::reads);
  if (!question || state.reads == 0 || reads == seen.numbers.end()) return;
  if (!mismatches(lesson.lab.fixed.at(lesson.environment.net), seen).empty())
    return page.text(kLearnNotShown, Tone::unclear);
  page.text(kLearnReadsQuestion, Tone::strong);
  const auto guessed = question->choices[static_cast<std::size_t>(state.reads - 1)];
  show_guess_and_fact(page, fmt::format("{}", guessed), fmt::format("{:.0f}", reads->second), view);
}

}  // namespace stickylab
