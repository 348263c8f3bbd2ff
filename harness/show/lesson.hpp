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
#include "show/glossary_screen.hpp"
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

/// A lab, and what the student has done in it.
struct Visited {
  const Lab* lab = nullptr;
  LabProgress progress;
  LabState state{};
};

/// The names of the tool's parts at the student's prompt. What the documents say of a build tree
/// is put into these words.
struct Places {
  std::string tool = "build/bin/stickylab";
  std::string bin = "build/bin";  ///< the folder of the labs' programs
  std::string labs = "labs";
};

/// What a lab brings along. All of it is read when the lab is opened.
struct Lesson {
  const Lab& lab;
  std::vector<DiffLine> code;      ///< broken.cpp against fixed.cpp
  std::vector<std::string> ideas;  ///< "Try this" of its README
  std::vector<std::string> wild;   ///< "Seen in the wild" of its README
  std::filesystem::path copy;      ///< the student's own
  bool has_copy = false;           ///< it is there already
  Environment environment;
  Places places{};
  std::string readme{};         ///< the path of its README in the student's language
  bool has_editor = false;      ///< VISUAL or EDITOR names one
  std::vector<Visited> labs{};  ///< all that there are, in order
};

struct LearnState {
  Step step{};
  int guess = 0;  ///< which choice, from 1; 0: none
  bool seen = false;
  int reads = 0;  ///< the guess of the fixed version's reads, as `guess`
  bool tried = false;
  bool asked = false;    ///< to guess, before it goes on without
  bool counted = false;  ///< the question of the reads is over
  int hints = 0;         ///< so many are shown
  bool answers = false;  ///< to "Try this" are shown, if there was an attempt
  enum class Over : std::uint8_t { nothing, keys, labs } over{};  ///< what stands in front
  GlossaryPlace words{};  ///< the glossary, in front of all of it if it is open
  int at = 0;             ///< in the list of labs: the one at hand
  int scroll = 0;
  std::optional<Trace> broken{};
  std::optional<Trace> fixed{};
  std::string trouble{};  ///< something to be said at the foot
};

/// Is it time for a program of one's own: the fault has been seen, and may be repaired?
inline bool may_repair(const LearnState& state) {
  return state.step == Step::practice || (state.step == Step::run && state.broken);
}

/// Of how many choices one is to be guessed.
int choice_count(const Lab& lab);
/// "2  helloworld": a choice as it is written, from 1.
std::string choice_text(const Lab& lab, int number, Lang lang);
/// A guess that the lab still has; else 0.
int valid_guess(const Lab& lab, int guess);

/// The place of the lesson's lab in the list of all; 0 if that is empty.
std::size_t place_of(const Lesson& lesson);
/// Nothing after the last lab.
const Visited* next_lab(const Lesson& lesson);
/// Those of the lesson's part, in order.
std::vector<Visited> labs_of_part(const Lesson& lesson);

/// `text` with the names of the tool's parts as they are here: "build/bin/stickylab run 01" becomes
/// "stickylab run 01".
std::string in_place(std::string text, const Places& places);

}  // namespace stickylab
