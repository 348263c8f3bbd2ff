#include "show/reads_question.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace stickylab {
namespace {

constexpr std::size_t kChoices = 4;

std::optional<int> exact(const Lab& lab, Version version, Net net, Number number) {
  const Ranges& numbers = expected_of(lab, version, net).numbers;
  const auto found = numbers.find(number);
  if (found == numbers.end() || found->second.min != found->second.max) return std::nullopt;
  return static_cast<int>(found->second.min);
}

}  // namespace

std::optional<ReadsQuestion> reads_question(const Lab& lab, Net net) {
  const auto right = exact(lab, Version::fixed, net, Number::reads);
  if (!right || *right < 1) return std::nullopt;
  const int messages = static_cast<int>(lab.meant.messages.size());
  std::vector<int> choices = {*right};
  // The numbers that one may think of: as broken, one a message, one a write; then what is near.
  for (const std::optional<int> other :
       {exact(lab, Version::broken, net, Number::reads), std::optional(messages),
        exact(lab, Version::fixed, net, Number::writes), std::optional(2 * *right),
        std::optional(*right + 1), std::optional(*right + 2)})
    if (other && *other > 0 && choices.size() < kChoices &&
        std::ranges::find(choices, *other) == choices.end())
      choices.push_back(*other);
  std::ranges::sort(choices);
  const auto at = std::ranges::find(choices, *right);
  return ReadsQuestion{choices, static_cast<int>(at - choices.begin()) + 1};
}

bool asks_reads(const Lesson& lesson, const LearnState& state) {
  return state.step == Step::fixed && !state.fixed && !state.counted &&
         reads_question(lesson.lab, lesson.environment.net).has_value();
}

std::string reads_choice(const ReadsQuestion& question, int number) {
  if (number < 1 || number > std::ssize(question.choices)) return "";
  return fmt::format("{}  {}", number, question.choices[static_cast<std::size_t>(number - 1)]);
}

}  // namespace stickylab
