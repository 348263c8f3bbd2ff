// Recording -> rows: what the lanes show, before anything is folded or laid out.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// Bytes of one direction of a connection, by their offset in the stream: [from, to).
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
};

/// A call that returned.
struct CallRow {
  CallReturned call;
  std::optional<Span> stream;  ///< of a TCP read or write that moved bytes
  std::int64_t took_ns = 0;
  bool first_read = false;  ///< of the receiver, in its connection
  bool ends_stream = false;
  bool corked = false;  ///< TCP_CORK was on as the call was made
};

/// A call that never returned.
struct WaitingRow {
  SocketCall call;
  std::int64_t waited_ns = 0;
};

/// A line that a program printed.
struct PrintRow {
  enum class Kind : std::uint8_t { message, output, error } kind{};
  std::string text;  ///< of a message: what follows `message: `
};

struct ExitRow {
  ProcessExited exit;
};

struct StopRow {
  Stopped stop;
};

/// The row of the same kind before it, again and again.
struct RepeatRow {
  std::int64_t times = 0;
  std::optional<Span> stream;  ///< of all of them
};

/// Exchanges that went like the one before them.
struct ExchangesRow {
  std::size_t first = 0;  ///< the conversation's first is 1
  std::vector<double> ms;
};

/// Nothing happened for a while.
struct GapRow {
  std::int64_t ns = 0;
  std::int64_t held = 0;  ///< bytes that TCP is known to have held all the while
  bool until_ack = false;
  bool corked = false;
};

struct LeftOutRow {
  std::size_t rows = 0;
};

using RowData = std::variant<CallRow, WaitingRow, PrintRow, ExitRow, StopRow, RepeatRow,
                             ExchangesRow, GapRow, LeftOutRow>;

/// A read stands at the time it returned, any other call at the time it began: what was read was
/// written before.
struct Row {
  std::int64_t time_ns = 0;
  std::int64_t until_ns = 0;  ///< later than `time_ns` where a row stands for several
  Who lane{};
  RowData what;
};

/// A wait that is worth a word, and a gap that is worth a line: as long as a student would call
/// a delay, and far above what the scheduler adds.
inline constexpr std::int64_t kLongNs = 5'000'000;

/// Set-up is left out: socket, bind, listen, accept, connect, peeks, options that are not TCP's;
/// and a close after the end of the stream. In order of time.
std::vector<Row> rows_of(const Recording& recording);

}  // namespace stickylab
