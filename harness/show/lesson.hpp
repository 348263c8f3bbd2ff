// What a lab brings along to be learnt, and how far a student has come in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/environment.hpp"
#include "report/diff.hpp"
#include "show/progress.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

enum class Step : std::uint8_t { look, code, predict, run, fix, fixed, why, practice, guesses };
inline constexpr int kSteps = static_cast<int>(Step::guesses) + 1;

/// `look`, `code`, …: as it is kept in the file of progress.
std::string_view step_name(Step step);
/// The first step for a name that is not known.
Step step_from_name(std::string_view name);

/// What was guessed of one lab.
struct Guessed {
  const Lab* lab = nullptr;
  LabProgress progress;
};

/// What a lab brings along. All of it is read when the lab is opened.
struct Lesson {
  const Lab& lab;
  std::vector<DiffLine> code;       ///< broken.cpp against fixed.cpp
  std::vector<std::string> ideas;   ///< "Try this" of its README
  std::vector<std::string> places;  ///< "Seen in the wild" of its README
  std::filesystem::path copy;       ///< the student's own
  bool has_copy = false;            ///< it is there already
  Environment environment;
  std::vector<Guessed> guesses{};  ///< of all labs of its part, in order
  const Lab* next = nullptr;       ///< nothing after the last lab
};

struct LearnState {
  Step step{};
  int guess = 0;  ///< which choice, from 1; 0: none
  bool seen = false;
  bool asked = false;  ///< to guess, before it goes on without
  int scroll = 0;
  std::optional<Trace> broken{};
  std::optional<Trace> fixed{};
  std::string trouble{};  ///< something to be said at the foot
};

/// Of how many choices one is to be guessed.
int choice_count(const Lab& lab);
/// "2  helloworld": a choice as it is written, from 1.
std::string choice_text(const Lab& lab, int number, Lang lang);
/// A guess that the lab still has; else 0.
int valid_guess(const Lab& lab, int guess);

}  // namespace stickylab
