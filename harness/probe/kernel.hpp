// What the probe asks the kernel. By raw system calls: the names in libc are those it stands
// before. They may set errno; `Report` gives the program its own back.
#pragma once

#include <errno.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>

#include "probe/libc.hpp"

namespace stickylab {

inline std::int64_t now_ns() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Bytes in the receive queue (FIONREAD, tcp(7)); -1 if that cannot be told.
inline int queued_bytes(int fd) {
  int count = 0;
  return kernel(SYS_ioctl, fd, FIONREAD, &count) == 0 ? count : -1;
}

inline constexpr int kTcpListen = 10;  // tcpi_state, as TCP_LISTEN in netinet/tcp.h

/// Gives back how much the kernel told; 0 of a listening socket, which puts other numbers there,
/// and if the kernel is too old to tell the fields of TcpState (before Linux 4.6).
inline socklen_t read_tcp_info(int fd, tcp_info& info) {
  constexpr socklen_t kNeeded = offsetof(tcp_info, tcpi_data_segs_out) + sizeof(std::uint32_t);
  socklen_t size = sizeof info;
  const bool told = kernel(SYS_getsockopt, fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
                    size >= kNeeded && info.tcpi_state != kTcpListen;
  return told ? size : 0;
}

/// The connections in the queue of a listening socket, as a `tcp_info` tells them; -1 if that
/// cannot be told.
inline int waiting_connections(int fd) {
  tcp_info info;
  constexpr socklen_t kNeeded = offsetof(tcp_info, tcpi_unacked) + sizeof info.tcpi_unacked;
  socklen_t size = sizeof info;
  const bool told = kernel(SYS_getsockopt, fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
                    size >= kNeeded && info.tcpi_state == kTcpListen;
  return told ? static_cast<int>(info.tcpi_unacked) : -1;
}

/// Counts what the kernel has thrown away at a socket since it was made (SO_MEMINFO): datagrams, or
/// SYNs that asked for a connection. False before Linux 4.12.
inline bool read_dropped(int fd, std::uint32_t& dropped) {
  std::uint32_t memory[SK_MEMINFO_VARS];
  socklen_t size = sizeof memory;
  constexpr socklen_t kNeeded = (SK_MEMINFO_DROPS + 1) * sizeof memory[0];
  if (kernel(SYS_getsockopt, fd, SOL_SOCKET, SO_MEMINFO, memory, &size) != 0 || size < kNeeded)
    return false;
  dropped = memory[SK_MEMINFO_DROPS];
  return true;
}

/// The bytes that the stream has taken so far: those sent, but for repeats, and those not yet sent.
/// -1 before Linux 4.19.
inline std::int64_t written_bytes(const tcp_info& info, socklen_t size) {
  if (size < offsetof(tcp_info, tcpi_bytes_retrans) + sizeof info.tcpi_bytes_retrans) return -1;
  return static_cast<std::int64_t>(info.tcpi_bytes_sent - info.tcpi_bytes_retrans) +
         info.tcpi_notsent_bytes;
}

/// Whether the 8 bytes around an address can be read: rt_sigprocmask(2) copies the signal set
/// before it refuses the -1.
inline bool readable_word(std::uintptr_t address) {
  kernel(SYS_rt_sigprocmask, -1, address & ~std::uintptr_t{7}, nullptr, 8);
  return errno != EFAULT;
}

/// Whether a pointer of the program can be followed. A bad one is the kernel's to refuse with
/// EFAULT, not ours to crash on.
inline bool readable(const void* data, std::size_t size) {
  constexpr std::uintptr_t kPage = 4096;  // the smallest there is
  const auto first = reinterpret_cast<std::uintptr_t>(data);
  const auto last = first + size - 1;
  if (data == nullptr || size == 0 || !readable_word(first)) return false;
  return first / kPage == last / kPage || readable_word(last);
}

}  // namespace stickylab
