// SIGINT, SIGTERM and SIGHUP, taken by a loop.
#pragma once

#include <signal.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "base/loop.hpp"

namespace stickylab {

/// SIGINT, SIGTERM or SIGHUP has come; all runs have been ended.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(int number) : std::runtime_error("interrupted"), signal(number) {}
  int signal;
};

/// Each of them stops the loop while this lives; the last one that came is kept.
class Interrupts {
 public:
  explicit Interrupts(Loop& loop) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
      signals_.push_back(std::make_unique<Signal>(loop, number, [this, &loop, number] {
        signal_ = number;
        loop.stop();
      }));
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  bool came() const { return signal_ != 0; }

  /// Throws Interrupted if one has come.
  void check() const {
    if (came()) throw Interrupted(signal_);
  }

 private:
  std::vector<std::unique_ptr<Signal>> signals_;
  int signal_ = 0;
};

}  // namespace stickylab
