// One end of a cable: frames as they leave a host, and frames handed to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "stage/system_error.hpp"

namespace stickylab {

/// A frame and when it left, CLOCK_MONOTONIC.
struct TappedFrame {
  std::int64_t time_ns = 0;
  std::string bytes;
};

/// A packet socket, packet(7), on a link of this network namespace. Does not see what it sends.
class Tap {
 public:
  /// Throws std::system_error.
  explicit Tap(int link);

  int fd() const { return fd_.get(); }

  /// The next frame that waits, if one does.
  std::optional<TappedFrame> receive();

  /// Hands a frame to the host at the other end.
  void send(const std::string& frame);

  /// How many frames the kernel dropped because nobody read them (PACKET_STATISTICS); counts
  /// since the last call.
  unsigned missed();

 private:
  Fd fd_;
};

}  // namespace stickylab
