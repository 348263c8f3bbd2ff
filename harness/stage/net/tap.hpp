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

/// A packet socket, packet(7), on a link of this network namespace. Sees what comes in; what it
/// sends only where it is told to.
class Tap {
 public:
  /// Throws std::system_error.
  explicit Tap(int link, Sees sees = Sees::incoming);

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
