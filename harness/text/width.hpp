// Text on a terminal: how many columns it takes, and how it is made to fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Columns that `text` takes: 2 for a Chinese character, 0 for a combining mark (UAX #11, #29).
/// A byte that is not UTF-8 takes one.
int display_width(std::string_view text);

/// Where a terminal may cut: what a person sees as characters.
std::vector<std::string_view> graphemes(std::string_view text);

/// `text` with spaces up to `width`.
std::string padded(std::string_view text, int width);

/// At most `width` columns of `text`; if that is not all, `ellipsis` is the end of it.
std::string truncated(std::string_view text, int width, std::string_view ellipsis);

/// Lines of at most `width` columns. English breaks at spaces, Chinese anywhere but before closing
/// and after opening punctuation. A word that is wider than a line is cut.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace stickylab
