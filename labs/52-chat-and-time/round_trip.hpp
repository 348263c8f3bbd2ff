// How long to wait for an answer before the question is sent again.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace chat {

using Time = std::chrono::nanoseconds;  // of a clock that nobody sets

// RFC 6298, with the limits of a chat.
class RoundTrip {
 public:
  static constexpr Time kFirst = std::chrono::seconds(1);
  static constexpr Time kShortest = std::chrono::milliseconds(200);
  static constexpr Time kLongest = std::chrono::seconds(4);
  static constexpr Time kGranularity =
      std::chrono::milliseconds(1);  // of libuv's timers

  void measured(Time took) {
    if (smoothed_) {
      variation_ += (std::chrono::abs(*smoothed_ - took) - variation_) / 4;
      *smoothed_ += (took - *smoothed_) / 8;
    } else {
      smoothed_ = took;
      variation_ = took / 2;
    }
    wait_ = limited(*smoothed_ + std::max(kGranularity, 4 * variation_));
  }
  // Stays until the next measurement.
  void back_off() {
    wait_ = limited(2 * wait_);
  }
  Time wait() const {
    return wait_;
  }

 private:
  static Time limited(Time wait) {
    return std::clamp(wait, kShortest, kLongest);
  }

  std::optional<Time> smoothed_;
  Time variation_{};
  Time wait_ = kFirst;
};

}  // namespace chat
