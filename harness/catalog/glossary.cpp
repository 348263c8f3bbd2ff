#include "catalog/glossary.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "base/input_error.hpp"
#include "base/nearest.hpp"
#include "base/strings.hpp"
#include "catalog/glossary_texts.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kBetweenNames = " · ";
constexpr std::string_view kHeading = "## ";

std::vector<std::string> split_names(std::string_view heading) {
  std::vector<std::string> names;
  for (;;) {
    const std::size_t end = heading.find(kBetweenNames);
    names.emplace_back(heading.substr(0, end));
    if (end == std::string_view::npos) return names;
    heading.remove_prefix(end + kBetweenNames.size());
  }
}

/// Markdown -> text: a link is its words, and code has no marks.
std::string plain(std::string_view markdown) {
  std::string text;
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    const std::size_t end = markdown.find("](", at);
    if (markdown[at] == '[' && end != std::string_view::npos) {
      text += markdown.substr(at + 1, end - at - 1);
      at = markdown.find(')', end);
    } else if (markdown[at] != '`') {
      text += markdown[at];
    }
  }
  return text;
}

/// Adds a line to a paragraph. Chinese has no blank there.
void add_line(std::string& paragraph, const std::string& line) {
  const bool spaced = static_cast<unsigned char>(line.front()) < 0x80;
  if (!paragraph.empty() && spaced) paragraph += ' ';
  paragraph += line;
}

std::string comparable(std::string_view name) {
  std::string result;
  for (const char c : name)
    if (c != ' ' && c != '-' && c != '_') result += small(c);
  return result;
}

[[noreturn]] void throw_no_term(const std::string& word, const std::vector<Term>& all) {
  std::vector<std::string> names;
  for (const Term& term : all)
    for (const std::string& name : term.names) names.push_back(comparable(name));
  if (const auto meant = nearest(comparable(word), names))
    throw InputError({"no term \"{}\"; did you mean {}?", "没有词条“{}”；是不是 {}？"}, word,
                     *meant);
  throw InputError({"no term \"{}\"; `stickylab glossary` shows what there is",
                    "没有词条“{}”；有哪些词，见 `stickylab glossary`"},
                   word);
}

}  // namespace

std::vector<Term> glossary(Lang lang) {
  std::vector<Term> terms;
  std::string* paragraph = nullptr;
  std::istringstream lines{std::string(lang == Lang::zh ? kGlossaryZh : kGlossaryEn)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kHeading)) {
      terms.push_back({.names = split_names(std::string_view(line).substr(kHeading.size()))});
      paragraph = &terms.back().meaning;
    } else if (line.empty()) {
      if (!terms.empty() && !terms.back().meaning.empty()) paragraph = &terms.back().source;
    } else if (paragraph != nullptr) {
      add_line(*paragraph, plain(line));
    }
  }
  return terms;
}

std::vector<Term> find_terms(const std::string& word, Lang lang) {
  const std::vector<Term> all = glossary(lang);
  const std::string wanted = comparable(word);
  const auto having = [&](const auto& fits) {
    std::vector<Term> found;
    for (const Term& term : all)
      if (std::ranges::any_of(term.names, [&](auto& name) { return fits(comparable(name)); }))
        found.push_back(term);
    return found;
  };
  std::vector<Term> found = having([&](const std::string& name) { return name == wanted; });
  if (found.empty())
    found = having([&](const std::string& name) { return name.find(wanted) != std::string::npos; });
  if (found.empty()) throw_no_term(word, all);
  return found;
}

}  // namespace stickylab
