// Between sender and receiver, so that both hear each other as a schedule says.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/loop.hpp"
#include "base/ticker.hpp"
#include "recording/recorder.hpp"
#include "stage/player/leg.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Accepts one connection on the receiver's host and carries it on to the receiver's port, in both
/// directions. What a program says is passed on when it waits for an answer, or has closed its end:
/// so it does not depend on how it writes where its bytes are cut. FIN is passed on as FIN and RST
/// as RST, when the other program has been told all and waits. What passes is recorded as
/// `Relayed`, piece by piece.
class Relay {
 public:
  /// Listens at once: a sender may connect from then on. `program` tells the process of an end,
  /// `on_flood` is told which of them says more than `kRelayLimit`.
  Relay(Loop& loop, Recorder& recorder, Stage& stage, const Schedule& schedule,
        const Endpoint& server, std::function<pid_t(Actor)> program,
        std::function<void(Actor)> on_flood);

  /// Where the sender is to connect.
  Endpoint address() const { return address_; }

 private:
  void accept_sender();
  void tick();
  static void pass(Leg& from, Leg& to);
  std::unique_ptr<Leg> leg(Actor who, Fd socket, SocketQueue queue);

  Recorder& recorder_;
  Stage& stage_;
  const Schedule schedule_;
  const std::function<pid_t(Actor)> program_;
  const std::function<void(Actor)> on_flood_;
  const Endpoint server_;
  Endpoint address_;
  Fd listener_;
  std::unique_ptr<Leg> sender_;
  std::unique_ptr<Leg> receiver_;
  std::optional<Readable> on_connection_;
  Ticker ticker_;
};

/// Bytes that an end may say in all.
inline constexpr std::size_t kRelayLimit = 16 << 20;

}  // namespace stickylab
