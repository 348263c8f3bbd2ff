#include "stage/process/containment.hpp"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>

#include "base/system_error.hpp"
#include "stage/process/namespaces.hpp"
#include "stage/process/proc_stat.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

/// Lives as long as the stage process, whose pidfd this is.
[[noreturn]] void be_init(int stage) {
  prctl(PR_SET_NAME, "stickylab-init");
  signal(SIGCHLD, SIG_IGN);  // reaps without waiting, wait(2)
  pollfd ended{.fd = stage, .events = POLLIN, .revents = 0};
  while (poll(&ended, 1, -1) < 1) continue;
  _exit(0);
}

}  // namespace

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  for (const pid_t pid : children_in_tasks(parent)) {
    const auto stat = proc_stat(pid);
    if (stat && stat->parent == parent && stat->state != 'Z') children.push_back(pid);
  }
  return children;
}

void adopt_orphans() { prctl(PR_SET_CHILD_SUBREAPER, 1); }

void end_children() {
  // Any child, not a named one: the first process of a namespace ends only after we have reaped
  // those of its processes that are our children.
  // And none that has not been killed is waited for: if one has ended, its children are ours.
  bool more = true;
  while (more) {
    for (const pid_t child : children_of(getpid())) kill(child, SIGKILL);
    more = waitpid(-1, nullptr, 0) >= 0 || errno == EINTR;
    while (more && waitpid(-1, nullptr, WNOHANG) > 0) continue;  // to look again takes long
  }
}

Containment::Containment() {
  adopt_orphans();
  if (std::getenv(kNoNamespaces) != nullptr || !enter_namespaces(CLONE_NEWPID)) return;
  const Fd self(must(static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0)), "pidfd_open"));
  init_ = must(fork(), "fork");
  if (init_ == 0) be_init(self.get());
}

std::vector<pid_t> Containment::strays(const std::vector<pid_t>& ours) const {
  std::vector<pid_t> left = children_of(init_ != 0 ? init_ : getpid());
  std::erase_if(left, [&](pid_t pid) { return std::count(ours.begin(), ours.end(), pid) > 0; });
  return left;
}

void Containment::end() {
  end_children();
  init_ = 0;
}

}  // namespace stickylab
