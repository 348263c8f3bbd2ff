#include "show/page.hpp"

#include <algorithm>

#include "base/phrase.hpp"
#include "lanes/story.hpp"
#include "show/screen.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kGoesOn = " \\";

}  // namespace

void Page::add(const Lines& lines) { append(lines_, lines); }

void Page::text(std::string_view words, Tone tone) { add(prose(words, view_, tone)); }

void Page::text(const Phrase& words, Tone tone) { text(in(view_.lang, words), tone); }

void Page::gap() { lines_.emplace_back(view_); }

void Page::item(const std::string& words) {
  add(flowed({{"- " + words}}, std::min(view_.width, 100), 2, view_));
}

void Page::command(const std::string& line) {
  const int room = view_.width - 2 - static_cast<int>(kGoesOn.size());
  const bool fits = display_width(line) + 2 <= view_.width;
  const std::vector<std::string> pieces = fits ? std::vector{line} : wrapped(line, room);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    add({Line(view_).pad_to(2).add(pieces[i] + std::string(last ? "" : kGoesOn), Tone::strong)});
  }
}

}  // namespace stickylab
