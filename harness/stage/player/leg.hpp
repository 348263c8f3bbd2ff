// One of the two ends that a proxy joins.
#pragma once

#include <string>
#include <string_view>

#include "base/system_error.hpp"
#include "stage/player/pump.hpp"
#include "stage/process/stillness.hpp"

namespace stickylab {

/// What the program says is collected, until it says no more and waits; what it is told goes to it
/// as the schedule says.
class Leg {
 public:
  /// `socket` is our end, non-blocking; the others as for `Pump`.
  Leg(Fd socket, SocketQueue queue, const std::shared_ptr<Brake>& program, Cutting told,
      Pump::OnSent on_told);

  /// To be called once a tick: takes what the program has said, sends what is due.
  void go_on();

  /// Whether it was told all, has said all, and waits. To be asked at most once a tick.
  bool is_quiet();

  bool has_said() const { return !said_.empty(); }
  std::size_t said_in_all() const { return said_in_all_; }
  /// What it has said since the last time.
  std::string take_said() { return std::exchange(said_, {}); }

  /// Whether it was told all that there was, and has it.
  bool is_told() const { return is_told_; }
  void tell(std::string_view bytes) { pump_.give(bytes); }

  /// Whether it says no more, as it has closed its end or has reset the connection.
  bool has_ended() const { return ended_; }
  bool was_reset() const { return reset_; }
  /// Whether it has acknowledged all that it was told, or never will.
  bool is_settled() const;

  /// Whether it is stopped until all that it is told is in its queue.
  bool is_held() const { return pump_.holds(); }
  void release() { pump_.release(); }

  bool was_told_end() const { return told_end_; }
  /// Closes the direction to it, or resets the connection. If it is held, it goes on when it has
  /// that, too.
  void tell_end(bool reset);

 private:
  void take();

  Fd socket_;
  Pump pump_;
  Stillness stillness_;
  std::string said_;
  std::size_t said_in_all_ = 0;
  int silent_ticks_ = 0;  ///< since it said something
  bool is_told_ = false;
  bool ended_ = false;
  bool reset_ = false;
  bool told_end_ = false;
};

}  // namespace stickylab
