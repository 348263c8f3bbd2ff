// The lines that a person types: from a terminal, a pipe or a file.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "loop.hpp"

namespace chat {

// Calls when there is more to read; or its end.
class Readable : public Owned<uv_poll_t, std::function<void()>> {
 public:
  Readable(Loop& loop, int fd, std::function<void()> on_readable)
      : Owned(std::move(on_readable)) {
    check(uv_poll_init(loop.get(), handle(), fd), "poll");
    uv_poll_start(handle(), UV_READABLE, [](uv_poll_t* poll, int, int) {
      if (state_of(poll).function) state_of(poll).function();
    });
  }
};

class Lines {
 public:
  // Calls `on_more` once there is a line, or the end.
  Lines(Loop& loop, int fd, std::function<void()> on_more)
      : fd_(fd), on_more_(std::move(on_more)) {
    // A file cannot be polled: it can always be read.
    struct stat kind {};
    fstat(fd, &kind);
    if (S_ISREG(kind.st_mode) || is_null(kind)) {
      while (!ended_) read_some();
    } else {
      readable_.emplace(loop, fd, [this] {
        read_some();
        on_more_();
      });
    }
  }

  // Without its newline. Nothing: there is none now.
  std::optional<std::string> next() {
    const std::size_t end = text_.find('\n');
    if (end == std::string::npos && (!ended_ || text_.empty())) return std::nullopt;
    std::string line = text_.substr(0, end);
    text_.erase(0, end == std::string::npos ? end : end + 1);
    return line;
  }
  // No more is typed; there may be lines that nobody has taken.
  bool at_end() const {
    return ended_;
  }
  bool ended() const {
    return ended_ && text_.empty();
  }

 private:
  static constexpr std::size_t kMost = 1 << 20;  // bytes that nobody has taken

  static bool is_null(const struct stat& kind) {
    struct stat null {};
    return S_ISCHR(kind.st_mode) && stat("/dev/null", &null) == 0 &&
           null.st_rdev == kind.st_rdev;
  }

  void read_some() {
    std::array<char, 4'096> room{};
    const ssize_t size = read(fd_, room.data(), room.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (size > 0) text_.append(room.data(), static_cast<std::size_t>(size));
    if (size > 0 && text_.size() < kMost) return;
    ended_ = true;
    readable_.reset();
  }

  int fd_;
  std::function<void()> on_more_;
  std::optional<Readable> readable_;
  std::string text_;
  bool ended_ = false;
};

}  // namespace chat
