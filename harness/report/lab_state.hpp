// A student's progress in a lab: as a sign, as a word, and as it stands in JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "catalog/lab.hpp"
#include "text/glyphs.hpp"
#include "text/paint.hpp"

namespace stickylab {

enum class LabState : std::uint8_t {
  open,   ///< its answer has not been seen
  next,   ///< the one of these that `learn` goes on with
  done,   ///< its answer was seen without a guess
  right,  ///< it was guessed as it came
  wrong,  ///< it was guessed otherwise
};

/// A lab of a list.
struct ListedLab {
  const Lab& lab;
  LabState state{};
};

/// Has its answer been seen?
inline bool is_seen(LabState state) { return state >= LabState::done; }

/// "open", "next", …
std::string_view lab_state_name(LabState state);

/// The sign beside a lab.
Part state_sign(LabState state, const View& view);

/// "right", of the guess; nothing of a lab that is open.
std::string state_text(LabState state, Lang lang);

/// The title if the answer has been seen, else the topic.
const Text& name_of(const Lab& lab, bool seen);

}  // namespace stickylab
