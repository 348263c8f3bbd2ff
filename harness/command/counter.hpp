// A sign of life of a command that takes long, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/phrase.hpp"

namespace stickylab {

/// On a terminal one line that is written again and again, and is gone in the end; else a line
/// every ten seconds.
class Counter {
 public:
  enum class What : std::uint8_t { deliveries, runs };
  explicit Counter(Lang lang, What what = What::deliveries);
  ~Counter() { clear(); }
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  void show(std::size_t made, std::size_t planned);
  /// Takes the line away. To be called before something else is printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const Lang lang_;
  const What what_;
  const bool terminal_;
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace stickylab
