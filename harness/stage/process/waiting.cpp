#include "stage/process/waiting.hpp"

#include <poll.h>
#include <sys/syscall.h>

#include <array>
#include <optional>

#include "base/memory.hpp"
#include "stage/process/call_in.hpp"
#include "stage/process/descriptor.hpp"

namespace stickylab {
namespace {

struct Named {
  long number;
  std::string_view name;
};

/// Those that a program may stay in. The older ones are not on every machine.
constexpr auto kNames = std::to_array<Named>({
#ifdef SYS_poll
    {SYS_poll, "poll"},
    {SYS_select, "select"},
    {SYS_epoll_wait, "epoll_wait"},
    {SYS_pause, "pause"},
#endif
    {SYS_ppoll, "poll"},
    {SYS_pselect6, "select"},
    {SYS_epoll_pwait, "epoll_wait"},
    {SYS_epoll_pwait2, "epoll_wait"},
    {SYS_nanosleep, "nanosleep"},
    {SYS_clock_nanosleep, "clock_nanosleep"},
    {SYS_futex, "futex"},
    {SYS_wait4, "wait4"},
    {SYS_waitid, "waitid"},
    {SYS_accept, "accept"},
    {SYS_accept4, "accept"},
    {SYS_connect, "connect"},
    {SYS_read, "read"},
    {SYS_readv, "readv"},
    {SYS_recvfrom, "recvfrom"},
    {SYS_recvmsg, "recvmsg"},
    {SYS_write, "write"},
    {SYS_writev, "writev"},
    {SYS_sendto, "sendto"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_io_uring_enter, "io_uring_enter"},
});

std::string_view name_of(long number) {
  for (const Named& known : kNames)
    if (known.number == number) return known.name;
  return {};
}

/// ppoll(2) takes the limit by its address, poll(2) as a number.
bool is_unlimited(long number, unsigned long limit) {
  return number == SYS_ppoll ? limit == 0 : static_cast<int>(limit) < 0;
}

/// Told only if it waits on one socket.
WaitsIn::For what_for(pid_t pid, unsigned long address, unsigned long count) {
  const auto one = count == 1 ? read_object<pollfd>(pid, address) : std::nullopt;
  if (!one || descriptor_of(pid, one->fd).kind != Descriptor::Kind::socket)
    return WaitsIn::For::unknown;
  if ((one->events & (POLLIN | POLLOUT)) == POLLIN) return WaitsIn::For::input;
  return one->events == POLLRDHUP ? WaitsIn::For::end : WaitsIn::For::unknown;
}

}  // namespace

WaitsIn waiting_of(pid_t pid) {
  const auto call = call_of("/proc/" + std::to_string(pid));
  if (!call) return {};
  WaitsIn waiting{std::string(name_of(call->number))};
  if (waiting.call == "poll" && is_unlimited(call->number, call->arguments[2]))
    waiting.what = what_for(pid, call->arguments[0], call->arguments[1]);
  return waiting;
}

}  // namespace stickylab
