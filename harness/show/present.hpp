// Labs for a room: one event after the other, as slowly as the talk. Pure: what is shown is a
// function of (talk, state, size, view), so stepping back is as easy as stepping on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/lab.hpp"
#include "catalog/plan.hpp"
#include "judge/observation.hpp"
#include "report/diff.hpp"
#include "show/glossary_screen.hpp"
#include "show/keys.hpp"
#include "show/scene.hpp"
#include "show/screen.hpp"
#include "show/theme.hpp"

namespace stickylab {

/// The acts that a lab is shown in. Each has an opening, and behind it events, but for the answer.
enum class Act : std::uint8_t {
  broken,  ///< opens with the question
  answer,
  fixed,  ///< opens with what the fix changes
  both,   ///< opens with the numbers of both
};

/// One lab, run and compared.
struct Show {
  const Lab& lab;
  Scene broken;
  Scene fixed;
  Comparison comparison{};
  std::vector<DiffLine> code{};  ///< all lines of both files
  PlannedLab planned{};
};

/// The labs of a lesson, in order; at least one.
using Talk = std::vector<Show>;

/// The place up to which a lab has been shown.
struct Place {
  Act act{};
  int at = 0;         ///< so many events of the act are shown; 0: its opening
  int scroll = 0;     ///< lines of the opening that are above the screen
  bool told = false;  ///< the answer has been shown
};

struct PresentState {
  std::size_t lab = 0;          ///< index of the one that is shown
  std::vector<Place> places{};  ///< of each lab
  bool playing = false;
  int speed = 0;  ///< each step doubles it, or halves it
  bool long_gaps = false;
  bool hex = false;
  bool help = false;
  GlossaryPlace words{};  ///< the glossary, if it is open
  Theme theme{};

  Place& here() { return places[lab]; }
  const Place& here() const { return places[lab]; }
};

/// At the first question.
PresentState beginning_of(const Talk& talk);

/// How many events an act has.
int events_of(const Show& show, Act act);

/// How many of them each version has shown once `at` have been.
struct Shown {
  int broken = 0;
  int fixed = 0;
};
Shown shown_at(const Show& show, Act act, int at);

/// False: leave. `size` and `view` are those of the screen that the key answers.
bool on_key(const Talk& talk, PresentState& state, Key key, Size size, const View& view);

/// While it plays: how long until the next event, and that.
std::optional<std::uint64_t> wait_ms(const Talk& talk, const PresentState& state);
void play_on(const Talk& talk, PresentState& state);

}  // namespace stickylab
