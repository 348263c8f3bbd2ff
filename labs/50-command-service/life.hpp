// The life of a command, and when it is over: its own end, the end of all that it
// started, and the ends of the two pipes to which they write. Pure: the clock is an
// argument.
#pragma once

#include <algorithm>
#include <optional>

#include "service/credit.hpp"

namespace commands {

using service::Millis;

class Life {
 public:
  static constexpr Millis kLongest{30'000};
  static constexpr Millis kHeld{200};  // what it started may hold a pipe after its end
  static constexpr Millis kPolite{2'000};  // from SIGTERM to SIGKILL

  explicit Life(Millis now, Millis longest = kLongest)
      : begun_(now), late_(now + std::min(longest, kLongest)), reads_since_(now) {}

  void ended(Millis now) {
    if (!ended_) ended_ = now;
  }
  // Nobody is there any more who could write.
  void gone(Millis now) {
    gone_ = now;
    ended(now);
  }
  void pipe_ended() {
    --pipes_;
  }
  void asked_to_end(Millis now) {
    if (!asked_) asked_ = now;
  }
  // It may still say something: nobody hears it.
  void unwanted() {
    unwanted_ = true;
  }
  void killed() {
    killed_ = true;
  }
  // While nobody reads the pipes, it is not known if more is there.
  void pauses() {
    reads_since_.reset();
  }
  void reads(Millis now) {
    if (!reads_since_) reads_since_ = now;
  }

  bool is_read() const {
    return reads_since_.has_value();
  }

  // True once, when all that is left is to be killed; then tell `killed`.
  bool must_die(Millis now) const {
    if (killed_ || gone_) return false;
    if (unwanted_) return true;
    if (ended_) return pipes_ == 0 || now >= *ended_ + kHeld;
    return is_late(now) || (asked_ && now >= *asked_ + kPolite);
  }
  bool is_late(Millis now) const {
    return !ended_ && now >= late_;
  }
  // Nothing more comes.
  bool is_over(Millis now) const {
    if (!gone_) return false;
    return pipes_ == 0 || unwanted_ || (reads_since_ && now >= held_until());
  }
  // When to look again if nothing happens before; nothing: something will.
  std::optional<Millis> next() const {
    if (gone_) return reads_since_ ? std::optional(held_until()) : std::nullopt;
    if (killed_) return std::nullopt;
    if (ended_) return *ended_ + kHeld;
    return asked_ ? std::min(late_, *asked_ + kPolite) : late_;
  }
  Millis lasted() const {
    return ended_.value_or(begun_) - begun_;
  }

 private:
  Millis held_until() const {
    return std::max(*gone_, *reads_since_) + kHeld;
  }

  Millis begun_;
  Millis late_;
  int pipes_ = 2;
  bool unwanted_ = false;
  bool killed_ = false;
  std::optional<Millis> ended_;  // the command itself
  std::optional<Millis> gone_;
  std::optional<Millis> asked_;
  std::optional<Millis> reads_since_;
};

}  // namespace commands
