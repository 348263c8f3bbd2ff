// Credit: how far the sender of a file may go before it hears again. The receiver
// grants what it writes in a quarter of a second, so nobody has to stop reading the
// connection, and a control message waits behind a quarter of a second of data at most.
// Pure: the clock is an argument.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace service {

using Millis = std::chrono::milliseconds;

// Absolute offsets in the file: a grant that comes twice says the same.
struct Grant {
  std::uint64_t written = 0;  // the receiver has written all below it
  std::uint64_t limit = 0;    // the sender may send all below it
};

class Credit {
 public:
  static constexpr std::uint64_t kLeast = 256 << 10;
  static constexpr std::uint64_t kFirst = 1 << 20;
  static constexpr std::uint64_t kMost = 8 << 20;
  static constexpr Millis kWorth{250};    // of data
  static constexpr Millis kMeasured{50};  // a shorter time says nothing about a rate

  Credit(std::uint64_t from, Millis now)
      : written_(from), limit_(from + kFirst), measured_at_(now), measured_(from) {}

  Grant grant() const {
    return {written_, limit_};
  }

  // A grant, if half of the last one is used.
  std::optional<Grant> wrote(std::uint64_t bytes, Millis now, Millis rtt) {
    written_ += bytes;
    measure(now);
    const std::uint64_t window = window_for(rtt);
    if (limit_ > written_ && limit_ - written_ > window / 2) return std::nullopt;
    limit_ = std::max(limit_, written_ + window);
    return grant();
  }

  // A peer that sends beyond the limit breaks the protocol.
  bool allows(std::uint64_t end) const {
    return end <= limit_;
  }

 private:
  void measure(Millis now) {
    const Millis passed = now - measured_at_;
    if (passed < kMeasured) return;
    const auto rate =
        (written_ - measured_) * 1000 / static_cast<std::uint64_t>(passed.count());
    rate_ = rate_ ? (3 * *rate_ + rate) / 4 : rate;
    measured_at_ = now;
    measured_ = written_;
  }

  std::uint64_t window_for(Millis rtt) const {
    if (!rate_) return kFirst;
    const auto worth = static_cast<std::uint64_t>(std::max(kWorth, 2 * rtt).count());
    return std::clamp(*rate_ * worth / 1000, kLeast, kMost);
  }

  std::uint64_t written_;
  std::uint64_t limit_;
  Millis measured_at_;
  std::uint64_t measured_;
  std::optional<std::uint64_t> rate_;  // bytes a second
};

}  // namespace service
