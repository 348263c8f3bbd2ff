// One end of a cable: frames as they leave a host, and frames handed to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/system_error.hpp"

namespace stickylab {

/// A frame and when it passed, CLOCK_MONOTONIC.
struct TappedFrame {
  std::int64_t time_ns = 0;
  bool outgoing = false;  ///< it was leaving this host
  std::string bytes;
};

enum class Sees : std::uint8_t { incoming, outgoing_too };

/// A packet socket, packet(7), on a link of this network namespace. It sees what comes in, and what
/// goes out only if it is told to.
class Tap {
 public:
  /// Throws std::system_error.
  explicit Tap(int link, Sees sees = Sees::incoming);

  int fd() const { return fd_.get(); }

  /// The next frame that waits, if one does.
  std::optional<TappedFrame> receive();

  /// Hands a frame to the host at the other end.
  void send(const std::string& frame);

  /// Counts the frames that the kernel dropped since the last call because nobody read them
  /// (PACKET_STATISTICS).
  unsigned missed();

 private:
  Fd fd_;
};

}  // namespace stickylab
