// Which bytes of which call a packet carries: calls and wire, joined by their place in the stream.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// Bytes of one direction of a connection, by their offset in the stream: [from, to).
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool overlaps(const Span& other) const { return from < other.to && other.from < to; }
  bool contains(const Span& other) const { return from <= other.from && other.to <= to; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Null where the event is no packet.
const Packet* packet_of(const Event& event);

/// Where the payload of a segment stands in its stream.
Span span_of(const Segment& segment);

/// Built once for a recording, which must outlive it. Without wire events everything is empty.
///
/// TCP is joined by offsets. Of UDP, the n-th datagram that leaves a host is its n-th write; a read
/// took the first to arrive, of those not yet taken, that begins with its bytes.
class Streams {
 public:
  explicit Streams(const Recording& recording);

  /// The number of a packet with data among those from its end, from 1, where it is the first to
  /// carry that data; else 0. The fragments of a datagram have the same.
  int number_of(const Event& packet) const;
  /// The numbers of those whose data a retransmission, or the wire's copy, carries again.
  std::vector<int> repeated_by(const Event& packet) const;
  /// The number of the peer's last segment that this one acknowledges; 0: none.
  int acknowledged_by(const Event& packet) const;

  /// The writes that a packet with a number carries; numbered from 1 for each end.
  std::vector<int> writes_in(const Event& packet) const;
  /// Whether one of them is not in it as a whole.
  bool cuts_write(const Event& packet) const;
  int number_of(const CallReturned& write) const;

  /// The numbers of the packets that brought the bytes of a read.
  std::vector<int> packets_of(const CallReturned& read) const;
  /// Whether the read took one of them only in part.
  bool cuts_packet(const CallReturned& read) const;

  /// The first packet that carried byte `offset` of the stream to which `write` belongs.
  const Event* carrier(const CallReturned& write, std::int64_t offset) const;
  /// Where in its stream a call's bytes stand: empty where that is not known.
  Span span_of(const CallReturned& call) const;

 private:
  /// Bytes that a call or a packet moved.
  struct Moved {
    Span span;  ///< TCP: in the stream; UDP: [n - 1, n) for the n-th datagram
    int number = 0;
    const Event* event = nullptr;
  };
  /// What went one way, in order.
  struct Flow {
    std::vector<Moved> writes;
    std::vector<Moved> packets;
    std::int64_t read = 0;  ///< bytes so far
  };
  struct Place {
    const Flow* flow = nullptr;
    Moved moved;
  };
  struct Opening {
    const Event* syn = nullptr;
    Way way;
    bool joined = false;
  };
  /// A datagram that reached the other host, all of it.
  struct Arrival {
    Span span;
    std::int64_t time_ns = 0;
    std::string_view payload;  ///< of its first fragment
    bool whole = true;
    bool taken = false;
  };
  using From = std::pair<Actor, Way>;              // from whom; UDP: no way
  using Descriptor = std::tuple<Actor, int, int>;  // fd, pid

  using Pick = std::vector<Moved> Flow::*;
  static std::vector<Moved> overlapping(const Place* place, Pick pick);
  const Place* find(const Event& packet) const;
  const Place* find(const CallReturned& call) const;

  void see_openings(const Recording& recording);
  void see_segment(const Event& event, const Segment& segment);
  void see_datagram(const Event& event, const Datagram& datagram);
  void see_arrival(const Datagram& datagram, const Span& span);
  void see_call(const Event& event, const CallReturned& call);
  void see_write(const Event& event, const CallReturned& call, Flow& flow);
  void see_read(const Event& event, const CallReturned& call, Flow& flow);
  void join(const Event& event, const CallReturned& call);
  Span take_datagram(const Event& event, const CallReturned& call);
  Flow* flow_of(const Event& event, const CallReturned& call);

  std::map<From, Flow> flows_;
  std::map<Actor, std::vector<Opening>> openings_;
  std::map<Descriptor, Way> ways_;  ///< outgoing
  std::map<Actor, int> write_count_;
  std::map<Actor, int> packet_count_;
  std::map<std::pair<Actor, int>, Moved> datagrams_;  ///< the last, by IP id
  std::map<Actor, std::vector<Arrival>> arrivals_;    ///< by from whom
  std::unordered_map<const Event*, Place> packets_;
  std::unordered_map<const CallReturned*, Place> calls_;
};

}  // namespace stickylab
