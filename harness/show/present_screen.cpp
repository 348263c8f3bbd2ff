#include "show/present_screen.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "show/present_both.hpp"
#include "show/present_openings.hpp"
#include "show/present_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

constexpr int kLeastColumns = 40;
constexpr int kMostColumns = 200;  // of a version: wider lanes are not easier to read
constexpr int kLeastBody = 8;      // rows: four of each version, if both are shown

/// One screen, of one state.
class PresentScreen {
 public:
  PresentScreen(const Talk& talk, const PresentState& state, Size size, const View& view)
      : talk_(talk),
        state_(state),
        show_(talk[state.lab]),
        place_(state.here()),
        size_(size),
        view_(view) {
    const int versions = place_.act == Act::both ? 2 : 1;
    view_.width = std::clamp(size.columns, kLeastColumns, versions * kMostColumns);
    view_.hex = state.hex;
  }

  Lines lines() const;
  Pages pages() const;
  bool is_too_small() const { return size_.columns < kLeastColumns || size_.rows < least_rows(); }

 private:
  bool opens() const { return place_.at == 0; }
  bool is_at_end() const { return place_.at == events_of(show_, place_.act); }
  Frame opening_frame() const;
  Frame events_frame() const;
  Lines help() const;
  int least_rows() const;
  Lines head() const;
  std::string where() const;
  Lines foot(bool more = false) const;
  std::vector<Part> look() const;
  const Phrase* next(bool more) const;

  std::string_view words(const Phrase& phrase) const { return in(view_.lang, phrase); }

  const Talk& talk_;
  const PresentState& state_;
  const Show& show_;
  const Place& place_;
  Size size_;
  View view_;
};

Lines PresentScreen::lines() const {
  if (is_too_small())
    return only(say(kTooSmall, view_.lang, kLeastColumns, least_rows(), size_.columns, size_.rows),
                size_, view_);
  if (state_.words) return glossary_screen(*state_.words, size_, view_);
  if (state_.help) return laid_out({head(), help(), foot()}, size_, 0, view_);
  return opens() ? laid_out(opening_frame(), size_, place_.scroll, view_)
                 : laid_out(events_frame(), size_, 0, view_);
}

Frame PresentScreen::opening_frame() const {
  Frame frame{head(), {}, foot()};
  frame.body = opening(talk_, state_, room_for_body(frame, size_), view_);
  if (place_.scroll < most_scroll(frame, size_)) frame.foot = foot(true);
  return frame;
}

Frame PresentScreen::events_frame() const {
  Frame frame{head(), {}, foot()};
  const Shown shown = shown_at(show_, place_.act, place_.at);
  if (place_.act == Act::both) {
    frame.body = both_scenes(show_, shown, state_.long_gaps, room_for_body(frame, size_), view_);
    return frame;
  }
  const bool broken = place_.act == Act::broken;
  const Scene& scene = broken ? show_.broken : show_.fixed;
  append(frame.head, lane_names(scene, view_.width, view_));
  frame.body = scene_events(scene, broken ? shown.broken : shown.fixed, view_.width,
                            state_.long_gaps, view_);
  const int rows = room_for_body(frame, size_);
  if (std::ssize(frame.body) > rows) frame.body = last_of(std::move(frame.body), rows, view_);
  return frame;
}

Pages PresentScreen::pages() const {
  if (!opens()) return {};
  const Frame frame = opening_frame();
  return {most_scroll(frame, size_), std::max(1, room_for_body(frame, size_) - 1)};
}

/// Until the answer has been told, the title does not tell it.
Lines PresentScreen::head() const {
  const Text& name = place_.told ? show_.lab.title : topic_of(show_.lab);
  const std::string title = fmt::format("{} {}", show_.lab.number, in(view_.lang, name));
  return title_lines(title, {where(), Tone::strong}, view_);
}

std::string PresentScreen::where() const {
  const int end = events_of(show_, place_.act);
  const char choice = static_cast<char>('a' + show_.lab.predict.answer);
  const Phrase& name = place_.act == Act::both     ? kPresentBoth
                       : place_.act == Act::broken ? kVersionWords[Version::broken]
                                                   : kVersionWords[Version::fixed];
  std::string act = place_.act == Act::answer
                        ? say(kPresentAnswer, view_.lang, choice)
                        : say(kPresentEvent, view_.lang, words(name), place_.at, end);
  if (talk_.size() == 1) return act;
  return say(kPresentLabOf, view_.lang, state_.lab + 1, talk_.size(), act);
}

/// The place that Page Down leads to, if that is more than the next event.
const Phrase* PresentScreen::next(bool more) const {
  if (more) return &kPresentMore;
  if (place_.act == Act::answer) return &kPresentToFix;
  if (opens())
    return place_.act == Act::broken  ? &kPresentBegin
           : place_.act == Act::fixed ? &kPresentToFixed
                                      : &kPresentToBoth;
  if (!is_at_end()) return nullptr;
  if (place_.act == Act::broken) return &kPresentToAnswer;
  if (place_.act == Act::fixed) return &kPresentToNumbers;
  return state_.lab + 1 < talk_.size() ? &kPresentToNextLab : nullptr;
}

/// The way in which events are shown.
std::vector<Part> PresentScreen::look() const {
  constexpr std::array<std::string_view, 7> kSpeeds = {"1/8", "1/4", "1/2", "1", "2", "4", "8"};
  const std::string_view speed = *(kSpeeds.begin() + kSpeeds.size() / 2 + state_.speed);
  return {
      {std::string(words(state_.playing ? kPresentPlaying : kPresentPaused)), Tone::strong},
      {say(kPresentSpeed, view_.lang, speed), Tone::quiet},
      {std::string(words(state_.long_gaps ? kPresentGapsLong : kPresentGapsFolded)), Tone::quiet},
      {std::string(words(state_.hex ? kPresentHex : kPresentText)), Tone::quiet}};
}

Lines PresentScreen::foot(bool more) const {
  std::vector<Part> parts;
  if (const Phrase* leads_to = next(more))
    parts.push_back({fmt::format("{}{}{}", glyphs(view_).arrow, words(kColon), words(*leads_to)),
                     Tone::strong});
  if (!opens())
    for (const Part& part : look()) parts.push_back(part);
  if (opens() && talk_.size() > 1) parts.push_back({std::string(words(kPresentLabs)), Tone::quiet});
  parts.push_back({std::string(words(kPresentHelp)), Tone::quiet});
  for (std::size_t i = 1; i < parts.size(); ++i)
    parts[i].text = fmt::format("{}{}", glyphs(view_).between, parts[i].text);
  return flowed(parts, view_.width, 0, view_);
}

/// With two rules.
int PresentScreen::least_rows() const {
  return static_cast<int>(head().size() + foot().size()) + 2 + kLeastBody;
}

Lines PresentScreen::help() const {
  Lines lines(1, Line(view_));
  append(lines, key_lines(kPresentKeyHelp, view_));
  return lines;
}

}  // namespace

Lines present_screen(const Talk& talk, const PresentState& state, Size size, const View& view) {
  return PresentScreen(talk, state, size, view).lines();
}

Pages pages_of_opening(const Talk& talk, const PresentState& state, Size size, const View& view) {
  return PresentScreen(talk, state, size, view).pages();
}

bool is_too_small(const Talk& talk, const PresentState& state, Size size, const View& view) {
  return PresentScreen(talk, state, size, view).is_too_small();
}

}  // namespace stickylab
