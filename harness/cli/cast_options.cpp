#include "cli/cast_options.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace stickylab {
namespace {

/// A word's text before `sign` and the text behind it; `halves_of` gives none if either is empty.
struct Halves {
  std::string before;
  std::string behind;
};
std::optional<Halves> halves_of(const std::string& word, char sign) {
  const std::size_t at = word.find(sign);
  if (at == 0 || at == std::string::npos || at + 1 == word.size()) return std::nullopt;
  return Halves{word.substr(0, at), word.substr(at + 1)};
}

/// Names stand in lanes, in recordings, and in `{host:NAME}`: what is no ASCII letter would have to
/// be told from something else in one of them.
void must_be_name(std::string_view option, const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
  if (!plain)
    throw UsageError({"{}: {} is no name: use letters, digits, - and _",
                      "{}：“{}”不能作名字：请用字母、数字、- 和 _"},
                     option, name);
}

}  // namespace

Take program_into(std::vector<NamedProgram>& target) {
  return [&target](std::string_view option, const std::string& word) {
    const auto halves = halves_of(word, '=');
    if (!halves)
      throw UsageError({"{} {}: write NAME=CMD, as in server=./server",
                        "{} {}：应写成 NAME=CMD，例如 server=./server"},
                       option, word);
    must_be_name(option, halves->before);
    target.push_back({halves->before, halves->behind});
  };
}

Take host_into(std::vector<HostOptions>& target) {
  return [&target](std::string_view option, const std::string& word) {
    const auto halves = halves_of(word, '=');
    if (!halves)
      throw UsageError({"{} {}: write NAME=N, N from 1 to {}, as in server=2",
                        "{} {}：应写成 NAME=N，N 从 1 到 {}，例如 server=2"},
                       option, word, kMostHosts);
    target.push_back(
        {halves->before, static_cast<int>(whole_in(option, halves->behind, 1, kMostHosts))});
  };
}

Take lose_into(std::vector<LoseOptions>& target) {
  return [&target](std::string_view option, const std::string& word) {
    const auto halves = halves_of(word, ':');
    if (!halves)
      throw UsageError(
          {"{} {}: write NAME:N, as in sender:2", "{} {}：应写成 NAME:N，例如 sender:2"}, option,
          word);
    target.push_back(
        {halves->before, static_cast<int>(whole_in(option, halves->behind, 1, kMostPackets))});
  };
}

Take start_into(std::vector<StartOptions>& target) {
  return [&target](std::string_view option, const std::string& word) {
    static const Choices<Start::When> whens = {{"listens", Start::When::listens},
                                               {"ended", Start::When::ended}};
    const auto halves = halves_of(word, '=');
    if (halves && halves->behind == "now")
      return target.push_back({halves->before, Start::When::at_once, ""});
    const auto condition = halves ? halves_of(halves->behind, ':') : std::nullopt;
    const auto when = whens.find(condition ? condition->before : "");
    if (when == whens.end())
      throw UsageError({"{} {}: write NAME=now, NAME=listens:OTHER or NAME=ended:OTHER",
                        "{} {}：应写成 NAME=now、NAME=listens:OTHER 或 NAME=ended:OTHER"},
                       option, word);
    target.push_back({halves->before, when->second, condition->behind});
  };
}

}  // namespace stickylab
