#include "stage/process/endless.hpp"

#include <linux/futex.h>
#include <poll.h>
#include <sys/syscall.h>

#include <cstdio>
#include <sstream>

#include "base/memory.hpp"

namespace stickylab {
namespace {

using How = Awaited::How;
using Waits = std::optional<std::vector<Awaited>>;

constexpr unsigned long kMostPolled = 4096;

Waits polled(pid_t pid, unsigned long address, unsigned long count) {
  if (count > kMostPolled) return std::nullopt;
  std::vector<pollfd> all(count);
  if (count > 0 && !read_memory(pid, {address, count * sizeof(pollfd)}, all.data()))
    return std::nullopt;
  std::vector<Awaited> waits;
  for (const pollfd& one : all)
    if (one.fd >= 0) waits.push_back({How::looks, one.fd});
  return waits;
}

/// The sets are in the program's memory as it gave them: select(2) writes them when it returns.
Waits selected(pid_t pid, unsigned long count, const std::array<unsigned long, 3>& sets) {
  constexpr unsigned long kBits = 8 * sizeof(unsigned long);
  if (count > kMostPolled) return std::nullopt;
  std::vector<unsigned long> any((count + kBits - 1) / kBits);
  for (const unsigned long set : sets) {
    std::vector<unsigned long> one(any.size());
    if (set == 0 || one.empty()) continue;
    if (!read_memory(pid, {set, one.size() * sizeof(unsigned long)}, one.data()))
      return std::nullopt;
    for (std::size_t i = 0; i < any.size(); ++i) any[i] |= one[i];
  }
  std::vector<Awaited> waits;
  for (unsigned long fd = 0; fd < count; ++fd)
    if ((any[fd / kBits] >> fd % kBits & 1) != 0)
      waits.push_back({How::looks, static_cast<int>(fd)});
  return waits;
}

Waits if_endless(bool endless, Waits waits) { return endless ? std::move(waits) : std::nullopt; }

/// A limit that is a signed number of milliseconds.
bool is_negative(unsigned long limit) { return static_cast<int>(limit) < 0; }

bool waits_for_ever(const std::array<unsigned long, 6>& futex) {
  switch (futex[1] & static_cast<unsigned long>(FUTEX_CMD_MASK)) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_LOCK_PI:
    case FUTEX_WAIT_REQUEUE_PI:
      return futex[3] == 0;
    default:
      return false;
  }
}

}  // namespace

Waits endless_wait(pid_t pid, const CallIn& call) {
  const auto& a = call.arguments;
  const int first = static_cast<int>(a[0]);
  Waits none = std::vector<Awaited>{};
  switch (call.number) {
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
    case SYS_accept:
    case SYS_accept4:
      return {{{How::reads, first}}};
    case SYS_recvmmsg:
      return if_endless(a[4] == 0, {{{How::reads, first}}});
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
    case SYS_sendmmsg:
      return {{{How::writes, first}}};
    case SYS_wait4:
    case SYS_waitid:
    case SYS_rt_sigsuspend:
#ifdef SYS_pause
    case SYS_pause:
#endif
      return none;
    case SYS_rt_sigtimedwait:
      return if_endless(a[2] == 0, none);
    case SYS_futex:
      return if_endless(waits_for_ever(a), none);
#ifdef SYS_poll  // the older ones are not on every machine
    case SYS_poll:
      return is_negative(a[2]) ? polled(pid, a[0], a[1]) : std::nullopt;
    case SYS_select:
      return a[4] == 0 ? selected(pid, a[0], {a[1], a[2], a[3]}) : std::nullopt;
    case SYS_epoll_wait:
#endif
    case SYS_epoll_pwait:
      return if_endless(is_negative(a[3]), {{{How::looks, first}}});
    case SYS_ppoll:
      return a[2] == 0 ? polled(pid, a[0], a[1]) : std::nullopt;
    case SYS_pselect6:
      return a[4] == 0 ? selected(pid, a[0], {a[1], a[2], a[3]}) : std::nullopt;
    case SYS_epoll_pwait2:
      return if_endless(a[3] == 0, {{{How::looks, first}}});
    default:
      return std::nullopt;
  }
}

std::optional<std::vector<EpollTarget>> epoll_targets(const std::string& text) {
  std::vector<EpollTarget> targets;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("tfd:")) continue;
    EpollTarget target;
    unsigned long inode = 0;
    const auto at = line.find(" ino:");
    if (std::sscanf(line.c_str(), "tfd: %d", &target.fd) != 1 || at == std::string::npos ||
        std::sscanf(line.c_str() + at, " ino:%lx", &inode) != 1)
      return std::nullopt;
    target.inode = inode;
    targets.push_back(target);
  }
  return targets;
}

}  // namespace stickylab
