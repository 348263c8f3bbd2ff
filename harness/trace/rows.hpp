// Recording -> the rows that the lanes show, before anything is folded or laid out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "recording/recording.hpp"
#include "trace/streams.hpp"
#include "trace/waits.hpp"

namespace stickylab {

/// A call that returned.
struct CallRow {
  CallReturned call;
  std::optional<Span> stream;  ///< of a TCP read or write that moved bytes, if its place is known
  std::int64_t took_ns = 0;
  bool first_read = false;  ///< it is the receiver's first in its connection
  bool ends_stream = false;
  bool corked = false;     ///< TCP_CORK was on as the call was made
  int write = 0;           ///< its number, if packets are known to carry it
  std::vector<int> took;   ///< for a read, the packets that brought its bytes,
  bool took_part = false;  ///< one of them only in part
};

/// A packet on the wire. One that takes its time has two rows: it leaves, it arrives.
struct PacketRow {
  enum class Moment : std::uint8_t { crosses, leaves, arrives } moment{};
  std::shared_ptr<const Event> event;  ///< keeps the recording that it is in
  bool to_right = true;                ///< it goes from the left side to the right one
  int number = 0;                      ///< as in Streams, and so those below
  std::vector<int> repeats;
  int acknowledges = 0;
  bool acknowledges_fin = false;  ///< one that came alone
  std::vector<int> writes;
  bool cuts_write = false;
};

/// A connection was opened, with nothing out of the ordinary.
struct HandshakeRow {};

/// A call that never returned.
struct WaitingRow {
  SocketCall call;
  std::int64_t waited_ns = 0;
};

/// A line that a program printed.
struct PrintRow {
  enum class Kind : std::uint8_t { message, output, error } kind{};
  std::string text;  ///< the line; of a message, its text as message_text() finds it
  std::int64_t late_ns =
      0;  ///< of a message: how long after its place it was said, if that is long
};

struct ExitRow {
  ProcessExited exit;
};

struct StopRow {
  Stopped stop;
};

/// Far above what lies between a program's write to a pipe and the harness's read.
inline constexpr std::int64_t kLateNs = 20'000'000;

/// The row of the same kind before it, again and again.
struct RepeatRow {
  std::int64_t times = 0;
  std::optional<Span> stream;  ///< covers all of them
};

/// Exchanges that went like the one before them.
struct ExchangesRow {
  std::size_t first = 0;  ///< the conversation's first is 1
  std::vector<double> ms;
  bool other_bytes = false;  ///< not all of them moved and printed the same bytes
};

/// Nothing happened for a while.
struct GapRow {
  std::int64_t ns = 0;
  std::vector<Cause> causes;
};

struct LeftOutRow {
  std::size_t rows = 0;
  enum class Where : std::uint8_t { here, before, after } where{};
};

/// Lines that a program printed before anything moved on a connection.
struct PrintsRow {
  std::size_t lines = 0;
  bool wire = false;  ///< a packet was the first to move; else a call
};

using RowData = std::variant<CallRow, WaitingRow, PacketRow, HandshakeRow, PrintRow, ExitRow,
                             StopRow, RepeatRow, ExchangesRow, GapRow, LeftOutRow, PrintsRow>;

/// A read stands at the time it returned, any other call at the time it began: what was read was
/// written before. A message stands after the read that brought the last of its bytes, or if its
/// text is not found in what was read, after the last read before it was said. When it was said is
/// known by when the harness emptied the pipe: measured, 0.05 ms later, and on a busy machine up to
/// 10 ms. If that was more than `kLateNs` after its place, the row says so.
struct Row {
  std::int64_t time_ns = 0;
  std::int64_t until_ns = 0;  ///< later than `time_ns` if a row stands for several
  Actor lane{};
  RowData what;
  int connection = 0;  ///< its number; 0: of none, or not known
  std::string tag{};   ///< whose it is, if the lane does not tell (trace/tags.hpp)
};

/// Set-up is left out: socket, bind, listen, accept, a connect that succeeds, peeks, options that
/// are not TCP's; a close after the end of the stream; and on the wire what only acknowledges a
/// FIN. In order of time.
std::vector<Row> rows_of(const std::shared_ptr<const Recording>& recording, const Streams& streams);

/// Leaves out the calls and packets of other connections, and those whose connection is not known.
/// `connection` is a number; 0 leaves out none.
std::vector<Row> only_of(int connection, std::vector<Row> rows);

/// True for a row to talk about, at which a presenter stops: bytes merge or tear, are held back or
/// lost, nothing happens, something was understood.
bool is_point(const Row& row);

}  // namespace stickylab
