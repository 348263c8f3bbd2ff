#include "command/busy_processors.hpp"

#include <algorithm>
#include <stop_token>

namespace stickylab {
namespace {

constexpr unsigned kLoopsPerProcessor = 2;

void keep_busy(const std::stop_token& stop) {
  while (!stop.stop_requested()) continue;
}

}  // namespace

Load::Load() {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < kLoopsPerProcessor * processors; ++i) loops_.emplace_back(keep_busy);
}

}  // namespace stickylab
