// How the bytes of several connections are delivered, and who delivers them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/schedule.hpp"

namespace stickylab {

/// When a line starts: as soon as so many bytes have gone there on another connection.
struct StartAfter {
  int connection = 1;
  std::size_t sent = 0;
  friend bool operator==(const StartAfter&, const StartAfter&) = default;
};

/// Lines of different connections; one that has no line goes whole. Prints and parses as text:
///   LINE; LINE; …     with LINE for `[N:] SCHEDULE [after K@BYTES]` or `each: SCHEDULE`
/// N is the connection, else the line's own place, and `each` all that have no line; `after 1@5`
/// waits until 5 bytes have gone there on connection 1. Here a schedule with `replies` may end
/// early, too. A script of one line on connection 1, at once, is a schedule, and is written as
/// such.
struct Script {
  /// One connection. Its schedule cuts what goes there, from the client to the server (`stream`),
  /// and what goes back (`replies`; whole if it says nothing of that).
  struct Line {
    int connection = 1;  ///< in the order of opening, from 1
    Schedule schedule;
    std::optional<StartAfter> starts;  ///< empty: at once
    friend bool operator==(const Line&, const Line&) = default;
  };

  std::vector<Line> lines;
  std::optional<Schedule> each;  ///< that of a connection without a line; empty: whole

  Script() = default;
  /// The one-line case.
  Script(Schedule schedule)
      : lines{{.connection = 1, .schedule = std::move(schedule), .starts = {}}} {}

  /// The line of a connection, or what goes for one that has none.
  Line line(int connection) const;

  /// Every connection goes like this.
  static Script for_each(Schedule schedule);

  friend bool operator==(const Script&, const Script&) = default;
};

std::string print_script(const Script& script);
/// Throws ScheduleError: a word that is not known, two lines of one connection, a line that waits
/// for one that there is not, or for itself, or in a circle.
Script parse_script(std::string_view text);

/// An actor that the stage plays itself, in the place of a program.
struct Played {
  enum class As : std::uint8_t { client, server } as = As::client;
  /// What it says, by connection from 1; on one that has none, nothing. Turns count what the other
  /// end must have said.
  std::vector<Stream> streams;
  bool same = false;  ///< on each connection it says the first stream
  Script script;      ///< a client opens a connection for each line, a server takes those that come
  /// Of UDP: what a client sends, in this order, in the place of streams.
  std::vector<std::string> datagrams = {};
  Pacing pacing = Pacing::drained;  ///< of datagrams

  const Stream& stream(int connection) const;
};

/// The stage stands between a server and its clients.
struct Relaying {
  Script script;         ///< of its lines the endings count for nothing: a program ends its stream
  std::size_t most = 1;  ///< connections that are carried on; further ones are refused
  /// If several clients come, each may have a script of its own, by its place in the cast; then
  /// connections are counted for each client.
  std::map<int, Script> by_client;
};

}  // namespace stickylab
