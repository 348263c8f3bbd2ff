// The stage plays the sender: bytes go to the receiver's program as a schedule says.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "base/loop.hpp"
#include "base/ticker.hpp"
#include "recording/recorder.hpp"
#include "stage/player/pump.hpp"
#include "stage/run.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// What is sent is recorded as the calls of the sender. `on_silence` is called where the schedule
/// ends in silence, once the receiver has read all and has fallen asleep. In a conversation each
/// turn of the stream waits for the replies before it.
class Delivery {
 public:
  Delivery(Loop& loop, Recorder& recorder, const Stage& stage, const DeliverySpec& spec,
           const Endpoint& server, pid_t receiver, std::function<void()> on_silence);

 private:
  enum class State : std::uint8_t { connecting, sending, listening_on, done };

  void tick();
  void connect();
  bool is_connected();
  void next_turn();
  void end();
  void take_replies();
  void record(Call call, const std::string& bytes, int value, std::int64_t entered_ns);

  Recorder& recorder_;
  const Stage& stage_;
  const DeliverySpec& spec_;
  const Endpoint server_;
  const pid_t receiver_;
  const std::function<void()> on_silence_;
  std::size_t size_;         ///< of what is sent of the stream
  std::size_t given_ = 0;    ///< to the pump
  std::size_t replied_ = 0;  ///< bytes that the receiver has sent back
  State state_ = State::connecting;
  Fd socket_;
  std::optional<Pump> pump_;
  Ticker ticker_;
};

}  // namespace stickylab
