// Between sender and receiver, to see what they say to each other, whatever they are written in.
#pragma once

#include <optional>

#include "stage/loop.hpp"
#include "stage/recorder.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Accepts one connection on the receiver's host and carries it on to the receiver's port, byte for
/// byte in both directions, the ends of the streams included. What passes is recorded as `Relayed`.
class Relay {
 public:
  /// Listens at once: a sender may connect from then on.
  Relay(Loop& loop, Recorder& recorder, const Stage& stage);

  /// Where the sender is to connect.
  Endpoint address() const { return address_; }

 private:
  /// One direction.
  struct Leg {
    Who who{};
    int from = -1;
    int to = -1;
  };

  void accept_sender();
  void carry(const Leg& leg, std::optional<Readable>& watcher);

  Loop& loop_;
  Recorder& recorder_;
  const Stage& stage_;
  Endpoint address_;
  Fd listener_;
  Fd sender_;
  Fd receiver_;
  std::optional<Readable> on_connection_;
  std::optional<Readable> on_sender_;
  std::optional<Readable> on_receiver_;
};

}  // namespace stickylab
