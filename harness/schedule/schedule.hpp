// The delivery of a byte stream: its cuts, its pace, and its end.
//
// In: the size of a stream and a seed; or one line such as "every=3 merged fin@7". Out: a Schedule,
// and the pieces that it cuts a stream into; all schedules that a program is tried under, the
// simplest first. A failure can be run again from its schedule's line.
//
// It plans, and delivers nothing. It knows nothing of sockets, programs and labs, nor of what the
// bytes mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/input_error.hpp"

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

  friend bool operator==(const Cutting&, const Cutting&) = default;
};

/// The end of the stream, after its last byte.
enum class StreamEnd : std::uint8_t {
  fin,      ///< the sender closes: recv returns 0
  rst,      ///< the connection is reset: recv fails with ECONNRESET
  silence,  ///< nothing, and the connection stays
};

/// One delivery of a stream, or of both streams of a conversation. Prints and parses as one short
/// line. With CUTTING for `whole | every=K | cuts=A,B,… | random=SEED`, then ` merged` or not:
///   CUTTING     [fin@N | rst@N | silence@N]
///   CUTTING replies CUTTING
/// An ending without `@N` is at the end of the stream; `fin` there is what is not said. Offsets
/// count the bytes of their own direction.
struct Schedule {
  Cutting stream;                  ///< cuts what the sender sends
  std::optional<Cutting> replies;  ///< cuts what the receiver sends: both talk to each other
  StreamEnd end = StreamEnd::fin;
  std::optional<std::size_t> after;  ///< the stream ends after so many bytes; else after all

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Tells what is wrong in a schedule's line, and what would be right.
class ScheduleError : public InputError {
 public:
  using InputError::InputError;
};

std::string print_schedule(const Schedule& schedule);
/// Throws ScheduleError.
Schedule parse_schedule(std::string_view line);

/// The sizes of the pieces in which the bytes `from` to `to` of a stream go, none of them 0.
/// Offsets outside cut nothing.
std::vector<std::size_t> pieces(const Cutting& cutting, std::size_t from, std::size_t to);

/// The same for a stream of `size` bytes; together the pieces are all that is sent: `after` bytes,
/// or else `size`.
std::vector<std::size_t> pieces(const Schedule& schedule, std::size_t size);

/// In a conversation, the receiver must have replied so much before the stream goes on.
struct Turn {
  std::size_t offset = 0;   ///< bytes of the stream from here on wait …
  std::size_t replies = 0;  ///< … until so many bytes of reply have come in all
  friend bool operator==(const Turn&, const Turn&) = default;
};

/// The stream that a sender sent.
struct Stream {
  std::string bytes;
  std::vector<Turn> turns;  ///< ascending; empty if the sender waited for no reply
  std::string replies;      ///< all that it was sent in return
};

/// A stream that the stage delivers itself, and how.
struct DeliverySpec {
  Stream stream;
  Schedule schedule;
};

/// Every delivery under which a receiver of `size` bytes is tried, the simplest first: whole,
/// merged, every single cut, fixed sizes, every pair of cuts if there are at most `kPairsUpTo`
/// bytes (else random pairs), random cuts, and silence after the last byte.
std::vector<Schedule> deliveries(std::size_t size, std::uint64_t seed);

/// The three endings after each number of bytes below `size`, FIN first.
std::vector<Schedule> early_endings(std::size_t size, std::uint64_t seed);

/// Every way in which a sender is tried whose receiver replies with `replies` bytes: those are cut
/// as a stream is in `deliveries`, with fewer pairs, and at last both directions are.
std::vector<Schedule> conversations(std::size_t replies, std::uint64_t seed);

/// Sorts by how much is cut: nothing, once, into pieces of one size, twice, by chance; equals keep
/// their order.
void sort_simplest_first(std::vector<Schedule>& schedules);

inline constexpr std::size_t kPairsUpTo = 64;
inline constexpr std::size_t kReplyPairsUpTo = 16;
/// In a longer stream not each offset is tried, but the first and the last ones, and random ones
/// between them.
inline constexpr std::size_t kEachUpTo = 256;

}  // namespace stickylab
