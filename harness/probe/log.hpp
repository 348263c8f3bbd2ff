// The log that the probe writes and the stage reads: one shared memory file (memfd) for each
// program, written by all of its processes and threads without a lock and without waiting, or by
// its tracer alone (stage/tracer). It holds plain data only: the probe is loaded into programs that
// know nothing of C++.
//
// In: the socket calls of a program under test, caught before libc's (LD_PRELOAD). Out: two records
// of each call on a TCP or UDP socket, as it begins and as it returns; a count of those that did
// not fit. The call's result and errno stay as they are.
//
// The folder knows nothing of runs, other programs, time since a run began, or what bytes mean.
#pragma once

#include <atomic>
#include <cstdint>

#include "recording/event.hpp"

namespace stickylab {

/// Names the memfd's descriptor in the environment of a program under test.
inline constexpr char kProbeDescriptor[] = "STICKYLAB_PROBE_FD";

/// At most so many bytes of a call's payload are copied.
inline constexpr std::uint32_t kProbeBytes = 2048;

inline constexpr std::uint32_t kProbeMagic = 0x53544b32;  // "STK2"; changes with the layout

/// At the start of the file. Records follow, each at a multiple of 8.
struct ProbeLog {
  std::uint32_t magic;
  std::uint32_t reserved;
  std::uint64_t capacity;              ///< of the file, in bytes
  std::atomic<std::uint64_t> used;     ///< reserved so far, this header included; may pass capacity
  std::atomic<std::uint64_t> dropped;  ///< records that did not fit
};

/// What a record may hold beside itself: bits of `ProbeRecord::holds`.
inline constexpr std::uint8_t kHoldsTcp = 1;    ///< the five fields of TcpState are valid
inline constexpr std::uint8_t kHoldsNames = 2;  ///< a `ProbeNames` follows the record

/// A `ProbeNames` follows if `holds` says so, then `bytes` payload bytes, then padding to a
/// multiple of 8.
struct ProbeRecord {
  std::atomic<std::uint32_t> size;  ///< of the record with all that follows; 0 until it is complete
  std::uint8_t returned;            ///< 0: enter, 1: return
  std::uint8_t call;                ///< enum Call
  std::uint8_t datagram;            ///< 1: UDP
  std::uint8_t holds;               ///< kHoldsTcp | kHoldsNames
  std::int64_t time_ns;             ///< CLOCK_MONOTONIC
  std::int64_t entered_ns;          ///< of a return: when the call began
  std::int64_t result;
  std::uint64_t length;
  std::int64_t
      queued;  ///< FIONREAD as a read began (UDP: of the next datagram, udp(7)); -1: not sampled
  std::uint64_t socket;  ///< SO_COOKIE; 0: not known
  std::int32_t pid;
  std::int32_t tid;
  std::int32_t fd;
  std::int32_t error;
  std::int32_t flags;
  std::int32_t level;
  std::int32_t option;
  std::int32_t value;  ///< as in SocketCall; of a returned fionread: the bytes it told
  std::uint32_t bytes;
  std::uint32_t tcp[5];  ///< TcpState, in its order
};

/// An address of IPv6, or of IPv4 as IPv6 carries it (RFC 4291, 2.5.5.2). All zero: none.
struct ProbeAddress {
  std::uint8_t host[16];
  std::uint16_t port;  ///< host order
  std::uint16_t reserved;
};

/// Only few calls have these.
struct ProbeNames {
  std::uint64_t made;    ///< as `SocketCall::made`
  ProbeAddress address;  ///< as `SocketCall::address`
  ProbeAddress own;      ///< as `SocketCall::own`
};

static_assert(sizeof(ProbeLog) == 32 && sizeof(ProbeRecord) % 8 == 0 &&
              sizeof(ProbeNames) % 8 == 0);

}  // namespace stickylab
