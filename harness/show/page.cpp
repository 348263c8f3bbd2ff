#include "show/page.hpp"

#include <algorithm>

#include "base/phrase.hpp"
#include "lanes/story.hpp"
#include "show/screen.hpp"

namespace stickylab {

void Page::add(const Lines& lines) { append(lines_, lines); }

void Page::text(std::string_view words, Tone tone) { add(prose(words, view_, tone)); }

void Page::text(const Phrase& words, Tone tone) { text(in(view_.lang, words), tone); }

void Page::gap() { lines_.emplace_back(view_); }

void Page::item(const std::string& words) {
  add(flowed({{"- " + words}}, std::min(view_.width, 100), 2, view_));
}

void Page::command(const std::string& line) {
  add(flowed({{"  " + line, Tone::strong}}, view_.width, 4, view_));
}

}  // namespace stickylab
