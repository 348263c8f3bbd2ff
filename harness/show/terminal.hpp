// The terminal as one full screen.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "show/keys.hpp"
#include "show/screen.hpp"

namespace stickylab {

/// Standard input and output are a terminal that can move its cursor. Otherwise throws InputError,
/// which names `command` and what to use `instead`.
void must_be_terminal(const std::string& command, const std::string& instead);

/// Keys come one by one, lines are drawn on the alternate screen. However this process ends, but by
/// SIGKILL, the terminal is then as it was: at the end of this object, at Ctrl-C, at Ctrl-Z, at a
/// crash. There is one at a time.
class Terminal {
 public:
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  static Size size();

  /// Lines as `drawn` makes them.
  void draw(const std::vector<std::string>& lines);

  /// Waits for a key; `Key::none` after `most_ms`. Throws Interrupted.
  Key next(std::optional<std::uint64_t> most_ms = std::nullopt);

  /// The loop that `next` runs: others may watch it as well.
  Loop& loop() { return loop_; }
  /// `next` returns `Key::none`: there is something new to be seen.
  void wake() { loop_.stop(); }

  /// The title of the terminal's window or tab, until this leaves the screen; `lend` keeps it away
  /// as well.
  void title(const std::string& text);

  /// What has been typed since the last `next` is not meant for what is shown now.
  void forget_keys();

  /// Runs a command that has the terminal for itself, as it was, until it ends. Ctrl-C is meant for
  /// the command. If there is a `farewell`, that is printed then, and a line waited for.
  void lend(const std::vector<std::string>& command, const std::string& farewell = "");

 private:
  void watch();
  void unwatch();
  void on_readable();
  void on_signal(int number);
  void stop_here();
  void take_again();

  Fd input_;
  Loop loop_;
  std::vector<std::unique_ptr<Signal>> signals_;
  std::optional<Readable> readable_;
  std::string bytes_;  ///< the beginning of a key
  std::deque<Key> keys_;
  int signal_ = 0;
  std::string title_;
};

}  // namespace stickylab
