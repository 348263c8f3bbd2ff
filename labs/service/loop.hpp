// A loop of libuv. All handles on it must be closed before it goes.
#pragma once

#include <uv.h>

namespace service {

class Loop {
 public:
  Loop() {
    uv_loop_init(&loop_);
  }
  ~Loop() {
    uv_loop_close(&loop_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  uv_loop_t* get() {
    return &loop_;
  }

 private:
  uv_loop_t loop_{};
};

}  // namespace service
