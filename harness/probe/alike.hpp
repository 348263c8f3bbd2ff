// Whether a fork of this process would be like a start of its program: nothing but memory that is
// copied, the descriptors that it was started with, and sockets that listen.
#pragma once

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <initializer_list>

#include "probe/journal.hpp"
#include "probe/kernel.hpp"
#include "probe/sockets.hpp"

namespace stickylab {

/// What an open descriptor leads to.
struct File {
  dev_t device = 0;
  ino_t number = 0;
  friend bool operator==(const File&, const File&) = default;
};

inline File file_of(int fd) {
  struct stat file;
  return fstat(fd, &file) == 0 ? File{file.st_dev, file.st_ino} : File{};
}

inline constexpr int kFirstOnes = 4;  // input, output, errors, and the kit's step gate

/// The files of a process as it was started.
struct Started {
  File files[kFirstOnes];

  void remember() {
    for (int fd = 0; fd < kFirstOnes; ++fd) files[fd] = file_of(fd);
  }
  /// Whether they are still the same, and calls on them wait as they did.
  bool holds(int fd) const {
    return fd < kFirstOnes && file_of(fd) == files[fd] &&
           (kernel(SYS_fcntl, fd, F_GETFL) & (O_NONBLOCK | O_APPEND | O_ASYNC)) == 0;
  }
};

inline int option_of(int fd, int level, int option) {
  int value = 0;
  socklen_t size = sizeof value;
  return kernel(SYS_getsockopt, fd, level, option, &value, &size) == 0 ? value : 0;
}

inline bool listens(int fd) {
  return option_of(fd, SOL_SOCKET, SO_ACCEPTCONN) != 0 && ask_kind(fd) == Kind::tcp;
}

/// Sockets that listen, which a process shares with its forks.
struct Listeners {
  static constexpr int kMost = 8;
  struct One {
    int fd = -1;
    long flags = 0;
  };
  One all[kMost];
  int count = 0;

  bool add(int fd) {
    if (count == kMost) return false;
    all[count++] = {fd, kernel(SYS_fcntl, fd, F_GETFL)};
    return true;
  }
  /// Whether they are as they were, and no connection of somebody else waits in them.
  bool are_untouched() const {
    for (int i = 0; i < count; ++i) {
      pollfd event{all[i].fd, POLLIN, 0};
      timespec at_once{};
      if (!listens(all[i].fd) || kernel(SYS_fcntl, all[i].fd, F_GETFL) != all[i].flags ||
          kernel(SYS_ppoll, &event, 1, &at_once, nullptr, 0) != 0)
        return false;
    }
    return true;
  }
};

/// /dev/null, /dev/urandom and the like: nothing is shared through them.
inline bool is_memory_device(int fd) {
  struct stat file;
  return fstat(fd, &file) == 0 && S_ISCHR(file.st_mode) && major(file.st_rdev) == 1;
}

/// Whether all open descriptors are such that a fork may share them. `own` is the probe's.
inline bool may_share_descriptors(const Started& started, int own, Listeners& listeners) {
  const long folder =
      kernel(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  bool may = true;
  alignas(8) char entries[2048];
  for (long size = 0; may && (size = kernel(SYS_getdents64, folder, entries, sizeof entries)) > 0;)
    for (long at = 0; may && at < size;) {
      const auto* entry = reinterpret_cast<const dirent*>(entries + at);
      at += entry->d_reclen;
      const int fd = atoi(entry->d_name);
      if (entry->d_name[0] == '.' || fd == folder || fd == own || is_log(fd)) continue;
      may = started.holds(fd) || is_memory_device(fd) || (listens(fd) && listeners.add(fd));
    }
  kernel(SYS_close, folder);
  return may;
}

/// Calls `see` with each character of a file of proc(5), as long as it says true. False if it did
/// not, or there is no such file.
template <typename See>
bool read_through(const char* path, See see) {
  const long fd = kernel(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool goes_on = true;
  char text[1024];
  for (long size = 0; goes_on && (size = kernel(SYS_read, fd, text, sizeof text)) > 0;)
    for (long i = 0; goes_on && i < size; ++i) goes_on = see(text[i]);
  kernel(SYS_close, fd);
  return goes_on;
}

/// Whether the log is all the memory that this process may write and a fork would share.
inline bool shares_no_memory() {
  int shared = 0;
  int column = -1;  // of the access, as in "7f…-7f… rw-s"
  bool writes = false;
  return read_through("/proc/self/maps",
                      [&](char c) {
                        if (c == '\n') {
                          column = -1;
                        } else if (column >= 0 || c == ' ') {
                          ++column;
                          if (column == 2) writes = c == 'w';
                          if (column == 4 && c == 's' && writes) ++shared;
                        }
                        return shared <= 1;
                      }) &&
         shared == 1;
}

inline bool has_one_thread() {
  struct stat tasks;  // a link for each task beside its own two
  return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3;
}

inline bool has_no_child() {
  siginfo_t child;
  return kernel(SYS_waitid, P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT, nullptr) < 0 &&
         errno == ECHILD;
}

/// A fork has no timers.
inline bool has_no_timer() {
  for (const int which : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF}) {
    itimerval timer{};
    if (kernel(SYS_getitimer, which, &timer) != 0 || timer.it_value.tv_sec != 0 ||
        timer.it_value.tv_usec != 0)
      return false;
  }
  return read_through("/proc/self/timers", [](char) { return false; });
}

}  // namespace stickylab
