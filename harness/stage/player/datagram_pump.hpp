// Datagrams go to the program that reads them, one by one, as a schedule says.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "schedule/schedule.hpp"
#include "stage/player/brake.hpp"
#include "stage/process/stillness.hpp"
#include "stage/socket/datagram_queue.hpp"

namespace stickylab {

/// Paced by what the program that reads has done: the next datagram goes when none waits in its
/// queue, and it has run since the last one and sleeps. UDP does not say what has arrived; so it
/// also goes when the program has slept for 20 ms, or if it never sleeps, when its queue has been
/// empty for as long.
class DatagramPump {
 public:
  using OnSent = std::function<void(const std::string& datagram, std::int64_t entered_ns)>;

  /// `socket` is connected to the program and stays open as long as this lives; `queue` is that of
  /// the program, and `reader` its brake. With a wire between them a datagram takes `way_ms`.
  DatagramPump(int socket, DatagramQueue queue, std::shared_ptr<Brake> reader, Pacing pacing,
               double way_ms, OnSent on_sent);
  ~DatagramPump() { release(); }
  DatagramPump(const DatagramPump&) = delete;
  DatagramPump& operator=(const DatagramPump&) = delete;

  void give(std::string datagram) { datagrams_.push_back(std::move(datagram)); }

  /// To be called once a tick: sends the next datagram if it is due.
  void go_on();

  /// Whether all that was given has been sent, and none of it waits to be read.
  bool is_drained() const { return datagrams_.empty() && !stopped_ && empty_; }
  /// Whether it is drained, and the program waits: it sleeps, or it has looked for more in vain for
  /// some time.
  bool is_quiet() const;

 private:
  void look();
  bool is_due() const;
  void release();
  void send_next();

  int socket_;
  DatagramQueue queue_;
  std::shared_ptr<Brake> reader_;
  Stillness stillness_;
  const Pacing pacing_;
  const int patience_;  ///< ticks
  OnSent on_sent_;
  std::deque<std::string> datagrams_;
  bool any_sent_ = false;
  bool stopped_ = false;  ///< the reader, by us
  bool empty_ = true;     ///< its queue
  bool stirred_ = false;  ///< it has run since the last datagram, or had it in its queue
  int asleep_ticks_ = 0;
  int empty_ticks_ = 0;
};

}  // namespace stickylab
