// Lines that know how wide they are, whatever their colour.
//
// The folder has the craft of text for a terminal. In: words, numbers, bytes that travelled, and a
// View (language, width, colour, glyphs). Out: strings, and Lines of a known width in columns, in
// colour if the View wants it; a Chinese character takes two columns. The texts that all reports
// share stand here, in both languages.
//
// It knows nothing of recordings, labs and verdicts: what to say is decided in lanes, report and
// show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/view.hpp"

namespace stickylab {

/// What a piece of text is. Orange against blue, never red against green.
enum class Tone : std::uint8_t { plain, strong, quiet, wrong, right, unclear };

struct Part {
  std::string text;
  Tone tone = Tone::plain;
  bool payload = false;  ///< bytes that travelled, made visible; long ones take several parts
};

/// One line of a report: parts that are painted as it leaves. Ends without spaces.
class Line {
 public:
  /// Without colour in `view`, all parts become plain.
  explicit Line(const View& view) : color_(view.color) {}

  Line& add(std::string_view text, Tone tone = Tone::plain);
  Line& add(const Part& part) { return add(part.text, part.tone); }
  Line& add(const Line& other);
  /// What is added next begins at `column`, or right here if that is passed.
  Line& pad_to(int column);

  int width() const { return width_; }
  const std::vector<Part>& parts() const { return parts_; }
  /// Painted in the terminal's own colours.
  std::string text() const;

 private:
  void fill();
  void append(std::string_view text, Tone tone);

  bool color_;
  std::vector<Part> parts_;
  int width_ = 0;
  int column_ = 0;
};

using Lines = std::vector<Line>;

std::string joined(const Lines& lines);

/// `parts` on lines of at most `width` columns, those after the first indented by `indent`. A part
/// that fits on a line is not broken.
Lines flowed(const std::vector<Part>& parts, int width, int indent, const View& view);

}  // namespace stickylab
