#include "stage/tracer/tracer.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cstring>

#include "stage/socket/probe_log.hpp"
#include "stage/tracer/filter.hpp"
#include "stage/tracer/stops.hpp"

namespace stickylab {
namespace {

constexpr int kChannel = 3;  // in the tracer

/// Whole numbers pass between the two: each tells its process number, as their PID namespace has
/// it, and the tracer the errno with which it began.
bool tell(int channel, int number) {
  return send(channel, &number, sizeof number, MSG_NOSIGNAL) == sizeof number;
}
bool hear(int channel, int& number) {
  return recv(channel, &number, sizeof number, MSG_WAITALL) == sizeof number;
}

/// Nothing that the stage has open stays open for the tracer's sake.
void keep_only(int channel) {
  dup2(channel, kChannel);
  syscall(SYS_close_range, kChannel + 1, ~0U, 0);
}

[[noreturn]] void be_tracer(ProbeLog& log, pid_t parent) {
  prctl(PR_SET_NAME, "stickylab-trace");
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent && getppid() != 0) _exit(1);  // 0: it is outside our PID namespace
  int program = 0;
  if (!tell(kChannel, getpid()) || !hear(kChannel, program)) _exit(1);
  tell(kChannel, Stops::seize(program) ? 0 : errno);
  close(kChannel);
  Stops(log).handle_all();
  _exit(0);
}

/// For close the tracer must look at the socket; for socket it need not.
[[noreturn]] void make_two_calls(const Tracer& tracer) {
  if (!tracer.follow_this_process()) _exit(errno);
  close(socket(AF_INET, SOCK_DGRAM, 0));
  _exit(0);
}

}  // namespace

Tracer::Tracer(ProbeLog& log) : filter_(call_filter()) {
  int fds[2];
  must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), "socketpair");
  channel_ = Fd(fds[0]);
  const Fd theirs(fds[1]);
  const pid_t parent = getpid();
  pid_ = must(fork(), "fork");
  if (pid_ != 0) return;
  keep_only(theirs.get());
  be_tracer(log, parent);
}

bool Tracer::follow_this_process() const {
  int tracer = 0, error = 0;
  errno = EPIPE;  // the tracer is gone
  if (!hear(channel_.get(), tracer)) return false;
  prctl(PR_SET_PTRACER, tracer);  // refused where there is no Yama: then it is not needed
  if (!tell(channel_.get(), getpid()) || !hear(channel_.get(), error)) return false;
  errno = error;
  return error == 0 && install(filter_);
}

bool Tracer::has_failed() const {
  int status = 0;
  return waitpid(pid_, &status, WNOHANG) == pid_ && status != 0;
}

std::string try_to_trace() {
  const ProbeLogFile log;
  const Tracer tracer(log.memory());
  const pid_t child = must(fork(), "fork");
  if (child == 0) make_two_calls(tracer);
  int status = 0;
  must(waitpid(child, &status, 0), "waitpid");
  waitpid(tracer.pid(), nullptr, 0);  // it has nothing left to trace
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::strerror(WEXITSTATUS(status));
  return log.events(kSender, 0).size() == 4 ? "" : "pidfd_getfd is refused";
}

}  // namespace stickylab
