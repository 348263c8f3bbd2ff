// The stage plays the sender: bytes go to the receiver's program as a schedule says.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stage/loop.hpp"
#include "stage/recorder.hpp"
#include "stage/socket_queue.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Paced by what the receiver has done: the next piece goes when the last has arrived in its queue
/// and has been read. What is sent is recorded as the calls of the sender. `on_silence` is called
/// where the schedule ends in silence, once the receiver has read all and has fallen asleep. In a
/// conversation each turn of the stream waits for the replies before it.
class Delivery {
 public:
  Delivery(Loop& loop, Recorder& recorder, const Stage& stage, const DeliverySpec& spec,
           pid_t receiver, std::function<void()> on_silence);
  ~Delivery();

 private:
  enum class State : std::uint8_t { connecting, sending, draining, listening_on, done };

  void tick();
  void connect();
  bool is_connected();
  void send_piece();
  bool has_arrived() const;
  bool is_drained() const;
  bool may_go_on();
  void next_piece();
  void stop_receiver(bool stop);
  void end();
  bool receiver_sleeps();
  void take_replies();
  void record(Call call, const std::string& bytes, int value, std::int64_t entered_ns);

  Recorder& recorder_;
  const Stage& stage_;
  const DeliverySpec& spec_;
  const pid_t receiver_;
  const std::function<void()> on_silence_;
  std::vector<std::size_t> pieces_;
  std::size_t next_ = 0;     ///< piece
  std::size_t from_ = 0;     ///< its offset in the stream
  std::size_t replied_ = 0;  ///< bytes that the receiver has sent back
  bool stopped_ = false;     ///< the receiver, by SIGSTOP
  State state_ = State::connecting;
  Fd socket_;
  std::optional<SocketQueue> queue_;
  std::string slept_;  ///< what the kernel said of the receiver's sleep at the last tick
  int asleep_ = 0;     ///< ticks
  Fd timer_fd_;
  Readable timer_;
};

}  // namespace stickylab
