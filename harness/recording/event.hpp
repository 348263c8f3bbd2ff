// The events of a run: all on one clock, each from one place.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "recording/actor.hpp"
#include "recording/call.hpp"

namespace stickylab {

/// The kernel's account of a TCP socket: `TCP_INFO`, tcp(7), sampled by the probe.
struct TcpState {
  std::uint32_t unsent = 0;  ///< bytes accepted from the program, not yet sent (tcpi_notsent_bytes)
  std::uint32_t unacked = 0;       ///< segments sent, not yet acknowledged (tcpi_unacked)
  std::uint32_t segments_out = 0;  ///< data segments sent, retransmissions too (tcpi_data_segs_out)
  std::uint32_t segments_in = 0;   ///< data segments received (tcpi_data_segs_in)
  std::uint32_t retransmits = 0;   ///< tcpi_total_retrans
  std::optional<std::int64_t>
      written;  ///< bytes that the stream has taken so far, by whatever call:
                ///<   sent but not again, and unsent (tcpi_bytes_sent,
                ///<   tcpi_bytes_retrans); empty before Linux 4.19
  friend bool operator==(const TcpState&, const TcpState&) = default;
};

/// The type of an AF_UNIX socket, unix(7).
enum class Local : std::uint8_t {
  no,  ///< it is none
  stream,
  seqpacket,
  datagram,
};

/// A call as the program made it.
struct SocketCall {
  Call call{};
  int pid = 0;
  int tid = 0;
  int fd = -1;
  std::uint64_t socket = 0;  ///< the kernel's number for the socket, SO_COOKIE, socket(7): the same
                             ///<   through dup, fork and a passed descriptor, and never used again;
                             ///<   or made up (recording/socket_names.hpp); 0: not known, or the
                             ///<   call `socket`, which is yet to make one
  std::uint64_t made = 0;    ///< return of socket and accept: the number of the new socket
  bool datagram = false;     ///< its socket keeps messages apart: UDP, and AF_UNIX but for streams
  Local local{};             ///< of what type its socket of AF_UNIX is; else it is UDP or TCP
  std::uint64_t length = 0;  ///< bytes offered (writes) or asked for (reads)
  int flags = 0;             ///< MSG_* of the call
  int level = 0;             ///< setsockopt: level, option, and the value as an int;
  int option = 0;            ///<   shutdown: value is `how`; listen: the backlog
  int value = 0;
  std::int64_t queued = -1;   ///< bytes in the receive queue as a read, shutdown or close began
                              ///< (FIONREAD); -1: not known
  int waiting = -1;           ///< connections that were to be accepted as an accept began
                              ///< (tcpi_unacked of the listening socket); -1: not known
  std::int64_t dropped = -1;  ///< what the kernel had thrown away at this socket, since it was
                              ///< made, as the call began (SO_MEMINFO): datagrams as a read or
                              ///< close began, SYNs as an accept began; -1: not known
  std::string address;  ///< bind, connect, accept, sendto, recvfrom: HOST:PORT, or [HOST]:PORT of
                        ///<   IPv6, or the path of AF_UNIX, @NAME if it is abstract; else empty
  std::string own;  ///< the same for this end: return of bind, listen, connect (also of one that
                    ///<   does not wait), accept (the new socket's), and of the first read or
                    ///<   write that succeeds on a socket, if its process has not told it so far:
                    ///<   that is how UDP, a socket from elsewhere, and a program that another one
                    ///<   became (exec) tell it; else empty
  friend bool operator==(const SocketCall&, const SocketCall&) = default;
};

/// True if its socket is connected to one peer, who can end that: not of UDP, nor of AF_UNIX if it
/// is SOCK_DGRAM.
constexpr bool has_connection(const SocketCall& what) {
  return what.local == Local::no ? !what.datagram : what.local != Local::datagram;
}

/// sock:enter. The program has begun a call; it may never return from it.
struct CallEntered {
  SocketCall what;
  friend bool operator==(const CallEntered&, const CallEntered&) = default;
};

/// sock:return. The same call, with what it gave.
struct CallReturned {
  SocketCall what;
  std::int64_t entered_ns = 0;  ///< when it began
  std::int64_t result = 0;
  int error = 0;                ///< errno if result is -1
  std::string bytes;            ///< the bytes sent or received, at most kProbeBytes of them
  std::optional<TcpState> tcp;  ///< after a write, and before a shutdown or close, of a TCP socket
  bool unseen = false;          ///< bytes were moved, but the program did not have them (sendfile,
                                ///<   splice): `bytes` does not say what they were
  friend bool operator==(const CallReturned&, const CallReturned&) = default;
};

/// process:start, process:ready (its port is in LISTEN, or bound for UDP; or its path),
/// process:exit.
struct ProcessStarted {
  int pid = 0;
  std::string command;
  friend bool operator==(const ProcessStarted&, const ProcessStarted&) = default;
};
struct ProcessReady {
  std::string address;
  friend bool operator==(const ProcessReady&, const ProcessReady&) = default;
};
struct ProcessExited {
  int code = 0;          ///< exit status; meaningless if signal is not 0
  int signal = 0;        ///< the signal that ended it, 0 if none
  bool stopped = false;  ///< the harness ended it: see the `Stopped` event
  friend bool operator==(const ProcessExited&, const ProcessExited&) = default;
};

/// process:output. Bytes that a program printed.
struct Output {
  bool error = false;  ///< standard error; else standard output
  std::string bytes;
  friend bool operator==(const Output&, const Output&) = default;
};

/// Why the harness ended a run before its programs did.
enum class Stop : std::uint8_t {
  deadline,     ///< the time limit of the run
  deadlock,     ///< all wait without limit, and nothing can wake them (stage/deadlock.hpp)
  output,       ///< a program printed more than the limit
  not_started,  ///< a program could not be executed: `detail` says why
  not_ready,    ///< the receiver ended, or ran into the deadline, before its port was open
  stage_lost,   ///< the stage process itself ended: `detail` says how
  over,         ///< no complaint: what was to be seen was seen, and a server does not end by itself
  silence,      ///< no complaint: a delivery ends in silence, and the receiver waits as it should
  memory,       ///< the programs used more than the limit, with all that they started
  processes,    ///< they started more than the limit
  written,      ///< they wrote more than the limit into files and pipes
  descriptors,  ///< one had as many open as it may
  traffic,      ///< more was sent than can be recorded
};

/// True if a program used more than a run may; `detail` is then the limit and, if it is known, the
/// program ("512 MB, receiver").
constexpr bool is_excess(Stop why) { return why == Stop::output || why > Stop::silence; }

/// The detail of Stop::over if the server went on working, although there was nothing to do.
inline constexpr char kBusyServer[] = "the server is busy";

/// harness:stopped.
struct Stopped {
  Stop why{};
  std::string detail;
  friend bool operator==(const Stopped&, const Stopped&) = default;
};

/// harness:strays. Processes that a program left behind; the stage ended them.
struct Strays {
  int count = 0;
  friend bool operator==(const Strays&, const Strays&) = default;
};

/// probe:dropped. Events of a program that did not fit into the probe's log.
struct Dropped {
  std::uint64_t count = 0;
  friend bool operator==(const Dropped&, const Dropped&) = default;
};

/// The two endpoints of a packet: HOST:PORT, with IPv6 [HOST]:PORT; a later fragment of a
/// datagram has no port.
struct Way {
  std::string from;
  std::string to;
  Way back() const { return {to, from}; }
  // clang-tidy 14 sees a 0 in it. NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Way&, const Way&) = default;
};

/// The fate of a packet on the wire.
enum class Fate : std::uint8_t {
  delivered,
  lost,      ///< the wire dropped it
  underway,  ///< it was still on the wire as the run ended
};

/// What counts as late: far above what the scheduler adds on a machine that is idle.
inline constexpr std::int64_t kWireLateNs = 5'000'000;

/// A packet that left a host; the event's time is when it left, by the kernel's stamp.
struct Packet {
  std::uint64_t id =
      0;  ///< counts the packets of a run from 1; a copy made by the wire has its own
  Actor from{};
  Way way;
  Fate fate{};
  std::int64_t arrived_ns = 0;  ///< when it was handed to the other host; 0 if it was not
  bool copy = false;            ///< the wire made it (--dup)
  bool held = false;            ///< the wire kept it back until it was released
  std::int64_t late_ns = 0;     ///< how long after it was due the wire, which did not run in time,
                                ///<   handed it on; 0 if that was less than kWireLateNs
  std::string headers;          ///< Ethernet to transport header, as they were on the wire; of an
                                ///<   ICMP error all of it
  std::string payload;
  friend bool operator==(const Packet&, const Packet&) = default;
};

/// TCP flags, RFC 9293 section 3.1.
inline constexpr std::uint8_t kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16;

/// tcp:segment, RFC 9293 section 3.1. Numbers are relative: the SYN has 0, the first byte 1.
struct Segment {
  Packet packet;
  std::uint8_t flags = 0;
  std::int64_t seq = 0;
  std::int64_t ack = 0;
  std::uint32_t window = 0;     ///< bytes, scaled if the handshake was seen
  bool retransmission = false;  ///< all of its bytes have left the host before
  friend bool operator==(const Segment&, const Segment&) = default;
};

/// udp:datagram, or a fragment of one (RFC 791, RFC 8200).
struct Datagram {
  Packet packet;
  std::uint32_t ip_id = 0;  ///< with IPv6 0 if it is no fragment
  int offset = 0;           ///< a fragment's place, in bytes from the UDP header
  bool more_fragments = false;
  friend bool operator==(const Datagram&, const Datagram&) = default;
};

/// icmp:error, RFC 792, RFC 4443. A host could not do what a packet asked for, and quotes its
/// beginning. The ways of the two lead in opposite directions; that of the error has no ports.
struct IcmpError {
  Packet packet;
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  std::uint8_t protocol = 0;  ///< of the packet that it quotes: 6 TCP, 17 UDP
  Way quoted;                 ///< the way of that packet
  friend bool operator==(const IcmpError&, const IcmpError&) = default;
};

/// wire:missed. Frames that the wire was too slow to read.
struct Missed {
  std::uint64_t count = 0;
  friend bool operator==(const Missed&, const Missed&) = default;
};

/// relay:bytes. Bytes that a program sent, as they passed the proxy (stage/player/proxy.hpp).
struct Relayed {
  std::string bytes;
  int connection = 1;  ///< in the order in which the proxy took them
  friend bool operator==(const Relayed&, const Relayed&) = default;
};

/// tcp:queues. What waits in an end's kernel for one connection, by sock_diag(7); all zero if the
/// program has closed it. Only a run that is stepped has these events.
struct Queues {
  std::string own;  ///< HOST:PORT
  std::string peer;
  std::uint32_t unread = 0;   ///< arrived in order, not yet read
  std::uint32_t unacked = 0;  ///< sent, not yet acknowledged
  std::uint32_t unsent = 0;   ///< written, not yet sent
  std::uint32_t timer_s = 0;  ///< until its timer sends (again), in seconds, rounded up; 0: not set
  std::uint32_t tries = 0;    ///< how often in a row that timer has run out
  bool fin = false;           ///< its FIN was sent, and is not acknowledged
  std::uint32_t segments = 0;  ///< sent, not yet acknowledged, with the FIN
  std::uint32_t flying = 0;    ///< the same, as the congestion window counts them
  std::uint32_t cwnd = 0;      ///< the congestion window, in segments; 0: not known
  std::uint32_t mss = 0;       ///< bytes of a full segment; 0: not known
  std::int64_t window = -1;    ///< the peer's receive window, in bytes; -1: not known
  std::uint32_t memory = 0;    ///< of a UDP socket: what the datagrams to be read take, in bytes
  friend bool operator==(const Queues&, const Queues&) = default;
};

/// process:waits. What a program waits in, where no call that the probe reports tells it; by
/// proc(5). Only a run that is stepped has these events.
struct WaitsIn {
  enum class For : std::uint8_t {
    unknown,
    input,  ///< until something comes in at a socket
    end,    ///< until the other end of a connection closes
  };
  std::string call;  ///< "poll"; empty: in none, or it cannot be told
  For what{};
  friend bool operator==(const WaitsIn&, const WaitsIn&) = default;
};

using EventData = std::variant<CallEntered, CallReturned, ProcessStarted, ProcessReady,
                               ProcessExited, Output, Stopped, Strays, Dropped, Segment, Datagram,
                               IcmpError, Missed, Relayed, Queues, WaitsIn>;

struct Event {
  std::int64_t time_ns = 0;  ///< CLOCK_MONOTONIC since the start of the run
  std::uint64_t seq = 0;     ///< breaks ties: order in which the stage learned of it
  Actor who{};
  EventData data;
  friend bool operator==(const Event&, const Event&) = default;
};

/// The packet of an event on the wire; none of another event.
const Packet* packet_of(const Event& event);
Packet* packet_of(Event& event);

/// `recv`, `setsockopt`, …; `fionread` is `ioctl(FIONREAD)`.
std::string_view call_name(Call call);
std::optional<Call> call_from_name(std::string_view name);
/// `not-started`, as in a recording.
std::string_view stop_name(Stop why);
std::optional<Stop> stop_from_name(std::string_view name);
/// Empty for Local::no.
std::string_view local_name(Local type);
std::optional<Local> local_from_name(std::string_view name);
std::string_view fate_name(Fate fate);
std::optional<Fate> fate_from_name(std::string_view name);

}  // namespace stickylab
