#include "stage/process/patience.hpp"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <string>

#include "base/memory.hpp"
#include "base/system_error.hpp"
#include "stage/process/call_in.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

constexpr std::int64_t kMostMs = 1'000'000;

template <class Time>
std::int64_t ms_at(pid_t pid, unsigned long address, std::int64_t parts_in_ms) {
  const auto time = read_object<Time>(pid, address);
  if (!time) return 0;
  std::array<std::int64_t, 2> numbers{};
  static_assert(sizeof numbers == sizeof *time);
  std::copy_n(reinterpret_cast<const char*>(&*time), sizeof *time,
              reinterpret_cast<char*>(numbers.data()));
  return std::min(kMostMs, numbers[0]) * 1000 + numbers[1] / parts_in_ms;
}

/// SO_RCVTIMEO of a socket that another process has open.
std::int64_t receive_timeout_ms(pid_t pid, int fd) {
#if defined SYS_pidfd_open && defined SYS_pidfd_getfd
  const Fd process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  const Fd socket(static_cast<int>(syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
  timeval limit{};
  socklen_t size = sizeof limit;
  if (socket.get() < 0 || getsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, &size) != 0)
    return 0;
  return std::min<std::int64_t>(kMostMs, limit.tv_sec) * 1000 + limit.tv_usec / 1000;
#else
  return 0;
#endif
}

std::int64_t limit_ms(pid_t pid, const CallIn& waits) {
  constexpr std::int64_t kNs = 1'000'000, kUs = 1000;
  const auto number_at = [&](std::size_t i) {
    return std::int64_t{static_cast<int>(waits.arguments.at(i))};
  };
  switch (waits.number) {
#ifdef SYS_poll
    case SYS_poll:
      return number_at(2);
    case SYS_select:
      return ms_at<timeval>(pid, waits.arguments[4], kUs);
    case SYS_epoll_wait:
      return number_at(3);
#endif
    case SYS_ppoll:
      return ms_at<timespec>(pid, waits.arguments[2], kNs);
    case SYS_pselect6:
      return ms_at<timespec>(pid, waits.arguments[4], kNs);
    case SYS_epoll_pwait:
      return number_at(3);
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      return receive_timeout_ms(pid, static_cast<int>(waits.arguments[0]));
    default:
      return 0;
  }
}

}  // namespace

std::uint32_t timeout_of(pid_t program) {
  std::int64_t shortest = 0;
  const auto take = [&](std::int64_t ms) {
    if (ms > 0 && ms < kMostMs && (shortest == 0 || ms < shortest)) shortest = ms;
  };
  const std::string tasks = "/proc/" + std::to_string(program) + "/task";
  std::error_code error;
  for (std::filesystem::directory_iterator at(tasks, error), end; !error && at != end;
       at.increment(error))
    if (const auto call = call_of(at->path())) take(limit_ms(program, *call));
  for (const pid_t child : children_in_tasks(program)) take(timeout_of(child));
  return static_cast<std::uint32_t>(shortest);
}

}  // namespace stickylab
