// Which bytes of which call a packet carries: calls and wire, joined by their place in the stream.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// Bytes of one direction of a connection, by their offset in the stream: [from, to).
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool overlaps(const Span& other) const { return from < other.to && other.from < to; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Built once for a recording, which must outlive it. Without wire events everything is empty.
class Streams {
 public:
  explicit Streams(const Recording& recording);

  /// The writes whose bytes a packet carries; numbered from 1 for each end.
  std::vector<int> writes_in(const Event& packet) const;

  /// The packets with data that brought the bytes of a read (the data event of a `CallReturned`),
  /// by their number among the packets with data from that end. Retransmissions are left out.
  std::vector<int> packets_of(const CallReturned& read) const;

  /// The number of a packet with data among those from its end, from 1; 0 for one without data,
  /// for a retransmission and for a copy.
  int number_of(const Event& packet) const;

  /// The n-th write of an end, as it began and returned; null where there is none.
  const Event* write(Who who, int number) const;

 private:
  /// A call or a packet that moved bytes.
  struct Moved {
    std::string direction;  ///< "SOURCE>DESTINATION"
    Span span;              ///< TCP: in the stream; UDP: [n, n + 1) for the n-th datagram
    Who who{};
    int number = 0;
    const Event* event = nullptr;
  };

  void see_packet(const Event& event);
  void see_call(const Event& event);
  void join_socket(const Event& event);
  std::string direction_of(const Event& event, bool outgoing) const;

  std::vector<Moved> writes_;
  std::vector<Moved> reads_;
  std::vector<Moved> packets_;
  std::map<Who, std::vector<std::string>> opened_;          ///< flows by the order of their SYNs
  std::map<Who, std::size_t> connected_;                    ///< how many of them belong to a socket
  std::map<std::pair<Who, int>, std::string> directions_;   ///< outgoing, by descriptor
  std::map<std::pair<Who, std::string>, std::int64_t> at_;  ///< bytes so far, by direction
  std::map<Who, int> write_count_;
  std::map<Who, int> packet_count_;
  std::map<std::pair<Who, int>, std::int64_t> fragments_;  ///< of which datagram, by IP id
};

}  // namespace stickylab
