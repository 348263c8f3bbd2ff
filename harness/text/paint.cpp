#include "text/paint.hpp"

#include <algorithm>
#include <rang.hpp>
#include <sstream>
#include <string_view>

#include "text/width.hpp"

namespace stickylab {
namespace {

/// Colours of the 256 that no theme of a terminal redefines. Each has a contrast of at least 3.8 on
/// white, on black and on #1e1e1e; none can have more than 4.1 on all three.
constexpr std::string_view kOrange = "\x1b[38;5;166m";   // #d75f00
constexpr std::string_view kBlue = "\x1b[38;5;32m";      // #0087d7
constexpr std::string_view kMagenta = "\x1b[38;5;164m";  // #d700d7

void begin(std::ostream& out, Tone tone) {
  switch (tone) {
    case Tone::plain:
      break;
    case Tone::strong:
      out << rang::style::bold;
      break;
    case Tone::quiet:
      out << rang::style::dim;
      break;
    case Tone::wrong:
      out << kOrange;
      break;
    case Tone::right:
      out << kBlue;
      break;
    case Tone::unclear:
      out << kMagenta;
      break;
  }
}

std::string painted(std::string_view text, Tone tone) {
  rang::setControlMode(rang::control::Force);  // whether to paint was decided by the View
  std::ostringstream out;
  begin(out, tone);
  out << text << rang::style::reset;
  return out.str();
}

}  // namespace

/// A plain part behind a plain one continues it.
void Line::append(std::string_view text, Tone tone) {
  if (tone == Tone::plain && !parts_.empty() && parts_.back().tone == Tone::plain) {
    parts_.back().text += text;
  } else {
    parts_.push_back({std::string(text), tone});
  }
}

void Line::fill() {
  if (column_ > width_) {
    append(std::string(static_cast<std::size_t>(column_ - width_), ' '), Tone::plain);
    width_ = column_;
  }
}

Line& Line::add(std::string_view text, Tone tone) {
  if (text.empty()) return *this;
  fill();
  append(text, color_ ? tone : Tone::plain);
  width_ += display_width(text);
  return *this;
}

Line& Line::add(const Line& other) {
  if (other.parts_.empty()) return *this;
  fill();
  for (const Part& part : other.parts_) append(part.text, part.tone);
  width_ += other.width_;
  return *this;
}

Line& Line::pad_to(int column) {
  column_ = column;
  return *this;
}

std::string Line::text() const {
  std::string text;
  for (const Part& part : parts_)
    text += part.tone == Tone::plain ? part.text : painted(part.text, part.tone);
  return text;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const Line& line : lines) text += line.text() + '\n';
  return text;
}

Lines flowed(const std::vector<Part>& parts, int width, int indent, const View& view) {
  Lines lines(1, Line(view));
  for (const Part& part : parts) {
    const int needs = display_width(part.text);
    if (lines.back().width() > 0 && lines.back().width() + 1 + needs > width)
      lines.emplace_back(view);
    const bool first = lines.size() == 1;
    const int column = lines.back().width() > 0 ? lines.back().width() + 1 : first ? 0 : indent;
    if (column + needs <= width) {
      lines.back().pad_to(column).add(part);
      continue;
    }
    for (const std::string& piece : wrapped(part.text, std::max(1, width - indent))) {
      if (lines.back().width() > 0) lines.emplace_back(view);
      lines.back().pad_to(lines.size() == 1 ? 0 : indent).add(piece, part.tone);
    }
  }
  return lines;
}

}  // namespace stickylab
