// What stands in a lane, part by part, as it is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/phrase.hpp"
#include "text/paint.hpp"
#include "trace/streams.hpp"

namespace stickylab {

/// An actor as a sentence names it: the sender and the receiver of a lab, or its name in the cast.
std::string actor_text(const Cast& cast, Actor actor, Lang lang);

/// Columns by which a cell's lines are indented from the second on.
inline constexpr int kIndent = 2;

struct Cell {
  const View& view;
  int width;  ///< of the lane
  std::vector<Part> parts{};

  template <class... Args>
  void say(Tone tone, PhraseFor<Args...> phrase, const Args&... args) {
    parts.push_back({stickylab::say(phrase, view.lang, args...), tone});
  }

  std::string size(std::int64_t bytes) const;
  /// "3–5, 7"
  std::string list(const std::vector<int>& numbers) const;
  /// In full on at most two lines, else on one, with what does not fit left out in the middle.
  void payload(std::string_view bytes, std::int64_t total);
  void hex(std::string_view bytes, std::int64_t total, int room);
  void stream(const Span& span);
};

}  // namespace stickylab
