// A descriptor that is closed when its owner goes, and errors of files in the words of
// the protocol.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <utility>

#include "service/message.hpp"

namespace files {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  int get() const {
    return fd_;
  }
  int release() {
    return std::exchange(fd_, -1);
  }
  explicit operator bool() const {
    return fd_ >= 0;
  }

 private:
  int fd_ = -1;
};

// The refusal for an error of a call that names a file.
service::Refusal refusal(int error);
// Throws it if the call failed.
inline int check(int result) {
  if (result < 0) throw refusal(errno);
  return result;
}

struct stat status_of(const Fd& file);
// Throws Refusal("changed") if the file has been written since it had that status.
void must_be_as_it_was(int file, const struct stat& then);

// In bytes. Throws EISDIR's refusal for what is no plain file.
std::uint64_t size_of(const Fd& file);

}  // namespace files
