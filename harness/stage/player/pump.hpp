// One direction of a connection: bytes go to the program that reads it as a schedule says.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "schedule/schedule.hpp"
#include "stage/player/brake.hpp"
#include "stage/process/stillness.hpp"
#include "stage/socket/socket_queue.hpp"

namespace stickylab {

/// Paced by what the program that reads has done: the next piece goes when the last has arrived in
/// its queue and has been read, and the program sleeps: it has looked whether there is more.
class Pump {
 public:
  using OnSent = std::function<void(const std::string& piece, std::int64_t entered_ns)>;

  /// `socket` is our end of the connection, non-blocking, and stays open as long as this lives;
  /// `queue` is that of the program that reads, and `reader` its brake. `on_sent` gets what has
  /// been sent and when that began (CLOCK_MONOTONIC).
  Pump(int socket, SocketQueue queue, std::shared_ptr<Brake> reader, Cutting cutting,
       OnSent on_sent);
  ~Pump() { release(); }
  Pump(const Pump&) = delete;
  Pump& operator=(const Pump&) = delete;

  /// Adds to what is to go, a whole turn of the conversation: it is cut where the schedule cuts the
  /// stream of all that was given, and at its end.
  void give(std::string_view bytes);

  /// To be called once a tick: sends the next piece if it is due. True if there is none, and the
  /// last is where it was to go. With `merged` the program is still stopped then, until `release`.
  bool go_on();

  /// Whether all that was sent is in the program's queue, or has been read. A program that is gone
  /// has nothing to wait for.
  bool has_arrived() const;
  /// Whether it has been read.
  bool is_drained() const;
  /// Whether the program has all that was sent, and has slept for a while, or looks for more again
  /// and again. To be asked at most once a tick.
  bool reader_waits();

  /// Whether the end of what we say is where it was to go, FIN or RST.
  bool end_has_arrived() const { return queue_.has_end(); }

  /// Whether the program is stopped: it must not read before all is in its queue.
  bool holds() const { return stopped_; }
  /// Lets it run.
  void release();

  const SocketQueue& queue() const { return queue_; }

 private:
  bool is_delivered();
  bool is_paused();
  bool reader_rests();
  bool reader_sleeps();
  void stop_reader();
  void send_piece();

  int socket_;
  SocketQueue queue_;
  std::shared_ptr<Brake> reader_;
  Stillness stillness_;
  Cutting cutting_;
  OnSent on_sent_;
  std::deque<std::string> pieces_;
  std::size_t given_ = 0;                ///< bytes
  std::size_t sent_ = 0;                 ///< bytes
  bool stopped_ = false;                 ///< the reader, by us
  bool delivered_ = false;               ///< all that was sent
  std::optional<std::int64_t> ran_ns_;   ///< the reader, until all that was sent had been read
  std::optional<std::int64_t> goes_ns_;  ///< the next piece, after a pause
  int restless_ticks_ = 0;               ///< since then
};

}  // namespace stickylab
