// How well the clocks of a recording are joined. A packet socket stamps on CLOCK_REALTIME, all else
// is on CLOCK_MONOTONIC: the harness reads one between two readings of the other
// (base/clocks.hpp), so a packet's time is wrong by at most half of the time between the two.
#include "base/clocks.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

using namespace stickylab;

namespace {

constexpr std::size_t kReadings = 1'000'000;
constexpr std::int64_t kMicrosecond = 1'000;

}  // namespace

int main() {
  std::vector<std::int64_t> errors(kReadings);
  std::generate(errors.begin(), errors.end(), [] { return read_clock_offset().error_ns; });
  std::sort(errors.begin(), errors.end());
  const std::int64_t median = errors[kReadings / 2];
  const auto over = errors.end() - std::upper_bound(errors.begin(), errors.end(), kMicrosecond);
  std::printf(
      "at most: median %lld ns, 99.9th percentile %lld ns; of %zu more than 1 us: %td, "
      "the worst %.3f ms\n",
      static_cast<long long>(median), static_cast<long long>(errors[kReadings / 1000 * 999]),
      kReadings, over, static_cast<double>(errors.back()) / 1e6);
  return median < kMicrosecond ? 0 : 1;
}
