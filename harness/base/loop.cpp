#include "base/loop.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace stickylab {
namespace {

void check(int result, const char* operation) {
  if (result < 0) throw std::runtime_error(std::string(operation) + ": " + uv_strerror(result));
}

}  // namespace

Loop::Loop() {
  check(uv_loop_init(&loop_), "uv_loop_init");
  loop_.data = this;
}

Loop::~Loop() {
  while (uv_loop_close(&loop_) == UV_EBUSY) uv_run(&loop_, UV_RUN_DEFAULT);  // lets handles close
}

void Loop::run() { run(UV_RUN_DEFAULT); }

void Loop::poll() { run(UV_RUN_NOWAIT); }

void Loop::run(uv_run_mode mode) {
  uv_run(&loop_, mode);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Loop::call(const std::function<void()>& on_event) noexcept {
  try {
    on_event();
  } catch (...) {
    if (!failure_) failure_ = std::current_exception();
    stop();
  }
}

Timer::Timer(Loop& loop, std::uint64_t first_ms, std::uint64_t repeat_ms,
             std::function<void()> on_time)
    : Watcher(std::move(on_time)) {
  uv_timer_init(loop.get(), handle());
  uv_update_time(loop.get());
  uv_timer_start(
      handle(), [](uv_timer_t* timer) { call(timer); }, first_ms, repeat_ms);
}

Readable::Readable(Loop& loop, int fd, std::function<void()> on_readable)
    : Watcher(std::move(on_readable)) {
  check(uv_poll_init(loop.get(), handle(), fd), "uv_poll_init");
  uv_poll_start(handle(), UV_READABLE, [](uv_poll_t* poll, int, int) { call(poll); });
}

Signal::Signal(Loop& loop, int number, std::function<void()> on_signal)
    : Watcher(std::move(on_signal)) {
  uv_signal_init(loop.get(), handle());
  uv_signal_start(
      handle(), [](uv_signal_t* signal, int) { call(signal); }, number);
}

FolderEvents::FolderEvents(Loop& loop, const std::string& folder, std::function<void()> on_event)
    : Watcher(std::move(on_event)) {
  check(uv_fs_event_init(loop.get(), handle()), "uv_fs_event_init");
  uv_fs_event_start(
      handle(), [](uv_fs_event_t* events, const char*, int, int) { call(events); }, folder.c_str(),
      0);
}

}  // namespace stickylab
