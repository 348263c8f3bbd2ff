#include "show/present_openings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "lanes/story.hpp"
#include "report/differences.hpp"
#include "report/text_words.hpp"
#include "show/code.hpp"
#include "show/page.hpp"
#include "show/present_words.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

constexpr int kChoiceIndent = 5;  // below "✓ b  "

/// "✓ b  helloworld": the sign beside the choice that is right, once it is to be told.
void add_choices(Page& page, const Lab& lab, bool told, const View& view) {
  for (std::size_t i = 0; i < lab.predict.choices.size(); ++i) {
    const bool right = told && static_cast<int>(i) == lab.predict.answer;
    const std::string_view sign = right ? glyphs(view).good : " ";
    const std::string choice = fmt::format("{} {:c}  {}", sign, 'a' + static_cast<int>(i),
                                           in(view.lang, lab.predict.choices[i]));
    page.add(
        flowed({{choice, right ? Tone::right : Tone::plain}}, view.width, kChoiceIndent, view));
    if (!told) page.gap();
  }
}

int minutes_of(const Talk& talk, std::size_t labs) {
  int minutes = 0;
  for (std::size_t i = 0; i < labs; ++i) minutes += talk[i].planned.minutes;
  return minutes;
}

/// The plan's words about the lab at hand.
void add_planned(Page& page, const Talk& talk, std::size_t lab, const View& view) {
  const PlannedLab& planned = talk[lab].planned;
  const std::string& note = in(view.lang, planned.note);
  if (!note.empty()) {
    page.gap();
    page.text(note);
  }
  if (planned.minutes == 0) return;
  const int before = minutes_of(talk, lab);
  page.gap();
  page.text(say(kPresentMinutes, view.lang, planned.minutes, before, before + planned.minutes),
            Tone::quiet);
}

Lines question(const Talk& talk, std::size_t lab, const View& view) {
  Page page(view);
  page.gap();
  page.add(
      flowed({{in(view.lang, talk[lab].lab.predict.question), Tone::strong}}, view.width, 0, view));
  page.gap();
  add_choices(page, talk[lab].lab, false, view);
  page.text(kPresentAsk, Tone::strong);
  add_planned(page, talk, lab, view);
  return page.take();
}

Lines answer(const Show& show, const View& view) {
  const Prediction& predict = show.lab.predict;
  Page page(view);
  page.add(flowed({{in(view.lang, predict.question), Tone::strong}}, view.width, 0, view));
  page.gap();
  add_choices(page, show.lab, true, view);
  if (!show.comparison.broken_mismatches.empty()) page.text(kPresentNotShown, Tone::unclear);
  page.gap();
  page.add(labelled(in(view.lang, kWhy), in(view.lang, show.lab.why), view));
  if (!predict.tempting) return page.take();
  page.gap();
  page.text(kPresentTempting, Tone::strong);
  page.text(in(view.lang, *predict.tempting));
  return page.take();
}

bool is_comment(const DiffLine& line) {
  const std::size_t at = line.text.find_first_not_of(' ');
  return at == std::string::npos || std::string_view(line.text).substr(at).starts_with("//");
}

/// Only the lines that the fix changes, a gap between those that do not follow each other. Changes
/// of nothing but comments come last.
std::vector<DiffLine> changes_alone(const std::vector<DiffLine>& code) {
  std::vector<std::vector<DiffLine>> groups(1);
  for (const DiffLine& line : code) {
    if (line.kind != DiffLine::Kind::same) {
      groups.back().push_back(line);
    } else if (!groups.back().empty()) {
      groups.emplace_back();
    }
  }
  std::stable_partition(groups.begin(), groups.end(), [](const std::vector<DiffLine>& group) {
    return !std::ranges::all_of(group, is_comment);
  });
  std::vector<DiffLine> changes;
  for (const auto& group : groups) {
    changes.insert(changes.end(), group.begin(), group.end());
    changes.push_back({DiffLine::Kind::skipped, {}});
  }
  return changes;
}

/// The lines that the fix changes; without those around them if there is no room.
Lines fix(const Show& show, int rows, const View& view) {
  Page page(view);
  if (show.lab.is_capstone()) {
    show_cures(page, show.lab.lessons, view);
    return page.take();
  }
  show_fix(page, show.code, view);
  Lines whole = page.take();
  if (std::ssize(whole) <= rows) return whole;
  Page short_page(view);
  show_fix(short_page, changes_alone(show.code), view);
  return short_page.take();
}

Lines numbers(const Show& show, const View& view) {
  Lines lines = difference_table(show.comparison, view);
  append(lines, segments_note(show.broken.trace(), show.broken.seen(), view));
  if (const auto& rule = show.lab.teaching.rule) {
    lines.emplace_back(view);
    append(lines, labelled(in(view.lang, kPresentRule), in(view.lang, *rule), view));
  }
  return lines;
}

}  // namespace

Lines opening(const Talk& talk, const PresentState& state, int rows, const View& view) {
  const Show& show = talk[state.lab];
  switch (state.here().act) {
    case Act::broken:
      return question(talk, state.lab, view);
    case Act::answer:
      return answer(show, view);
    case Act::fixed:
      return fix(show, rows, view);
    case Act::both:
      return numbers(show, view);
  }
  return {};
}

}  // namespace stickylab
