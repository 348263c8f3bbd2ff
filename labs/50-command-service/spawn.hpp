// The start of a launcher: its words, its environment, its descriptors.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "handle.hpp"
#include "order.hpp"

namespace commands {

// The ends of pipes that the launcher has: standard input, output and errors, and
// kStatus. Of those that are not there it has /dev/null. Closed here at the end.
struct FarEnds {
  FarEnds() = default;
  ~FarEnds();
  FarEnds(const FarEnds&) = delete;
  FarEnds& operator=(const FarEnds&) = delete;

  std::array<int, 4> fds{-1, -1, -1, -1};
};

// The process leads a group of its own, with all that it starts. `data` is for `exit`.
// Throws service::Refusal.
Handle<uv_process_t> spawn(uv_loop_t* loop, const Order& order, const FarEnds& ends,
                           void* data, uv_exit_cb exit);

}  // namespace commands
