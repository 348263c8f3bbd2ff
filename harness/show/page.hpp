// The body of a screen, written from top to bottom.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/phrase.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"

namespace stickylab {

class Page {
 public:
  explicit Page(const View& view) : view_(view) {}

  void add(const Lines& lines);
  void text(std::string_view words, Tone tone = Tone::plain);
  void text(const Phrase& words, Tone tone = Tone::plain);
  void gap();
  void item(const std::string& words);
  /// Something to be typed. If it has no room on a line, its lines end as a shell wants it, so that
  /// it can be pasted.
  void command(const std::string& line);

  Lines take() { return std::move(lines_); }

 private:
  const View& view_;
  Lines lines_{};
};

}  // namespace stickylab
