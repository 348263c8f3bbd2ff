// One lab, one screen a step: look, guess, run it, see why. Pure: what is shown is a function of
// (lesson, state, size, view).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/recording.hpp"
#include "report/diff.hpp"
#include "report/environment.hpp"
#include "show/keys.hpp"
#include "show/progress.hpp"
#include "show/screen.hpp"

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

/// The items of the list under the heading `heading` of a lab's README. Commands that follow one
/// are more lines of it.
std::vector<std::string> list_under(std::string_view heading, const std::string& markdown);

struct LearnState {
  Step step{};
  int guess = 0;  ///< which choice, from 1; 0: none
  bool seen = false;
  bool asked = false;  ///< to guess, before it goes on without
  int scroll = 0;
  std::optional<Recording> broken{};
  std::optional<Recording> fixed{};
  std::string trouble{};  ///< something to be said at the foot
};

/// What a key asks for beyond the state.
enum class Wish : std::uint8_t { nothing, run, open_copy, next_lab, leave };

/// Nothing moves on by itself: only here.
Wish on_key(const Lesson& lesson, LearnState& state, Key key, Size size, const View& view);

/// Whether this step shows a run that has not been made.
bool needs_run(const LearnState& state);

Lines learn_screen(const Lesson& lesson, const LearnState& state, Size size, const View& view);

}  // namespace stickylab
