#include "show/lesson.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/strings.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, kSteps> kNames = {
    "look", "code", "predict", "run", "fix", "fixed", "why", "practice", "guesses"};

}  // namespace

std::string_view step_name(Step step) { return kNames.at(static_cast<std::size_t>(step)); }

Step step_from_name(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end() ? Step::look : static_cast<Step>(found - kNames.begin());
}

int choice_count(const Lab& lab) { return static_cast<int>(lab.predict.choices.size()); }

std::string choice_text(const Lab& lab, int number, Lang lang) {
  return fmt::format("{}  {}", number,
                     in(lang, lab.predict.choices[static_cast<std::size_t>(number - 1)]));
}

int valid_guess(const Lab& lab, int guess) { return guess <= choice_count(lab) ? guess : 0; }

std::size_t place_of(const Lesson& lesson) {
  const auto found = std::ranges::find_if(
      lesson.labs, [&](const Visited& one) { return one.lab->number == lesson.lab.number; });
  return found == lesson.labs.end() ? 0 : static_cast<std::size_t>(found - lesson.labs.begin());
}

const Visited* next_lab(const Lesson& lesson) {
  const std::size_t next = place_of(lesson) + 1;
  return next < lesson.labs.size() ? &lesson.labs[next] : nullptr;
}

std::vector<Visited> labs_of_part(const Lesson& lesson) {
  std::vector<Visited> labs;
  std::ranges::copy_if(lesson.labs, std::back_inserter(labs),
                       [&](const Visited& one) { return one.lab->part == lesson.lab.part; });
  return labs;
}

std::string in_place(std::string text, const Places& places) {
  const auto name = [&](std::string_view before, std::string_view documented,
                        const std::string& here) {
    text = replace_all(std::move(text), fmt::format("{}{}", before, documented),
                       fmt::format("{}{}", before, here));
  };
  // Behind a space, a quotation mark or at the beginning of a line: a path that goes on before it
  // is another.
  text.insert(text.begin(), ' ');
  for (const std::string_view before : {" ", "`", "\n"}) {
    name(before, "build/bin/stickylab", places.tool);
    name(before, "build/bin/", places.bin + "/");
    name(before, "labs/", places.labs + "/");
  }
  return text.substr(1);
}

}  // namespace stickylab
