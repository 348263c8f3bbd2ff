#include "stage/tracer/task.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace stickylab {
namespace {

/// tgkill(2) without a signal only looks.
bool belongs_to(pid_t process, pid_t tid) {
  return syscall(SYS_tgkill, process, tid, 0) == 0 || errno == EPERM;
}

/// For the thread itself (PIDFD_THREAD, Linux 6.9): it may have descriptors of its own, or outlive
/// its process's first thread. Else for the process.
Fd open_pidfd(pid_t tid, pid_t process) {
  constexpr unsigned kThread = O_EXCL;
  const auto own = static_cast<int>(syscall(SYS_pidfd_open, tid, kThread));
  return Fd(own >= 0 ? own : static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
}

}  // namespace

Task::Task(pid_t thread, pid_t group)
    : tid(thread), process(group), pidfd(open_pidfd(thread, group)) {}

Fd Task::borrow(int fd) const {
  return Fd(static_cast<int>(syscall(SYS_pidfd_getfd, pidfd.get(), fd, 0)));
}

pid_t process_of(const Tasks& tasks, pid_t tid) {
  if (belongs_to(tid, tid)) return tid;
  for (const auto& [number, task] : tasks)
    if (belongs_to(task.process, tid)) return task.process;
  return tid;
}

}  // namespace stickylab
