// Finds which bytes of which call a packet carries: joins calls and wire by their place in the
// stream.
//
// TCP numbers every byte of a direction, and the wire shows the numbers. A program writes bytes in
// order as well. So the k-th byte that the calls wrote is the k-th byte on the wire, and the k-th
// that the other end reads: three lists of spans [from, to) of one stream, and every question is
// which spans of two lists overlap.
//
// A call's connection (trace/connections.hpp) tells which list the call belongs to; here, a write
// takes the span that begins at the end of the last write of its direction, and a read likewise in
// the direction that comes back. A segment says its span itself: its sequence number, relative to
// the SYN's. Bytes that left twice (a retransmission, the wire's copy) count once: the packet that
// carried them first has the number, the other repeats it.
//
// UDP numbers nothing. There, the n-th datagram that leaves an endpoint for another is the n-th
// write that goes there, so a datagram has the span [n - 1, n). A read took the first datagram to
// arrive, of those not yet taken, that begins with its bytes: a receiver may get them in another
// order than they were sent, or twice, or not at all.
//
// A call of a socket that was not seen to open has no place; nor has a packet of a connection whose
// SYN was not seen. Nothing is said of them.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "recording/recording.hpp"
#include "trace/connections.hpp"

namespace stickylab {

/// Bytes of one direction of a connection, by their offset in the stream: [from, to).
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool overlaps(const Span& other) const { return from < other.to && other.from < to; }
  bool contains(const Span& other) const { return from <= other.from && other.to <= to; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Null if the event is no packet.
const Packet* packet_of(const Event& event);

/// The place of a segment's payload in its stream.
Span span_of(const Segment& segment);

/// Built once for a recording; a part of a Trace, which owns that. Without wire events nothing has
/// a place. Events are asked for by reference: they must be of that recording.
class Streams {
 public:
  Streams(const Recording& recording, const Connections& connections);

  /// A packet with data has a number among those of its direction, from 1, if it is the first to
  /// carry that data; else 0. The fragments of a datagram share one.
  int number_of(const Event& event) const;
  /// The numbers of those whose data a retransmission, or the wire's copy, carries again.
  std::vector<int> repeated_by(const Event& packet) const;
  /// The number of the peer's last segment that this one acknowledges; 0: none.
  int acknowledged_by(const Event& packet) const;

  /// The writes that a packet with a number carries; they are numbered from 1 in each direction.
  std::vector<int> writes_in(const Event& packet) const;
  /// True if one of them is not in it as a whole.
  bool cuts_write(const Event& packet) const;

  /// The numbers of the packets that brought the bytes of a read.
  std::vector<int> packets_of(const Event& read) const;
  /// True if the read took one of them only in part.
  bool cuts_packet(const Event& read) const;

  /// The first packet that carried byte `offset` of the stream to which `write` belongs.
  const Event* carrier(const Event& write, std::int64_t offset) const;
  /// The place of a call's bytes in its stream; empty if that is not known.
  Span span_of(const Event& call) const;

  /// The direction of a packet, or of what a call writes.
  Direction direction_of(const Event& event) const { return connections_.of(index_of(event)); }

 private:
  /// Bytes that a call or a packet moved.
  struct Moved {
    Span span;
    int number = 0;
    const Event* event = nullptr;
  };
  /// A datagram that reached the other host, all of it.
  struct Arrival {
    Span span;
    std::int64_t time_ns = 0;
    std::string_view payload;  ///< its first fragment's
    bool whole = true;
    bool taken = false;
  };
  /// All that went one way, in order.
  struct Flow {
    std::vector<Moved> writes;
    std::vector<Moved> packets;
    std::int64_t read = 0;  ///< bytes so far
    std::vector<Arrival> arrivals;
    std::size_t taken = 0;  ///< all arrivals before this one are
  };
  struct Place {
    const Flow* flow = nullptr;  ///< null: no place
    Moved moved;
  };

  using Pick = std::vector<Moved> Flow::*;
  static std::vector<Moved> overlapping(const Place& place, Pick pick);
  std::size_t index_of(const Event& event) const;
  const Place& place_of(const Event& event) const { return places_[index_of(event)]; }
  void place(const Event& event, const Flow* flow, const Moved& moved);

  void see_segment(const Event& event, const Segment& segment);
  void see_datagram(const Event& event, const Datagram& datagram);
  static void see_arrival(Flow& flow, const Datagram& datagram, const Span& span);
  void see_call(const Event& event, const CallReturned& call);
  void see_write(const Event& event, const CallReturned& call, Flow& flow);
  void see_read(const Event& event, const CallReturned& call, Flow& flow);
  static Span take_datagram(Flow& flow, const Event& event, const CallReturned& call);

  const std::vector<Event>& events_;
  const Connections& connections_;
  std::map<Direction, Flow> flows_;
  std::map<std::pair<Direction, int>, Moved> datagrams_;  ///< the last, by IP id
  std::vector<Place> places_;                             ///< by event
};

}  // namespace stickylab
