// Small things that are done to a text.
#pragma once

#include <string>
#include <string_view>

namespace stickylab {

/// `text` with `to` in the place of each `from`, which is not empty.
inline std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// Without the blanks and tabs at both ends.
inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// A capital of ASCII as a small letter; any other character as it is.
constexpr char small(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline std::string in_small_letters(std::string text) {
  for (char& c : text) c = small(c);
  return text;
}

}  // namespace stickylab
