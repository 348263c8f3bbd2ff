// The log that the probe writes and the stage reads: one shared memory file (memfd) for each
// program, written by all of its processes and threads without a lock and without waiting, or by
// its tracer alone (stage/tracer). It holds plain data only: the probe is loaded into programs that
// know nothing of C++.
//
// In: the socket calls of a program under test, caught before libc's (LD_PRELOAD). Out: two records
// of each call on a TCP or UDP socket, or of AF_UNIX if that is wanted, as it begins and as it
// returns; a count of those that did not fit. The call's result and errno stay as they are.
//
// The folder knows nothing of runs, other programs, time since a run began, or what bytes mean.
#pragma once

#include <atomic>
#include <cstdint>

#include "recording/call.hpp"

namespace stickylab {

/// Names the memfd's descriptor in the environment of a program under test.
inline constexpr char kProbeDescriptor[] = "STICKYLAB_PROBE_FD";

/// At most so many bytes of a call's payload are copied.
inline constexpr std::uint32_t kProbeBytes = 2048;

inline constexpr std::uint32_t kProbeMagic = 0x53544b36;  // "STK6"; changes with the layout

/// A program that makes calls without end is not recorded without end: a transfer of 50 MB in reads
/// of half a kilobyte is.
inline constexpr std::uint64_t kMostRecords = 200'000;

/// The sockets whose calls are reported.
enum class Kind : std::uint8_t { other, tcp, udp, local_stream, local_seqpacket, local_datagram };

constexpr bool is_local(Kind kind) { return kind >= Kind::local_stream; }
/// True if what one call sends is what one call receives.
constexpr bool keeps_messages(Kind kind) {
  return kind == Kind::udp || kind >= Kind::local_seqpacket;
}
/// True if the socket is connected to one peer, who can end that.
constexpr bool is_connected(Kind kind) {
  return kind == Kind::tcp || kind == Kind::local_stream || kind == Kind::local_seqpacket;
}

/// What a record adds to `ProbeLog::used`, beside its size.
inline constexpr std::uint64_t kOneRecord = std::uint64_t{1} << 40;
constexpr std::uint64_t bytes_in(std::uint64_t used) { return used % kOneRecord; }
constexpr std::uint64_t records_in(std::uint64_t used) { return used / kOneRecord; }

/// At the start of the file. Records follow, each at a multiple of 8.
struct ProbeLog {
  std::uint32_t magic;
  /// How often a signal was ordered for later (probe/alarms.hpp), or may have been from then on.
  std::atomic<std::uint32_t> alarms;
  std::uint64_t capacity;  ///< of the file, in bytes
  /// Reserved so far: bytes, this header included, and records times kOneRecord. Both may pass what
  /// there is room for.
  std::atomic<std::uint64_t> used;
  std::atomic<std::uint64_t> dropped;  ///< records that did not fit
  std::uint64_t local;                 ///< 1: calls on sockets of AF_UNIX are reported too
};

/// What may follow a record, in this order: bits of `ProbeRecord::holds`. Few calls have them, and
/// each byte of a log costs time: its pages are new.
inline constexpr std::uint8_t kHoldsNames = 1;    ///< a `ProbeNames`
inline constexpr std::uint8_t kHoldsOption = 2;   ///< a `ProbeOption`
inline constexpr std::uint8_t kHoldsTcp = 4;      ///< a `ProbeTcp`
inline constexpr std::uint8_t kHoldsArrived = 8;  ///< a `ProbeArrived`
inline constexpr std::uint8_t kHoldsPaths = 16;   ///< a `ProbePaths`

/// At the start of both kinds of record.
struct ProbeRecord {
  std::atomic<std::uint32_t> size;  ///< of the record with all that follows; 0 until it is complete
  std::uint8_t returned;            ///< 0: a `ProbeEnter`, 1: a `ProbeReturn`
  std::uint8_t call;                ///< enum Call
  std::uint8_t kind;                ///< enum Kind of its socket
  std::uint8_t holds;
  std::int64_t time_ns;  ///< CLOCK_MONOTONIC
};

/// A call begins. The fields are as in `SocketCall`.
struct ProbeEnter {
  ProbeRecord head;
  std::uint64_t length;
  std::uint64_t socket;  ///< SO_COOKIE; 0: not known
  std::int32_t
      queued;  ///< FIONREAD as a read began (UDP: of the next datagram, udp(7)); -1: not sampled
  std::int32_t pid;
  std::int32_t tid;
  std::int32_t fd;
};

/// A call returns: what has become known since it began. After what it holds come `bytes` payload
/// bytes, and padding to a multiple of 8.
struct ProbeReturn {
  ProbeRecord head;
  std::uint32_t entered;  ///< where in the file its `ProbeEnter` stands, divided by 8
  std::uint32_t bytes;
  std::int64_t result;  ///< of a call that failed: -errno
};

/// An address of IPv6, or of IPv4 as IPv6 carries it (RFC 4291, 2.5.5.2). All zero: none.
struct ProbeAddress {
  std::uint8_t host[16];
  std::uint16_t port;  ///< host order
  std::uint16_t reserved;
};

struct ProbeNames {
  std::uint64_t made;    ///< as `SocketCall::made`
  ProbeAddress address;  ///< as `SocketCall::address`
  ProbeAddress own;      ///< as `SocketCall::own`
};

/// As in `SocketCall`.
struct ProbeOption {
  std::int32_t level;
  std::int32_t option;
  std::int32_t value;  ///< of a returned fionread: the bytes it told
  std::int32_t flags;
};

struct ProbeTcp {
  std::uint32_t fields[5];  ///< `TcpState`, in its order
  std::uint32_t reserved;
  std::int64_t written;  ///< as `TcpState::written`; -1: not known
};

/// Both mean what they do in `SocketCall`.
struct ProbeArrived {
  std::int32_t waiting;
  std::uint32_t dropped;
};

/// The same as `ProbeNames` for AF_UNIX: a path, or @ and an abstract name, with a zero behind it;
/// empty: none.
struct ProbePaths {
  char address[112];
  char own[112];
};

static_assert(sizeof(ProbeLog) == 40 && sizeof(ProbeRecord) == 16 && sizeof(ProbeEnter) == 48 &&
              sizeof(ProbeReturn) == 32 && sizeof(ProbeNames) == 48);

}  // namespace stickylab
