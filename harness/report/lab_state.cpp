#include "report/lab_state.hpp"

#include <array>

namespace stickylab {
namespace {

constexpr Phrase kNextIsThis{"next", "接着做"};
constexpr Phrase kSeenOnly{"seen", "看过"};
constexpr Phrase kGuessedRight{"guessed right", "猜对"};
constexpr Phrase kGuessedWrong{"guessed wrong", "猜错"};

}  // namespace

std::string_view lab_state_name(LabState state) {
  constexpr std::array<std::string_view, 5> kNames = {"open", "next", "done", "right", "wrong"};
  return kNames.at(static_cast<std::size_t>(state));
}

Part state_sign(LabState state, const View& view) {
  const Tone tone = state == LabState::right ? Tone::right : Tone::plain;
  if (is_seen(state)) return {std::string(glyphs(view).good), tone};
  if (state == LabState::next) return {std::string(glyphs(view).here), Tone::strong};
  return {std::string(glyphs(view).open), Tone::quiet};
}

std::string state_text(LabState state, Lang lang) {
  switch (state) {
    case LabState::open:
      break;
    case LabState::next:
      return say(kNextIsThis, lang);
    case LabState::done:
      return say(kSeenOnly, lang);
    case LabState::right:
      return say(kGuessedRight, lang);
    case LabState::wrong:
      return say(kGuessedWrong, lang);
  }
  return "";
}

const Text& name_of(const Lab& lab, bool seen) { return seen ? lab.title : topic_of(lab); }

}  // namespace stickylab
