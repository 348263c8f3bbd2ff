#include "show/code.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "show/kit_calls.hpp"
#include "show/learn_words.hpp"
#include "text/common_words.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

/// A line of code at `column`, on as many lines as it takes: what is left over stands deeper.
void add_code(Page& page, const Line& margin, const std::string& text, Tone tone,
              const View& view) {
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  const int column = margin.width();
  const int room = std::max(8, view.width - column - static_cast<int>(indent));
  const bool fits = display_width(text) <= view.width - column;
  const int hang = fits ? 0 : 4;
  const auto pieces = fits ? std::vector{text.substr(indent)}
                           : wrapped(text.substr(indent), std::max(4, room - hang));
  for (std::size_t i = 0; i < std::max<std::size_t>(1, pieces.size()); ++i) {
    Line line(view);
    if (i == 0) line.add(margin);
    line.pad_to(column + static_cast<int>(indent) + (i > 0 ? hang : 0));
    if (i < pieces.size()) line.add(pieces[i], tone);
    page.add({line});
  }
}

/// What the calls of kit:: do.
void show_kit(Page& page, const Lesson& lesson, const View& view) {
  std::string code;
  for (const DiffLine& line : lesson.code)
    if (line.kind != DiffLine::Kind::added) code += line.text + '\n';
  const std::vector<KitCall> calls = kit_calls(code);
  if (calls.empty()) return;
  page.gap();
  page.text(kLearnKit, Tone::strong);
  for (const KitCall& call : calls)
    page.item(fmt::format("{}{}{}", call.name, in(view.lang, kColon), in(view.lang, call.means)));
}

}  // namespace

void show_code(Page& page, const Lesson& lesson, const View& view) {
  const bool marks = !lesson.lab.is_capstone();
  const std::string_view mark = view.ascii ? "#" : "┃";
  page.text(marks ? say(kLearnMarked, view.lang, mark) : in(view.lang, kLearnDesign));
  page.gap();
  for (const DiffLine& line : lesson.code) {
    if (line.kind == DiffLine::Kind::added) continue;
    const bool marked = marks && line.kind == DiffLine::Kind::removed;
    Line margin(view);
    margin.add(fmt::format("{:3} ", line.line), Tone::quiet);
    margin.add(marked ? mark : " ", Tone::wrong).pad_to(6).add(" ");
    add_code(page, margin, line.text, marked ? Tone::wrong : Tone::plain, view);
  }
  show_kit(page, lesson, view);
}

void show_cures(Page& page, const std::vector<Cure>& cures, const View& view) {
  page.text(kLearnCures);
  for (const Cure& cure : cures) {
    page.gap();
    page.text(fmt::format("{}{}{}", fmt::join(cure.from, in(view.lang, kComma)),
                          in(view.lang, kColon), in(view.lang, cure.breaks)),
              Tone::wrong);
    page.text(say(kCureWords, view.lang, cure.lab, cure.file, cure.test), Tone::right);
  }
}

void show_fix(Page& page, const std::vector<DiffLine>& code, const View& view) {
  page.text(kLearnDiff);
  bool skipped = true;
  int moved = 0;  // a line that stays has the number that it has in fixed.cpp
  for (const DiffLine& line : in_context(code)) {
    if (line.kind == DiffLine::Kind::skipped) {
      skipped = true;
      continue;
    }
    if (skipped) page.gap();
    skipped = false;
    const Tone tone = line.kind == DiffLine::Kind::same      ? Tone::plain
                      : line.kind == DiffLine::Kind::removed ? Tone::wrong
                                                             : Tone::right;
    const bool same = line.kind == DiffLine::Kind::same;
    if (!same) moved += line.kind == DiffLine::Kind::added ? 1 : -1;
    Line margin(view);
    margin.add(fmt::format("{:3} ", line.line + (same ? moved : 0)), Tone::quiet);
    margin.add(std::string(1, static_cast<char>(line.kind)), tone).pad_to(6).add(" ");
    add_code(page, margin, line.text, tone, view);
  }
}

}  // namespace stickylab
