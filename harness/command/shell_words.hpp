// A command line in one string -> its words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Splits as a shell does, sh(1): at blanks; '…' keeps everything; in "…" and outside of quotes a
/// backslash keeps the next character. Nothing is expanded: who needs a shell names it.
/// Throws InputError for a quote that is not closed, and if there is no word.
std::vector<std::string> split_command(std::string_view text);

/// Puts a word in quotes if a shell would not take it as it is.
std::string quote_word(const std::string& word);

}  // namespace stickylab
