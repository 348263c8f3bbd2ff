// The second guess of a lesson: how many reads the fixed version needs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "show/lesson.hpp"

namespace stickylab {

/// Numbers of reads to choose from, the least first.
struct ReadsQuestion {
  std::vector<int> choices;
  int answer = 0;  ///< which one of them, from 1
};

/// Nothing if the lab does not state an exact number for that network: then it is not certain.
std::optional<ReadsQuestion> reads_question(const Lab& lab, Net net);

/// Is it what stands before the run of the fixed version now?
bool asks_reads(const Lesson& lesson, const LearnState& state);

/// "2  4": a choice as it is written, from 1; nothing if there is no such choice.
std::string reads_choice(const ReadsQuestion& question, int number);

}  // namespace stickylab
