#include "show/learn_guesses.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/text_words.hpp"
#include "show/learn_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

/// Of a part: how many guesses were as it was, and how many not.
struct Guesses {
  int right = 0;
  int otherwise = 0;
};

Guesses counted(const std::vector<Visited>& labs) {
  Guesses sum;
  for (const Visited& one : labs) {
    if (one.state == LabState::right) ++sum.right;
    if (one.state == LabState::wrong) ++sum.otherwise;
  }
  return sum;
}

void show_guess(Page& page, const Lab& lab, int guess, const View& view) {
  const int answer = lab.predict.answer + 1;
  const bool right = guess == answer;
  const auto line = [&](const Phrase& label, std::string_view sign, const std::string& words,
                        Tone tone) {
    Line row(view);
    int wide = 0;
    for (const Phrase& one : {kLearnGuessed, kLearnHappened, kLearnRule})
      wide = std::max(wide, display_width(in(view.lang, one)));
    row.add("   ").add(in(view.lang, label), Tone::quiet).pad_to(3 + wide + 2).add(sign, tone);
    const int column = 3 + wide + 4;
    row.pad_to(column);
    for (const std::string& piece : wrapped(words, std::max(8, view.width - column))) {
      page.add({row.add(piece, tone)});
      row = Line(view);
      row.pad_to(column);
    }
  };
  page.add(
      flowed({{fmt::format("{} {}", lab.number, in(view.lang, lab.title))}}, view.width, 3, view));
  if (guess == 0)
    line(kLearnGuessed, "", say(kLearnNone, view.lang), Tone::quiet);
  else
    line(kLearnGuessed, right ? glyphs(view).good : "", choice_text(lab, guess, view.lang),
         right ? Tone::right : Tone::plain);
  if (!right) line(kLearnHappened, "", choice_text(lab, answer, view.lang), Tone::strong);
  if (lab.teaching.rule) line(kLearnRule, "", in(view.lang, *lab.teaching.rule), Tone::plain);
}

void show_next_lab(Page& page, const Lesson& lesson, const View& view) {
  const Visited* next = next_lab(lesson);
  if (next == nullptr) return page.text(kLearnLastLab);
  const Lab& lab = *next->lab;
  page.text(
      say(kLearnNextLab, view.lang, lab.number, in(view.lang, name_of(lab, is_seen(next->state)))));
  if (lab.part != lesson.lab.part)
    page.text(say(kLearnNextPart, view.lang, lab.part, in(view.lang, part_title(lab.part))));
  page.text(kLearnAnyLab, Tone::quiet);
}

}  // namespace

void show_guesses(Page& page, const Lesson& lesson, const View& view) {
  const std::vector<Visited> labs = labs_of_part(lesson);
  const Guesses sum = counted(labs);
  const int part = lesson.lab.part;
  page.text(say(kLearnPart, view.lang, part, in(view.lang, part_title(part))), Tone::strong);
  page.text(say(kLearnPartGuessed, view.lang, sum.right + sum.otherwise, labs.size()));
  page.gap();
  for (const Visited& one : labs)
    if (one.progress.seen)
      show_guess(page, *one.lab, valid_guess(*one.lab, one.progress.guess), view);
  page.gap();
  const bool last = !labs.empty() && labs.back().lab->number == lesson.lab.number;
  if (last && sum.right + sum.otherwise > 0) {
    page.text(say(kLearnPartOver, view.lang, sum.right, sum.otherwise));
    page.text(sum.otherwise > 0 ? kLearnPartSurprises : kLearnPartNoSurprise);
    page.gap();
  }
  show_next_lab(page, lesson, view);
}

}  // namespace stickylab
