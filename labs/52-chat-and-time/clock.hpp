// How far another computer's clock is ahead of ours, and how wrong that may be: the
// four times of NTP (RFC 5905, section 8). T1 we ask, T2 it is asked, T3 it answers, T4
// we have the answer; T1 and T4 by our clock, T2 and T3 by the other one. The clock is
// read, never set.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagram.hpp"

namespace chat {

// Nanoseconds since 1970, as a wall clock says.
using Wall = std::int64_t;

struct Times {
  Wall t1 = 0, t2 = 0, t3 = 0, t4 = 0;
};

struct Offset {
  Wall offset = 0;  // positive: the other clock is ahead
  Wall delay = 0;   // on the way, there and back

  // The datagrams took the delay together. In the worst case one of them took all of
  // it: then the offset is wrong by the half.
  Wall bound() const {
    return delay / 2 + 1;
  }
};

// Nothing: no clock can have said this (times outside 1970 to 2116, a negative delay).
inline std::optional<Offset> offset_of(const Times& times) {
  for (const Wall time : {times.t1, times.t2, times.t3, times.t4}) {
    if (time < 0 || time > (Wall{1} << 62)) return std::nullopt;
  }
  const Wall delay = (times.t4 - times.t1) - (times.t3 - times.t2);
  if (times.t3 < times.t2 || delay < 0) return std::nullopt;
  const Wall twice = (times.t2 - times.t1) + (times.t3 - times.t4);
  return Offset{.offset = twice / 2, .delay = delay};
}

// Several questions; the answer with the least delay says most.
class Measurement {
 public:
  static constexpr std::size_t kQuestions = 8;

  void asked(Wall t1) {
    asked_.push_back(t1);
  }
  // False: not an answer to a question of ours, or a second one.
  bool answered(const Times& times) {
    const auto offset = offset_of(times);
    if (!offset || std::erase(asked_, times.t1) == 0) return false;
    if (!best_ || offset->delay < best_->delay) best_ = offset;
    ++answers_;
    return true;
  }
  const std::optional<Offset>& best() const {
    return best_;
  }
  std::size_t answers() const {
    return answers_;
  }

 private:
  std::vector<Wall> asked_;
  std::optional<Offset> best_;
  std::size_t answers_ = 0;
};

// Prints `+0.412 s ± 0.009`. The bound is rounded up and holds for the rounded offset.
inline std::string text_of(const Offset& offset) {
  const bool coarse = offset.bound() >= 1'000'000;
  const int digits = coarse ? 3 : 6;
  const double unit = coarse ? 1e-3 : 1e-6;
  const double bound = static_cast<double>(offset.bound()) / 1e9;
  const double shown =  // + 0.0: nothing is shown as -0.000
      std::round(static_cast<double>(offset.offset) / 1e9 / unit) * unit + 0.0;
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%+.*f s ± %.*f", digits, shown, digits,
                std::ceil((bound + unit / 2) / unit) * unit);
  return text.data();
}

inline std::string body_of(const Times& times) {
  std::string body;
  for (const Wall time : {times.t1, times.t2, times.t3}) {
    put(body, static_cast<std::uint64_t>(time));
  }
  return body;
}

// T1, T2 and T3 of an answer. T4 is whatever our clock says now.
inline std::optional<Times> times_in(std::string_view body, Wall t4) {
  if (body.size() != 3 * sizeof(Wall)) return std::nullopt;
  const auto next = [&] { return static_cast<Wall>(*take<std::uint64_t>(body)); };
  Times times{.t4 = t4};
  times.t1 = next();
  times.t2 = next();
  times.t3 = next();
  return times;
}

}  // namespace chat
