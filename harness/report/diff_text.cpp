#include "report/diff_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lanes/story.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

/// Changes that stand together, with the lines around them.
struct Hunk {
  int before = 0;  ///< the number of its first line there
  int after = 0;
  int lines_before = 0;
  int lines_after = 0;
  std::vector<DiffLine> lines;

  /// A place without lines is named by the line in front of it.
  std::string head() const {
    return fmt::format("@@ -{},{} +{},{} @@", before - (lines_before == 0 ? 1 : 0), lines_before,
                       after - (lines_after == 0 ? 1 : 0), lines_after);
  }
};

std::vector<Hunk> hunks_of(const std::vector<DiffLine>& all) {
  std::vector<Hunk> hunks;
  const std::vector<DiffLine> shown = in_context(all);
  std::size_t at = 0;  // in `all`
  int before = 1;
  int after = 1;
  bool open = false;
  for (const DiffLine& line : shown) {
    if (line.kind == DiffLine::Kind::skipped) {
      open = false;
      continue;
    }
    for (; !(all[at] == line); ++at, ++before, ++after) {
    }  // what was skipped is the same in both
    ++at;
    if (!open) hunks.push_back({.before = before, .after = after});
    open = true;
    Hunk& hunk = hunks.back();
    hunk.lines.push_back(line);
    if (line.kind != DiffLine::Kind::added) ++before, ++hunk.lines_before;
    if (line.kind != DiffLine::Kind::removed) ++after, ++hunk.lines_after;
  }
  return hunks;
}

Tone tone_of(DiffLine::Kind kind) {
  if (kind == DiffLine::Kind::removed) return Tone::wrong;
  return kind == DiffLine::Kind::added ? Tone::right : Tone::plain;
}

}  // namespace

std::string diff_text(const std::vector<DiffLine>& all, const std::string& before,
                      const std::string& after, const View& view) {
  Lines lines;
  lines.push_back(Line(view).add("--- " + before, Tone::strong));
  lines.push_back(Line(view).add("+++ " + after, Tone::strong));
  for (const Hunk& hunk : hunks_of(all)) {
    lines.push_back(Line(view).add(hunk.head(), Tone::quiet));
    for (const DiffLine& line : hunk.lines)
      lines.push_back(Line(view).add(static_cast<char>(line.kind) + line.text, tone_of(line.kind)));
  }
  return joined(lines);
}

std::string lessons_text(const Lab& capstone, const View& view) {
  Lines lines = heading(capstone, view);
  for (const Cure& cure : capstone.lessons) {
    const std::string from =
        fmt::format("{}{}", fmt::join(cure.from, in(view.lang, kComma)), in(view.lang, kColon));
    lines.emplace_back(view);
    append(lines, flowed({{from + in(view.lang, cure.breaks), Tone::wrong}}, view.width, 2, view));
    append(lines,
           flowed({{say(kCureWords, view.lang, cure.lab, cure.file, cure.test), Tone::right}},
                  view.width, 2, view));
  }
  return joined(lines);
}

}  // namespace stickylab
