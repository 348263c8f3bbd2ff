// libuv with owners: the loop, its time and an alarm. A handle is closed when its owner
// goes.
#pragma once

#include <uv.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "reliable.hpp"

namespace chat {

inline void check(int result, const char* operation) {
  if (result < 0) {
    throw std::runtime_error(std::string(operation) + ": " + uv_strerror(result));
  }
}

inline Time monotonic() {
  return Time(static_cast<std::int64_t>(uv_hrtime()));
}

// Every handle on it must be gone before it.
class Loop {
 public:
  Loop() {
    check(uv_loop_init(&loop_), "uv_loop_init");
  }
  ~Loop() {
    while (uv_loop_close(&loop_) == UV_EBUSY) uv_run(&loop_, UV_RUN_DEFAULT);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Until `stop`.
  void run() {
    uv_run(&loop_, UV_RUN_DEFAULT);
  }
  void stop() {
    uv_stop(&loop_);
  }
  uv_loop_t* get() {
    return &loop_;
  }

 private:
  uv_loop_t loop_{};
};

// A handle of libuv and what it calls. Closing takes until the loop's next turn, so
// libuv's part lives on the heap until then.
template <class Handle, class Function>
class Owned {
 public:
  explicit Owned(Function function) : state_(new State{{}, std::move(function)}) {
    state_->handle.data = state_;
  }
  ~Owned() {
    state_->function = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(&state_->handle),
             [](uv_handle_t* handle) { delete static_cast<State*>(handle->data); });
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

 protected:
  struct State {
    Handle handle;
    Function function;
    std::array<char, 2'048> room{};  // more than any datagram that counts
  };
  static State& state_of(Handle* handle) {
    return *static_cast<State*>(handle->data);
  }
  Handle* handle() {
    return &state_->handle;
  }

 private:
  State* state_;
};

// Calls once it is so late.
class Alarm : public Owned<uv_timer_t, std::function<void()>> {
 public:
  Alarm(Loop& loop, std::function<void()> on_time) : Owned(std::move(on_time)) {
    uv_timer_init(loop.get(), handle());
  }
  // Nothing: it does not ring.
  void set(std::optional<Time> at) {
    uv_timer_stop(handle());
    if (!at) return;
    const Time left = std::max(*at, monotonic()) - monotonic();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    uv_update_time(handle()->loop);
    const auto ring = [](uv_timer_t* timer) {
      if (state_of(timer).function) state_of(timer).function();
    };
    uv_timer_start(handle(), ring, static_cast<std::uint64_t>(std::max<long>(ms, 0)),
                   0);
  }
};

}  // namespace chat
