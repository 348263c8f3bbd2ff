#include "stage/tracer/stops.hpp"

#include <linux/ptrace.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clocks.hpp"
#include "stage/tracer/filter.hpp"

namespace stickylab {
namespace {

constexpr int kSyscallStop = SIGTRAP | 0x80;  // PTRACE_O_TRACESYSGOOD
constexpr long kOptions = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD |
                          PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                          PTRACE_O_TRACEEXEC;

/// Without libc's ptrace: sys/ptrace.h and linux/ptrace.h cannot both be included.
long trace(long request, pid_t tid, long address, void* data) {
  return syscall(SYS_ptrace, request, tid, address, data);
}
long trace(long request, pid_t tid, long data) {
  return syscall(SYS_ptrace, request, tid, 0L, data);
}

ptrace_syscall_info info_of(pid_t tid) {
  ptrace_syscall_info info{};
  trace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info);
  return info;
}

/// `seccomp` and `entry` begin alike.
SystemCall call_in(const ptrace_syscall_info& info) {
  SystemCall call{.number = info.entry.nr,
                  .instruction = info.instruction_pointer,
                  .stack = info.stack_pointer};
  for (std::size_t i = 0; i < call.arguments.size(); ++i) call.arguments[i] = info.entry.args[i];
  return call;
}

bool stops_process(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

}  // namespace

bool Stops::seize(pid_t process) { return trace(PTRACE_SEIZE, process, kOptions) == 0; }

void Stops::handle_all() {
  for (;;) {
    int status = 0;
    const pid_t tid = waitpid(-1, &status, __WALL);
    if (tid < 0 && errno != EINTR) return;
    if (tid < 0) continue;
    if (WIFSTOPPED(status)) {
      on_stop(tid, status);
    } else {
      on_end(tid, WIFSIGNALED(status));
    }
  }
}

void Stops::on_stop(pid_t tid, int status) {
  const int event = status >> 16;
  const int signal = WSTOPSIG(status);
  if (event == PTRACE_EVENT_STOP && stops_process(signal)) {
    trace(PTRACE_LISTEN, tid, 0);
    return;
  }
  const bool is_call = event == 0 && signal == kSyscallStop;
  if (event == PTRACE_EVENT_SECCOMP) on_call(tid);
  if (event == PTRACE_EVENT_EXEC) on_exec(tid);
  if (is_call) {
    const ptrace_syscall_info info = info_of(tid);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT) on_return(tid, info.exit.rval);
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) on_entry(tid);
  }
  go_on(tid, event != 0 || is_call ? 0 : signal);
}

void Stops::go_on(pid_t tid, int signal) {
  const auto found = tasks_.find(tid);
  const bool in_call = found != tasks_.end() && found->second.call;
  trace(in_call ? PTRACE_SYSCALL : PTRACE_CONT, tid, signal);
}

Task& Stops::task(pid_t tid) {
  const auto found = tasks_.find(tid);
  if (found != tasks_.end()) return found->second;
  return tasks_.try_emplace(tid, tid, process_of(tasks_, tid)).first->second;
}

void Stops::on_call(pid_t tid) {
  Task& one = task(tid);
  const SystemCall made = call_in(info_of(tid));
  if (one.call && one.call->made == made) {
    one.call->interrupted_ns = 0;
    return;
  }
  give_up(one);
  log_.enter(one, made);
}

void Stops::on_return(pid_t tid, std::int64_t result) {
  Task& one = task(tid);
  if (!one.call) return;
  if (is_interrupted(result)) {
    one.call->interrupted_ns = now_ns(CLOCK_MONOTONIC);
  } else {
    log_.leave(one, result);
  }
}

/// The first call after one that was left for a signal. Every handler makes one, at the latest to
/// return (sigreturn(2)).
void Stops::on_entry(pid_t tid) {
  Task& one = task(tid);
  if (one.call && !(one.call->made == call_in(info_of(tid)))) give_up(one);
}

void Stops::give_up(Task& task) {
  if (task.call) log_.leave_at(task, -EINTR, task.call->interrupted_ns);
}

/// Its other threads are gone; it has the number of the first one now.
void Stops::on_exec(pid_t tid) {
  unsigned long before = 0;
  trace(PTRACE_GETEVENTMSG, tid, 0, &before);
  tasks_.erase(static_cast<pid_t>(before));
  tasks_.erase(tid);
  if (info_of(tid).arch != kNativeArch) LogWriter::lose();
}

void Stops::on_end(pid_t tid, bool by_signal) {
  const auto found = tasks_.find(tid);
  if (found == tasks_.end()) return;
  if (!by_signal && found->second.call && found->second.call->interrupted_ns != 0)
    give_up(found->second);
  tasks_.erase(found);
}

}  // namespace stickylab
