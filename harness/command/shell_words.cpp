#include "command/shell_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "catalog/catalog.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kBlanks = " \t\n";

/// Takes one word from the front of `rest`, which begins with no blank.
std::string take_word(std::string_view& rest, std::string_view whole) {
  std::string word;
  char quote = 0;
  for (; !rest.empty(); rest.remove_prefix(1)) {
    const char c = rest.front();
    if (quote == 0 && kBlanks.find(c) != std::string_view::npos) break;
    if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else if (c == '\\' && quote != '\'' && rest.size() > 1) {
      rest.remove_prefix(1);
      word += rest.front();
    } else {
      word += c;
    }
  }
  if (quote != 0)
    throw InputError({"{}: the quote {} is not closed", "{}：引号 {} 没有配对"}, whole, quote);
  return word;
}

}  // namespace

std::vector<std::string> split_command(std::string_view text) {
  std::vector<std::string> words;
  for (std::string_view rest = text;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    if (rest.empty()) break;
    words.push_back(take_word(rest, text));
  }
  if (words.empty())
    throw InputError({"a command is empty; name a program", "命令是空的；请写上要运行的程序"});
  return words;
}

std::string quote_word(const std::string& word) {
  constexpr std::string_view kPlain = "%+,-./:=@_{}";
  const bool plain = std::all_of(word.begin(), word.end(), [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           kPlain.find(c) != std::string_view::npos;
  });
  if (plain && !word.empty()) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace stickylab
