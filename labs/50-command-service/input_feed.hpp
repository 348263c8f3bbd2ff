// A client's own input on its way to a command, as far as the server grants. It takes
// no byte more than it sends: the rest is for whoever comes next.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "handle.hpp"

namespace commands {

class InputFeed {
 public:
  using Give = std::function<void(std::string_view)>;  // empty: it has ended

  // Reads this descriptor from now on.
  InputFeed(uv_loop_t* loop, int fd, Give give);
  ~InputFeed();
  InputFeed(const InputFeed&) = delete;
  InputFeed& operator=(const InputFeed&) = delete;

  void granted(std::uint64_t limit);

 private:
  void watch();
  void read();

  int fd_;
  bool is_own_ = false;      // this object has opened it
  Handle<uv_poll_t> watch_;  // null: it never keeps waiting
  Give give_;
  std::uint64_t given_ = 0;
  std::uint64_t limit_ = 0;
  bool has_ended_ = false;
};

}  // namespace commands
