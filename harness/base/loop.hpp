// libuv with owners: a handle is closed when its owner goes.
//
// This folder holds what every other one may need: an event loop with its timers, descriptors and
// signals; clocks; owned file descriptors; the two kinds of error; texts in two languages.
//
// In: descriptors, signals, times, and functions to call. Out: calls of those functions, all on the
// thread that runs the loop; std::system_error, which names the call that failed; InputError, which
// tells the user what to do next.
//
// It knows nothing of runs, programs, packets and labs, and includes no other folder.
#pragma once

#include <uv.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "base/system_error.hpp"

namespace stickylab {

/// Owns a uv_loop_t. Every Timer, Readable, Signal and FolderEvents on it must be gone before it.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs until `stop`, or until no handle is active. Throws what an event's function threw.
  void run();
  /// Handles what has happened already; throws the same.
  void poll();
  void stop() { uv_stop(&loop_); }
  uv_loop_t* get() { return &loop_; }

  /// Calls an event's function. libuv is C: no exception may pass through it.
  void call(const std::function<void()>& on_event) noexcept;

 private:
  void run(uv_run_mode mode);

  uv_loop_t loop_;
  std::exception_ptr failure_;
};

/// A libuv handle of type `Handle` and the function that its events call. Closing is asynchronous,
/// so libuv's part lives on the heap until the loop has closed it.
template <class Handle>
class Watcher {
 public:
  explicit Watcher(std::function<void()> on_event) : state_(new State{{}, std::move(on_event)}) {
    state_->handle.data = state_;
  }
  ~Watcher() {
    state_->on_event = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(&state_->handle),
             [](uv_handle_t* handle) { delete static_cast<State*>(handle->data); });
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 protected:
  Handle* handle() { return &state_->handle; }
  static void call(Handle* handle) {
    const auto on_event =
        static_cast<State*>(handle->data)->on_event;  // it may destroy the watcher
    if (on_event) static_cast<Loop*>(handle->loop->data)->call(on_event);
  }

 private:
  struct State {
    Handle handle;
    std::function<void()> on_event;
  };
  State* state_;
};

/// Calls after `first_ms`, and then every `repeat_ms` unless that is 0.
class Timer : public Watcher<uv_timer_t> {
 public:
  Timer(Loop& loop, std::uint64_t first_ms, std::uint64_t repeat_ms, std::function<void()> on_time);
};

/// Calls whenever a descriptor is readable. The descriptor must stay open as long as this lives.
class Readable : public Watcher<uv_poll_t> {
 public:
  Readable(Loop& loop, int fd, std::function<void()> on_readable);
};

/// Calls when the process gets a signal.
class Signal : public Watcher<uv_signal_t> {
 public:
  Signal(Loop& loop, int number, std::function<void()> on_signal);
};

/// Calls when something happens to the files of a folder; never if the system cannot tell.
class FolderEvents : public Watcher<uv_fs_event_t> {
 public:
  FolderEvents(Loop& loop, const std::string& folder, std::function<void()> on_event);
};

}  // namespace stickylab
