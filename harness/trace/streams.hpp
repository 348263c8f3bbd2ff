// Finds which bytes of which call a packet carries: joins calls and wire by their place in the
// stream.
//
// TCP numbers every byte of a direction, and the wire shows the numbers. A program writes bytes in
// order as well. So the k-th byte that the calls wrote is the k-th byte on the wire, and the k-th
// that the other end reads: three lists of spans [from, to) of one stream, and every question is
// which spans of two lists overlap.
//
// A call's connection (trace/connections.hpp) tells which list the call belongs to. A segment says
// its span itself: its sequence number, relative to the SYN's. Bytes that left twice (a
// retransmission, the wire's copy) count once: the packet that carried them first has the number,
// the other repeats it.
//
// Not every call is seen: a program may write by one that the probe does not know. So the bytes of
// the writes that were seen are held against all that the direction carried, by the wire and by the
// kernel's own account as a write returned. If nothing is missing, a write begins at the end of the
// one before it. If something is, only a write has a place for which the kernel gave it. Either way
// the wire must have carried the same bytes there. A read begins at the end of the read before it;
// if any of a direction does not fit (its bytes, the time at which they arrived, the end of the
// stream), none of that direction has a place.
//
// UDP numbers nothing. There, the n-th datagram that leaves an endpoint for another is the n-th
// write that goes there, so a datagram has the span [n - 1, n); if there are more or fewer
// datagrams than writes, only what no other equals is joined. A read took the first datagram to
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

/// The place of a segment's payload in its stream.
Span span_of(const Segment& segment);

/// What went one way of a connection, and no observed call wrote it, or none took it.
struct Unseen {
  Direction direction;
  Actor who{};             ///< the writer, or the reader
  std::int64_t count = 0;  ///< bytes; of UDP, datagrams. Of a reader the least that is proved
  bool datagrams = false;
  bool read = false;
};

/// Built once for a recording; a part of a Trace, which owns that. Events are asked for by
/// reference: they must be of that recording.
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
  /// UDP: the number of the write that a packet is of, or that a read took; 0: not known.
  int write_of(const Event& event) const;

  /// The numbers of the packets that brought the bytes of a read.
  std::vector<int> packets_of(const Event& read) const;
  /// True if the read took one of them only in part.
  bool cuts_packet(const Event& read) const;

  /// The first packet that carried byte `offset` of the stream to which `write` belongs.
  const Event* carrier(const Event& write, std::int64_t offset) const;
  /// The place of a call's bytes in its stream; empty if that is not known.
  Span span_of(const Event& call) const;

  /// Lists what no observed call wrote, in order of the directions, then what none read. A program
  /// of which no call was observed has no entry. Bytes are by the wire, or by the kernel's account.
  const std::vector<Unseen>& unseen() const { return unseen_; }

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
    std::vector<Moved> packets;
    std::vector<Moved> writes;  ///< that have a place
    std::int64_t seen = 0;      ///< TCP: bytes of all writes that were observed
    std::int64_t carried = 0;   ///< TCP: bytes in all, by the wire and by the kernel's account
    int next_write = 1;         ///< its number
    std::int64_t written = 0;   ///< by observed calls so far, like `read`
    std::int64_t read = 0;
    std::vector<std::size_t> reads;  ///< events, if this is TCP
    bool reads_fit = true;
    std::vector<const Event*> sends;  ///< of UDP
    std::vector<Arrival> arrivals;
    std::size_t taken = 0;  ///< all arrivals before this one are
    bool is_whole() const { return carried <= seen; }
  };
  /// Writes and datagrams that have the same bytes.
  struct Pair {
    int sends = 0;
    std::vector<std::size_t> packets;
    /// The one datagram of the one write; beyond all if there are more, or none.
    std::size_t packet() const {
      return sends == 1 && packets.size() == 1 ? packets.front() : ~std::size_t{0};
    }
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
  void see_error(const Event& event);
  void count(const Event& event, const CallReturned& call);
  void see_call(const Event& event, const CallReturned& call);
  void see_write(const Event& event, const CallReturned& call, Flow& flow);
  void see_read(const Event& event, const CallReturned& call, Flow& flow);
  static Span take_datagram(Flow& flow, const Event& event, const CallReturned& call);
  void join_datagrams(Flow& flow);
  static std::map<std::string_view, Pair> pairs_of(const Flow& flow);
  void forget_reads(Flow& flow);
  void find_unseen();
  void find_unseen_reads(const Recording& recording);

  const std::vector<Event>& events_;
  const Connections& connections_;
  std::map<Direction, Flow> flows_;
  std::map<std::pair<Direction, std::uint32_t>, Moved> datagrams_;  ///< the last, by IP id
  std::vector<Place> places_;                                       ///< by event
  std::vector<Unseen> unseen_;
};

}  // namespace stickylab
