// System calls that must not fail: the error names the operation.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace stickylab {

[[noreturn]] inline void throw_errno(const std::string& operation) {
  throw std::system_error(errno, std::generic_category(), operation);
}

/// Gives back what a system call returned; throws std::system_error if that is -1.
template <class T>
T must(T result, const std::string& operation) {
  if (result == -1) throw_errno(operation);
  return result;
}

/// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { reset(); }

  int get() const { return fd_; }
  void reset() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

}  // namespace stickylab
