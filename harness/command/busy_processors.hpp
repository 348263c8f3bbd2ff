// A busy machine to check on.
#pragma once

#include <thread>
#include <vector>

namespace stickylab {

/// Keeps every processor busy as long as it lives: two loops for each, so that whoever wants to run
/// has to wait. They are threads: however the process ends, they end with it.
class Load {
 public:
  Load();

 private:
  std::vector<std::jthread> loops_;
};

}  // namespace stickylab
