// Assigns calls and packets to connections. The kernel tells which: a socket has a name of its own
// (SO_COOKIE), the same through dup, fork and a passed descriptor, and never used again.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// One end of a connection, as far as it was seen.
struct End {
  std::optional<Actor> actor;  ///< who connected or accepted; else whose packets they are
  std::string address;         ///< HOST:PORT
  std::uint64_t socket = 0;    ///< 0: no call of this end was seen
};

/// Two endpoints that talk. UDP has no connections, nor has AF_UNIX if it is SOCK_DGRAM: there it
/// is all that two addresses send each other.
struct Connection {
  int number = 0;              ///< from 1, in the order of opening
  bool datagram = false;       ///< as `SocketCall::datagram`
  Local local{};               ///< as `SocketCall::local`
  bool syn = false;            ///< TCP: its SYN was seen
  std::int64_t opened_ns = 0;  ///< its SYN or first datagram left; if neither was seen, its call
  End opener;                  ///< it connected, or sent the first datagram
  End acceptor;

  Way way() const { return {opener.address, acceptor.address}; }
};

/// One direction of a connection.
struct Direction {
  int connection = 0;  ///< its number; 0: not known
  bool back = false;   ///< from the acceptor to the opener
  Direction turned() const { return {connection, !back}; }
  explicit operator bool() const { return connection != 0; }
  // clang-tidy 14 sees a 0 in it. NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Direction&, const Direction&) = default;
};

/// Built once for a recording; a part of a Trace. It knows calls, packets and their addresses, and
/// nothing of bytes.
///
/// A connection is opened by what is seen first of it: its SYN, or a connect or an accept that
/// returned. A connect belongs to the first SYN from its own address to its peer's that no connect
/// has had yet; an accept likewise, seen from the other end. From then on the socket's name stands
/// for that end, until the same socket connects again: then it stands for the new connection.
/// Nothing else is guessed: a call of a socket that was not seen to open has no connection.
class Connections {
 public:
  explicit Connections(const Recording& recording);

  /// All connections, in order of their numbers.
  const std::vector<Connection>& all() const { return all_; }
  /// Throws std::out_of_range for a number that no connection has.
  const Connection& at(int number) const;

  /// The direction of a packet, or of what a call writes: what it reads comes the other way.
  /// `event` counts the events of the recording from 0. A connect and an accept belong to what they
  /// open.
  Direction of(std::size_t event) const { return directions_[event]; }

 private:
  /// The end of a connection, before connections are numbered.
  struct Place {
    std::size_t connection = 0;
    bool back = false;
  };
  /// The addresses that calls told of a UDP socket.
  struct Bound {
    std::string own;
    std::string peer;  ///< the endpoint that it was connected to
  };

  void see_segment(std::size_t event, const Event& at, const Segment& segment);
  void see_datagram(std::size_t event, const Event& at, const Datagram& datagram);
  void see_error(std::size_t event, const IcmpError& error);
  bool see_packet(std::size_t event, const Packet& packet);
  void see_call(std::size_t event, const Event& at, const CallReturned& call);
  void see_socket(std::size_t event, std::uint64_t socket);
  void see_connect(std::size_t event, const Event& at, const CallReturned& call);
  void see_accept(std::size_t event, const Event& at, const CallReturned& call);
  void see_datagram_call(std::size_t event, const Event& at, const CallReturned& call);
  void number_them(std::size_t events);

  std::size_t open(const Way& way, std::int64_t time_ns, bool datagram, Local local = Local::no);
  std::optional<std::size_t> find(const Way& way, End Connection::*end,
                                  std::int64_t since_ns) const;
  bool continues(const CallReturned& connect) const;
  std::string own_of(Actor actor, const std::string& bound, const std::string& peer) const;
  std::string only_partner_of(const std::string& own) const;
  void claim(std::size_t event, Place place, Actor actor, std::uint64_t socket);

  std::vector<Connection> all_;
  std::map<Way, std::vector<std::size_t>> by_way_;  ///< from the opener; in order of opening
  std::unordered_map<std::uint64_t, Place> sockets_;
  std::unordered_map<std::uint64_t, Bound> bound_;
  std::map<std::string, std::set<Actor>> sources_;         ///< UDP endpoints: who sent from there
  std::map<std::string, std::set<std::string>> partners_;  ///< UDP endpoints: who they talked with
  std::map<std::pair<Actor, std::uint32_t>, Place> first_fragments_;  ///< the last of its IP id
  std::unordered_map<std::size_t, Place> places_;                     ///< by event
  std::vector<Direction> directions_;                                 ///< by event
};

}  // namespace stickylab
