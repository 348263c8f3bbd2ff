#include "report/glossary.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr int kTextIndent = 2;
constexpr int kWidest = 100;  // columns that are read with ease

std::vector<Part> names_of(const Term& term) {
  std::vector<Part> parts = {{term.names.front(), Tone::strong}};
  for (std::size_t i = 1; i < term.names.size(); ++i) parts.push_back({"  " + term.names[i]});
  return parts;
}

void add_indented(Lines& lines, const std::string& text, Tone tone, const View& view) {
  for (const std::string& line : wrapped(text, std::min(view.width, kWidest) - kTextIndent))
    lines.push_back(Line(view).pad_to(kTextIndent).add({line, tone}));
}

}  // namespace

Lines glossary_lines(const std::vector<Term>& terms, const View& view) {
  Lines lines;
  for (const Term& term : terms) {
    if (!lines.empty()) lines.emplace_back(view);
    append(lines, flowed(names_of(term), view.width, kTextIndent, view));
    add_indented(lines, term.meaning, Tone::plain, view);
    add_indented(lines, term.source, Tone::quiet, view);
  }
  return lines;
}

}  // namespace stickylab
