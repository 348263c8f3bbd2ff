// The deadlines of a peer. Pure: the clock is an argument.
#pragma once

#include "service/credit.hpp"

namespace service {

struct Deadlines {
  static constexpr Millis kSecuredIn{10'000};  // TLS, from the start
  static constexpr Millis kFrameIn{30'000};    // a frame that has begun
  static constexpr Millis kSentIn{30'000};     // what was given to the kernel

  explicit Deadlines(Millis now) : started(now), frame_begins(now), last_written(now) {}

  // Why the connection must end; nullptr: it need not.
  const char* overdue(Millis now, bool secured, bool inside_frame, bool sending) const {
    if (!secured && now - started > kSecuredIn) return "TLS took too long";
    if (inside_frame && now - frame_begins > kFrameIn) return "a frame took too long";
    if (sending && now - last_written > kSentIn) return "the peer takes nothing";
    return nullptr;
  }

  Millis started;
  Millis frame_begins;  // that is not complete
  Millis last_written;
};

}  // namespace service
