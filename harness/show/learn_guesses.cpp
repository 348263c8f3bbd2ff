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

Guesses counted(const std::vector<Guessed>& labs) {
  Guesses sum;
  for (const auto& [lab, progress] : labs) {
    const int guess = progress.seen ? valid_guess(*lab, progress.guess) : 0;
    if (guess != 0) ++(guess == lab->predict.answer + 1 ? sum.right : sum.otherwise);
  }
  return sum;
}

void show_guess(Page& page, const Lab& lab, int guess, const View& view) {
  const int answer = lab.predict.answer + 1;
  const bool right = guess == answer;
  const auto line = [&](const Phrase& label, std::string_view sign, const std::string& words,
                        Tone tone) {
    Line row(view);
    const int wide = std::max(display_width(in(view.lang, kLearnGuessed)),
                              display_width(in(view.lang, kLearnHappened)));
    row.add("   ").add(in(view.lang, label), Tone::quiet).pad_to(3 + wide + 2).add(sign, tone);
    row.pad_to(3 + wide + 4);
    const int column = row.width();
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
}

void show_next_lab(Page& page, const Lesson& lesson, const View& view) {
  const Lab* next = lesson.next;
  if (next == nullptr) return page.text(kLearnLastLab);
  page.text(say(kLearnNextLab, view.lang, next->number, in(view.lang, next->title)));
  if (next->part != lesson.lab.part)
    page.text(say(kLearnNextPart, view.lang, next->part, in(view.lang, part_title(next->part))));
  page.text(kLearnAnyLab, Tone::quiet);
}

}  // namespace

void show_guesses(Page& page, const Lesson& lesson, const View& view) {
  const Guesses sum = counted(lesson.guesses);
  const int part = lesson.lab.part;
  page.text(say(kLearnPart, view.lang, part, in(view.lang, part_title(part))), Tone::strong);
  page.text(say(kLearnPartGuessed, view.lang, sum.right + sum.otherwise, lesson.guesses.size()));
  page.gap();
  for (const auto& [lab, progress] : lesson.guesses)
    if (progress.seen) show_guess(page, *lab, valid_guess(*lab, progress.guess), view);
  page.gap();
  const bool last =
      !lesson.guesses.empty() && lesson.guesses.back().lab->number == lesson.lab.number;
  if (last && sum.right + sum.otherwise > 0) {
    page.text(say(kLearnPartOver, view.lang, sum.right, sum.otherwise));
    page.text(sum.otherwise > 0 ? kLearnPartSurprises : kLearnPartNoSurprise);
    page.gap();
  }
  show_next_lab(page, lesson, view);
}

}  // namespace stickylab
