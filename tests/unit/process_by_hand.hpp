// What tests of processes share: a child to do things in that must not happen to the test itself.
#pragma once

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <exception>

#include "base/system_error.hpp"

namespace stickylab {

constexpr int kPatienceMs = 20'000;  // far above what a loaded machine needs

/// Runs `what` in a child process. Its exit status; 99 for an exception, 128 + N for signal N.
template <class F>
int in_a_child(F what) {
  const pid_t child = must(fork(), "fork");
  if (child == 0) {
    try {
      _exit(what());
    } catch (const std::exception&) {
      _exit(99);
    }
  }
  int status = 0;
  must(waitpid(child, &status, 0), "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Pipe {
  Pipe() {
    int fds[2];
    must(pipe(fds), "pipe");
    read = Fd(fds[0]);
    write = Fd(fds[1]);
  }
  Fd read;
  Fd write;
};

/// Whether a descriptor has something to tell (bytes, an end) within so long.
inline bool tells(int fd, int patience_ms = kPatienceMs) {
  pollfd event{.fd = fd, .events = POLLIN, .revents = 0};
  return poll(&event, 1, patience_ms) == 1;
}

inline Fd pidfd_of(pid_t pid) { return Fd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))); }

}  // namespace stickylab
