// The fate of each packet that leaves one host: drawn from a seed, so that a run can be repeated.
#pragma once

#include <random>

#include "stage/net/wire_spec.hpp"

namespace stickylab {

struct Luck {
  bool lost = false;
  bool duplicated = false;
  bool overtaken = false;
};

/// The n-th packet of a host always has the same luck, whatever the others send.
class Dice {
 public:
  /// For what leaves a host, by its number.
  Dice(const WireSpec& spec, int host)
      : spec_(spec), random_(spec.seed * 2 + static_cast<std::uint64_t>(host)) {}

  Luck throw_for_packet() {
    // Each packet takes three draws, even if a probability is 0: no setting changes what another
    // one does.
    return {.lost = draw() < spec_.loss,
            .duplicated = draw() < spec_.duplicate,
            .overtaken = draw() < spec_.reorder};
  }

 private:
  /// 0 <= x < 1, the same with every C++ library, unlike std::uniform_real_distribution.
  double draw() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  WireSpec spec_;
  std::mt19937_64 random_;
};

}  // namespace stickylab
