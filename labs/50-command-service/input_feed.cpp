#include "input_feed.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

namespace commands {
namespace {

bool is_file(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

// To watch a descriptor makes it non-blocking, for all who share it: so it is opened
// once more. A socket cannot be.
int opened_again(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  return open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

}  // namespace

InputFeed::InputFeed(uv_loop_t* loop, int fd, Give give)
    : fd_(fd), give_(std::move(give)) {
  if (is_file(fd)) return;
  const int again = opened_again(fd);
  is_own_ = again >= 0;
  if (is_own_) fd_ = again;
  auto watch = std::make_unique<uv_poll_t>();
  if (uv_poll_init(loop, watch.get(), fd_) != 0) return;  // as /dev/null: always ready
  watch_.reset(watch.release());
  watch_->data = this;
}

InputFeed::~InputFeed() {
  watch_.reset();
  if (is_own_) close(fd_);
}

void InputFeed::granted(std::uint64_t limit) {
  limit_ = std::max(limit_, limit);
  watch();
}

void InputFeed::watch() {
  while (!watch_ && !has_ended_ && given_ < limit_) read();
  if (!watch_) return;
  if (has_ended_ || given_ >= limit_) {
    uv_poll_stop(watch_.get());
    return;
  }
  uv_poll_start(watch_.get(), UV_READABLE, [](uv_poll_t* poll, int, int) {
    auto& feed = *static_cast<InputFeed*>(poll->data);
    feed.read();
    feed.watch();
  });
}

void InputFeed::read() {
  std::array<char, 1 << 16> room;
  const auto most = std::min<std::uint64_t>(room.size(), limit_ - given_);
  const ssize_t size = ::read(fd_, room.data(), most);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  has_ended_ = size <= 0;
  given_ += static_cast<std::uint64_t>(std::max<ssize_t>(0, size));
  give_({room.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size))});
}

}  // namespace commands
