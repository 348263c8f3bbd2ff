#include "launch.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace commands {
namespace {

constexpr int kUsual = 3;  // descriptors that a command has

struct Limit {
  decltype(RLIMIT_CPU) what;
  rlim_t most;
};
constexpr std::array<Limit, 5> kLimits{{{RLIMIT_CPU, 10},          // seconds
                                        {RLIMIT_AS, 1 << 30},      // bytes
                                        {RLIMIT_FSIZE, 64 << 20},  // bytes
                                        {RLIMIT_NPROC, 64},
                                        {RLIMIT_CORE, 0}}};

// To the command's standard error: its user reads it.
void complain(const char* what) {
  dprintf(STDERR_FILENO, "%s: %s\n", what, std::strerror(errno));
}

[[noreturn]] void fail(const char* what) {
  complain(what);
  _exit(kFailed);
}

void put(const char* file, const std::string& text) {
  const int fd = open(file, O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, text.data(), text.size()) < 0) fail(file);
  close(fd);
}

// The user stays who he is; there is nobody else.
void be_apart() {
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0) fail("unshare");
  put("/proc/self/setgroups", "deny");
  put("/proc/self/uid_map", user + " " + user + " 1");
  put("/proc/self/gid_map", group + " " + group + " 1");
}

[[noreturn]] void become(char** argv) {
  for (const Limit& limit : kLimits) {
    const rlimit both{limit.most, limit.most};
    setrlimit(limit.what, &both);
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  signal(SIGTERM, SIG_DFL);
  syscall(SYS_close_range, kUsual, ~0U, CLOSE_RANGE_CLOEXEC);
  execvp(argv[0], argv);
  const int status = errno == ENOENT ? 127 : 126;  // as a shell has it
  complain(argv[0]);
  _exit(status);
}

// Tells how the command has ended, and stays until all that it left have, too.
int keep(char** argv) {
  const pid_t command = fork();
  if (command < 0) fail("fork");
  if (command == 0) become(argv);
  for (int fd = 0; fd < kUsual; ++fd) close(fd);  // its pipes are to end with it
  int status = 0;
  for (pid_t ended = 0; ended >= 0 || errno == EINTR; ended = wait(&status)) {
    if (ended == command && write(kStatus, &status, sizeof status) < 0) return 1;
  }
  return 0;
}

// The launcher may have died before this process asked to die with it; then nobody has
// the other end of the pipe.
void die_with_launcher(int pipe) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  pollfd end{.fd = pipe, .events = POLLIN, .revents = 0};
  if (poll(&end, 1, 0) != 0) _exit(kFailed);
}

int keep_apart(char** argv) {
  std::array<int, 2> pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) < 0) fail("pipe");
  const pid_t first = fork();
  if (first < 0) fail("fork");
  if (first == 0) {
    close(pipe[1]);
    die_with_launcher(pipe[0]);
    _exit(keep(argv));
  }
  for (int fd = 0; fd < kUsual; ++fd) close(fd);
  int status = 0;
  while (waitpid(first, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// Apart, the kernel ends all that is left with the first process. Together, the
// launcher ends its group.
void die_with(pid_t server, bool apart) {
  if (!apart) signal(SIGHUP, [](int) { kill(0, SIGKILL); });
  prctl(PR_SET_PDEATHSIG, apart ? SIGKILL : SIGHUP);
  if (getppid() != server) _exit(kFailed);
}

}  // namespace

int launch(int argc, char** argv) {
  if (argc < 3) return kFailed;
  const bool apart = std::strcmp(argv[1], "apart") == 0;
  signal(SIGTERM, SIG_IGN);  // that is for the command: the launcher is in its group
  fcntl(kStatus, F_SETFD, FD_CLOEXEC);
  if (apart) be_apart();
  if (!apart) prctl(PR_SET_CHILD_SUBREAPER, 1);  // of what loses its parent
  // After that: a change of the user would undo it.
  die_with(std::atoi(argv[0]), apart);
  return apart ? keep_apart(argv + 2) : keep(argv + 2);
}

bool can_be_apart() {
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    close(STDERR_FILENO);
    be_apart();
    const pid_t first = fork();
    if (first == 0) _exit(0);
    _exit(first < 0 ? kFailed : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace commands
