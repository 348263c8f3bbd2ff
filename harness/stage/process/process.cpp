#include "stage/process/process.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cstdlib>

#include "stage/process/limits.hpp"
#include "stage/process/standard_streams.hpp"

extern char** environ;

namespace stickylab {
namespace {

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (std::string& s : strings) result.push_back(s.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> with_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> result;
  for (const auto& [name, value] : added) result.push_back(name + "=" + value);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (!added.contains(text.substr(0, text.find('=')))) result.push_back(text);
  }
  return result;
}

/// All that happens in the new process before the program: async-signal-safe calls only.
struct Child {
  int input, output, errors, failure;
  int step_fd, probe_fd, mother_fd;
  pid_t parent;
  char** arguments;
  char** environment;
  const std::function<bool()>& enter;

  [[noreturn]] void become_program() {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent && getppid() != 0) _exit(127);  // 0: it is outside our PID namespace
    limit_this_process();
    signal(SIGPIPE, SIG_DFL);
    failure = out_of_the_way(failure);
    if (enter() && inherit()) execvpe(arguments[0], arguments, environment);
    const int error = errno;
    [[maybe_unused]] const auto written = write(failure, &error, sizeof error);
    _exit(127);
  }

  /// A copy whose number is none of those that the program is to find.
  static int out_of_the_way(int fd) {
    return fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, kMotherFd + 1);
  }

  /// Only what is named is inherited; everything else closes at exec.
  bool inherit() const {
    const std::array<int, 6> numbers = {0, 1, 2, kStepFd, kProbeFd, kMotherFd};
    std::array<int, 6> fds = {input, output, errors, step_fd, probe_fd, mother_fd};
    for (int& fd : fds) fd = out_of_the_way(fd);
    syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
    for (std::size_t i = 0; i < fds.size(); ++i)
      if (fds[i] >= 0 && dup2(fds[i], numbers[i]) < 0) return false;
    return true;
  }
};

/// The errno with which the new process failed to execute its program; 0 if it did not fail.
int failure_of(const Fd& failure) {
  int error = 0;
  return read(failure.get(), &error, sizeof error) == sizeof error ? error : 0;
}

}  // namespace

Process::Process(const Launch& launch, const std::function<bool()>& enter) {
  StandardStreams streams(launch.input);
  StandardStreams::Pipe failure;
  std::vector<std::string> command = launch.command;
  std::vector<std::string> environment = with_environment(launch.environment);
  const auto arguments = pointers(command);
  const auto variables = pointers(environment);
  Child child{.input = streams.input.get(),
              .output = streams.output.write.get(),
              .errors = streams.errors.write.get(),
              .failure = failure.write.get(),
              .step_fd = launch.step_fd,
              .probe_fd = launch.probe_fd,
              .mother_fd = launch.mother_fd,
              .parent = getpid(),
              .arguments = const_cast<char**>(arguments.data()),
              .environment = const_cast<char**>(variables.data()),
              .enter = enter};
  pid_ = must(fork(), "fork");
  if (pid_ == 0) child.become_program();
  pidfd_ = Fd(must(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)), "pidfd_open"));
  failure.write.reset();
  if (const int error = failure_of(failure.read); error != 0) {
    waitpid(pid_, nullptr, 0);
    throw std::system_error(error, std::generic_category(), "execute " + launch.command.front());
  }
  output_ = std::move(streams.output.read);
  errors_ = std::move(streams.errors.read);
}

Process::Process(pid_t child, Fd output, Fd errors)
    : pid_(child),
      pidfd_(must(static_cast<int>(syscall(SYS_pidfd_open, child, 0)), "pidfd_open")),
      output_(std::move(output)),
      errors_(std::move(errors)) {}

Process::~Process() {
  if (reaped_ || pid_ <= 0) return;
  kill();
  waitpid(pid_, nullptr, 0);
}

ProcessExited Process::wait() {
  int status = 0;
  must(waitpid(pid_, &status, 0), "waitpid");
  reaped_ = true;
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          .stopped = false};
}

void Process::kill() {
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
}

}  // namespace stickylab
