#include "stage/process/waiting.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

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

std::optional<pollfd> read_one(pid_t pid, unsigned long address) {
  pollfd one{};
  const iovec here{&one, sizeof one};
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const iovec there{reinterpret_cast<void*>(address), sizeof one};
  if (process_vm_readv(pid, &here, 1, &there, 1, 0) != sizeof one) return std::nullopt;
  return one;
}

bool is_socket(pid_t pid, int fd) {
  std::error_code error;
  const auto link = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
  return std::filesystem::read_symlink(link, error).string().starts_with("socket:");
}

/// ppoll(2) takes the limit by its address, poll(2) as a number.
bool is_unlimited(long number, unsigned long limit) {
  return number == SYS_ppoll ? limit == 0 : static_cast<int>(limit) < 0;
}

/// Told only if it waits on one socket.
WaitsIn::For what_for(pid_t pid, unsigned long address, unsigned long count) {
  const auto one = count == 1 ? read_one(pid, address) : std::nullopt;
  if (!one || !is_socket(pid, one->fd)) return WaitsIn::For::unknown;
  if ((one->events & (POLLIN | POLLOUT)) == POLLIN) return WaitsIn::For::input;
  return one->events == POLLRDHUP ? WaitsIn::For::end : WaitsIn::For::unknown;
}

}  // namespace

WaitsIn waiting_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/syscall");
  long number = -1;
  std::array<unsigned long, 3> arguments{};
  file >> number >> std::hex;  // "running" is no number
  if (!file) return {};
  for (unsigned long& argument : arguments) file >> argument;
  WaitsIn waiting{std::string(name_of(number))};
  if (waiting.call == "poll" && is_unlimited(number, arguments[2]))
    waiting.what = what_for(pid, arguments[0], arguments[1]);
  return waiting;
}

}  // namespace stickylab
