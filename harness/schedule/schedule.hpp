// How bytes are delivered: where a stream is cut, at what pace, and how it ends.
//
// Lines come in from a command line (`--schedule`), and go out to it again: each value here prints
// as one short line and parses back to itself. Who delivers (stage/player) asks for the pieces of
// a stream, and who tries programs (command) asks which deliveries there are. A Schedule is one
// connection's (schedule.hpp), a Script any number of them (script.hpp); which schedules a program
// is tried under stands in deliveries.hpp, how their lines are written in grammar.hpp.
//
// This room knows no sockets, no programs and no clock: nothing here waits, and the same seed gives
// the same schedules with every library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/input_error.hpp"
#include "schedule/mishap.hpp"

namespace stickylab {

/// The moment at which the next piece goes.
enum class Pacing : std::uint8_t {
  drained,  ///< when the program that reads has read all of the last one
  merged,   ///< at once: everything waits in its queue before the program may read
};

/// The way in which the bytes of one direction come.
struct Cutting {
  enum class Cuts : std::uint8_t { whole, every, at, random } kind = Cuts::whole;
  std::vector<std::size_t> at;  ///< ascending offsets, of `cuts=`
  std::uint64_t number = 0;     ///< K of `every=`, SEED of `random=`
  Pacing pacing = Pacing::drained;
  std::uint32_t pause_ms = 0;  ///< before each piece but the first, once the last has been read

  friend bool operator==(const Cutting&, const Cutting&) = default;
};

/// How a stream ends after its last byte.
enum class StreamEnd : std::uint8_t {
  fin,      ///< its sender closes: recv returns 0
  rst,      ///< the connection is reset: recv fails with ECONNRESET
  silence,  ///< nothing, and the connection stays
};

/// One delivery of a stream, or of both streams of a conversation. Prints and parses as one short
/// line. With CUTTING for `whole | every=K | cuts=A,B,… | random=SEED`, then ` merged`, or
/// ` pause=600ms` between the pieces, or neither:
///   CUTTING     [fin@N | rst@N | silence@N]
///   CUTTING replies CUTTING
/// An ending without `@N` is at the end of the stream; `fin` there is what is not said. Offsets
/// count the bytes of their own direction. Of datagrams, it is `whole`, `whole merged`, or a line
/// of mishaps: `lose=2 twice=3` (mishap.hpp).
struct Schedule {
  Cutting stream;                  ///< cuts what the sender sends
  std::optional<Cutting> replies;  ///< cuts what the receiver sends: both talk to each other
  StreamEnd end = StreamEnd::fin;
  std::optional<std::size_t> after;  ///< the stream ends after so many bytes; else after all
  std::vector<Mishap> mishaps = {};  ///< of datagrams; then there are no cuts

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// The same with both directions in each other's place, for a sender that listens: scripts cut by
/// who connects.
Schedule turned(const Schedule& schedule);

/// Says what is wrong with a schedule's line, and what would be right.
class ScheduleError : public InputError {
 public:
  using InputError::InputError;
};

std::string print_schedule(const Schedule& schedule);
/// Throws ScheduleError.
Schedule parse_schedule(std::string_view line);

/// The same, but behind `replies CUTTING` an ending may stand: it is the replies that end so.
/// Throws ScheduleError.
Schedule parse_conversation(std::string_view line);

/// The sizes of the pieces in which the bytes `from` to `to` of a stream go, none of them 0.
/// Offsets outside cut nothing.
std::vector<std::size_t> pieces(const Cutting& cutting, std::size_t from, std::size_t to);

/// The same for a stream of `size` bytes; together the pieces are all that is sent: `after` bytes,
/// or else `size`.
std::vector<std::size_t> pieces(const Schedule& schedule, std::size_t size);

/// A reply of which nobody knows the length.
inline constexpr std::size_t kUnknownReply = static_cast<std::size_t>(-1);

/// In a conversation: what the other end must have said before the stream goes on.
struct Turn {
  std::size_t offset = 0;   ///< bytes of the stream from here on wait …
  std::size_t replies = 0;  ///< … until so many bytes of reply have come in all; see `patient`
  friend bool operator==(const Turn&, const Turn&) = default;
};

/// What one end of a connection sent.
struct Stream {
  std::string bytes;
  std::vector<Turn> turns;  ///< ascending; empty if it waited for no reply
  std::string replies;      ///< what it was sent
  /// False: a turn that waits for more than comes goes on once the other end says no more and
  /// sleeps for long. Nobody wrote this conversation down as one that must be held.
  bool patient = true;
  bool ends_answered = false;  ///< it closed only when it had been sent all of them
};

}  // namespace stickylab
