// Colours can be read: on a light ground, on a dark one, and on those of a projector.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "show/theme.hpp"
#include "text/paint.hpp"

using namespace stickylab;

namespace {

using Rgb = std::array<int, 3>;

constexpr Rgb kWhite = {255, 255, 255};
constexpr Rgb kBlack = {0, 0, 0};
constexpr Rgb kNearlyBlack = {0x1e, 0x1e, 0x1e};

/// xterm's colour `number`, of 16 to 255: a cube of six steps, then greys.
Rgb rgb_of(int number) {
  constexpr std::array kSteps = {0, 95, 135, 175, 215, 255};
  const auto step = [&](int of) { return kSteps.at(static_cast<std::size_t>(of % 6)); };
  if (number >= 232)
    return {8 + (number - 232) * 10, 8 + (number - 232) * 10, 8 + (number - 232) * 10};
  return {step((number - 16) / 36), step((number - 16) / 6), step(number - 16)};
}

/// The number behind `before`.
int number_behind(const std::string& text, const std::string& before) {
  const std::size_t at = text.find(before);
  REQUIRE(at != std::string::npos);
  return std::stoi(text.substr(at + before.size()));
}

/// WCAG 2.2, relative luminance.
double luminance(const Rgb& colour) {
  const auto linear = [](int byte) {
    const double part = byte / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

/// WCAG 2.2, contrast ratio.
double contrast(const Rgb& one, const Rgb& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

constexpr std::array kColoured = {Tone::wrong, Tone::right, Tone::unclear};

}  // namespace

TEST_CASE("colours: each can be read on white, on black and on the grey of an editor") {
  const View view{.color = true};
  for (const Tone tone : kColoured) {
    const std::string text = Line(view).add("word", tone).text();
    CAPTURE(text);
    const Rgb colour = rgb_of(number_behind(text, "\x1b[38;5;"));
    for (const Rgb& ground : {kWhite, kBlack, kNearlyBlack}) CHECK(contrast(colour, ground) >= 3.8);
  }
}

TEST_CASE("colours: those for a projector have a ground of their own, and stand out from it") {
  const View view{.color = true};
  for (const Theme theme : {Theme::dark, Theme::light})
    for (const Tone tone : kColoured) {
      const std::string row = drawn({Line(view).add("word", tone)}, theme).front();
      CAPTURE(row);
      const Rgb ground = rgb_of(number_behind(row, ";48;5;"));
      const Rgb colour = rgb_of(number_behind(row.substr(row.find("\x1b[K")), "\x1b[38;5;"));
      CHECK(contrast(colour, ground) >= 4.5);
    }
}
