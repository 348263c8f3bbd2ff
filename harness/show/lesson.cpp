#include "show/lesson.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

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

}  // namespace stickylab
