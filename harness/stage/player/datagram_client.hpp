// The stage plays a client that sends datagrams.
#pragma once

#include <functional>
#include <optional>

#include "base/ticker.hpp"
#include "schedule/script.hpp"
#include "stage/player/datagram_pump.hpp"
#include "stage/player/enough.hpp"
#include "stage/player/player.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// Sends the datagrams of `Played` in their order, from one socket, and takes what the server
/// answers. What is sent is recorded as calls of the actor that is played.
class DatagramClient {
 public:
  /// The server has its port bound at `place`, at `way_ms` from here. `on_silence` is called once
  /// when it has read all, waits for more, and has printed enough.
  DatagramClient(const Surroundings& around, Actor self, const Contact& server,
                 const Endpoint& place, const Played& played, double way_ms, Enough enough,
                 std::function<void()> on_silence);

  /// Whether the server has read all that was sent.
  bool is_read() const { return pump_->is_drained(); }

 private:
  void tick();
  CallReturned returned(Call call, std::int64_t entered_ns) const;

  const Surroundings& around_;
  const Actor self_;
  Enough enough_;
  const std::function<void()> on_silence_;
  Fd socket_;
  std::optional<DatagramPump> pump_;
  bool told_ = false;
  Ticker ticker_;
};

}  // namespace stickylab
