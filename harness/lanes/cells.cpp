#include "lanes/cells.hpp"

#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "judge/observation.hpp"
#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/ending_text.hpp"
#include "lanes/packet_cell.hpp"
#include "lanes/row_words.hpp"
#include "recording/message_text.hpp"
#include "text/arrow.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

/// Flags that change what a call means to its reader; recv(2), send(2).
struct Flag {
  int bit;
  std::string_view name;
};
constexpr std::array<Flag, 5> kFlags = {{
    {MSG_PEEK, "MSG_PEEK"},
    {MSG_WAITALL, "MSG_WAITALL"},
    {MSG_DONTWAIT, "MSG_DONTWAIT"},
    {MSG_TRUNC, "MSG_TRUNC"},
    {MSG_MORE, "MSG_MORE"},
}};

std::string flag_names(int flags) {
  std::string names;
  for (const Flag& flag : kFlags)
    if ((flags & flag.bit) != 0)
      names += fmt::format("{}{}", names.empty() ? "" : " | ", flag.name);
  return names;
}

std::string how_name(int how) {
  constexpr std::array<std::string_view, 3> kHows = {"SHUT_RD", "SHUT_WR", "SHUT_RDWR"};
  return how >= 0 && how < 3 ? std::string(kHows.at(static_cast<std::size_t>(how)))
                             : std::to_string(how);
}

std::string error_name(int error) {
  const char* name = strerrorname_np(error);
  return name ? name : std::to_string(error);
}

struct RowCell : Cell {
  const std::string& tag;
  std::int64_t time_ns = 0;

  void failed(const CallReturned& call) {
    parts.push_back({call_text(call.what)});
    const bool empty = is_read(call.what.call) && call.error == EAGAIN;
    say(empty ? Tone::quiet : Tone::wrong, chosen(empty ? kNothingThere : kCallFailed),
        error_name(call.error));
  }

  void write(const CallRow& row);
  void place(const CallRow& row);
  void read(const CallRow& row);
  void received(const CallRow& row);
  void took(const CallRow& row);
  void end(const CallRow& row);
  void said_late(std::int64_t ns);
  void cause(const Cause& cause);

  void operator()(const CallRow& row);
  void operator()(const WaitingRow& row);
  void operator()(const PacketRow& row);
  void operator()(const HandshakeRow& row);
  void operator()(const PrintRow& row);
  void operator()(const ExitRow& row);
  void operator()(const StopRow& row);
  void operator()(const RepeatRow& row);
  void operator()(const ExchangesRow& row);
  void operator()(const GapRow& row);
  void operator()(const LeftOutRow& row);
  void operator()(const PrintsRow& row);
};

void RowCell::write(const CallRow& row) {
  const CallReturned& call = row.call;
  const bool whole = call.result == static_cast<std::int64_t>(call.what.length);
  const std::string flags = flag_names(call.what.flags);
  std::string head = fmt::format("{} {}", call_name(call.what.call),
                                 size(static_cast<std::int64_t>(call.what.length)));
  if (!flags.empty()) head += " " + flags;
  if (!whole) head += " = " + size(call.result);
  parts.push_back({head});
  if (!call.unseen) payload(call.bytes, call.result);
  place(row);
  if (!call.tcp || call.tcp->unsent == 0) return;
  say(Tone::wrong, kHeldBack, grouped(call.tcp->unsent));
  const bool wire_shows = row.write > 0;
  if (call.tcp->unacked > 0 && !wire_shows)
    say(Tone::wrong, kSegmentsWithoutAck, call.tcp->unacked);
}

/// "write 2, bytes 5–9"
void RowCell::place(const CallRow& row) {
  if (row.write > 0) say(Tone::quiet, kWriteNumber, grouped(row.write));
  if (!row.stream) return;
  stream(*row.stream);
  if (row.write == 0) return;
  const std::string bytes = std::move(parts.back().text);
  parts.pop_back();
  parts.back().text += std::string(in(view.lang, kComma)) + bytes;
}

/// Nothing was read: a SOCK_SEQPACKET tells an end and an empty message by the same.
const Phrase& zero_of(const SocketCall& what) {
  if (!what.datagram) return kReadEnd;
  return has_connection(what) ? kEndOrEmpty : kEmptyDatagram;
}

void RowCell::read(const CallRow& row) {
  const CallReturned& call = row.call;
  parts.push_back({call_text(call.what)});
  if (call.result > 0) {
    parts.push_back({"= " + size(call.result)});
    received(row);
  } else if (call.what.length == 0) {
    parts.push_back({"= 0"});
  } else {
    say(Tone::strong, chosen(zero_of(call.what)));
  }
}

void RowCell::received(const CallRow& row) {
  const CallReturned& call = row.call;
  // With MSG_TRUNC a datagram's whole length is returned: recv(2).
  const std::int64_t got = std::min(call.result, static_cast<std::int64_t>(call.what.length));
  if (!call.unseen) payload(call.bytes, got);
  if (row.stream) stream(*row.stream);
  took(row);
  if (const std::int64_t gone = cut_off(call); gone > 0)
    say(Tone::wrong, kDatagramCut, grouped(gone));
  else if (has_connection(call.what) && row.first_read && call.what.queued > 0)
    say(Tone::quiet, kBytesWaiting, grouped(call.what.queued));
}

/// Names the packets that brought it, if that is not plain.
void RowCell::took(const CallRow& row) {
  const std::string numbers = list(row.took);
  if (row.call.what.datagram && !row.took.empty())
    say(Tone::quiet, kDatagramNumber, numbers);
  else if (row.took.size() > 1)
    say(Tone::strong, chosen(row.took_part ? kTookParts : kTookSegments), numbers);
  else if (row.took_part)
    say(Tone::strong, kTookPart, numbers);
}

void RowCell::end(const CallRow& row) {
  if (row.ends_stream) return say(Tone::strong, kEndOfStream, call_text(row.call.what));
  parts.push_back({call_text(row.call.what)});
}

void RowCell::operator()(const CallRow& row) {
  const SocketCall& what = row.call.what;
  if (row.call.result < 0) {
    failed(row.call);
  } else if (is_write(what.call)) {
    write(row);
  } else if (is_read(what.call)) {
    read(row);
  } else if (what.call == Call::setsockopt) {
    say(Tone::strong, chosen(what.value != 0 ? kOptionOn : kOptionOff), option_name(what.option));
  } else {
    end(row);
  }
  if (row.took_ns >= kLongNs)
    say(Tone::wrong, chosen(is_read(what.call) ? kWaited : kTook),
        duration_text(row.took_ns, view.lang));
}

void RowCell::operator()(const WaitingRow& row) {
  parts.push_back({fmt::format("{} {}", call_text(row.call), glyphs(view).ellipsis)});
  say(Tone::wrong, kStillWaiting, duration_text(row.waited_ns, view.lang));
}

void RowCell::operator()(const PacketRow& row) { parts = packet_parts(row, tag, width, view); }

void RowCell::operator()(const HandshakeRow&) {
  std::string name(in(view.lang, kHandshakeLabel));
  if (!tag.empty()) name = tag + " " + name;
  parts.push_back({arrow(name, true, Leg::both, width, view), Tone::quiet});
}

/// When the harness emptied the pipe is known; as a rule that is less than 10 ms later.
void RowCell::said_late(std::int64_t ns) {
  constexpr std::int64_t kExactNs = 10'000'000;
  const std::int64_t about_ns = (ns + kExactNs / 2) / kExactNs * kExactNs;
  if (ns > 0) say(Tone::wrong, kSaidLater, rough_duration_text(about_ns, view.lang));
}

void RowCell::operator()(const PrintRow& row) {
  if (row.kind == PrintRow::Kind::message) {
    const std::string bytes = unescape_message(row.text);
    parts.push_back({fmt::format("{} {}", glyphs(view).understood, in(view.lang, kMessageLabel))});
    payload(bytes, std::ssize(bytes));
    return said_late(row.late_ns);
  }
  say(Tone::plain, chosen(row.kind == PrintRow::Kind::error ? kPrintsError : kPrints),
      visible_text(row.text));
}

void RowCell::operator()(const ExitRow& row) {
  const std::string text = ending_text(ending_of(row.exit), view.lang);
  parts.push_back(
      {fmt::format("{} {}", glyphs(view).bad, text), row.exit.stopped ? Tone::quiet : Tone::wrong});
}

/// True if far more time went by than the limit of "3 s": on a busy machine it does.
bool outlasts_limit(const Stopped& stop, std::int64_t time_ns) {
  if (stop.why != Stop::deadline) return false;
  const double limit_ns = std::strtod(stop.detail.c_str(), nullptr) * 1e9;
  return limit_ns > 0 && static_cast<double>(time_ns) > 1.2 * limit_ns;
}

void RowCell::operator()(const StopRow& row) {
  std::string text(in(view.lang, kStopWords[row.stop.why]));
  if (!row.stop.detail.empty() && row.stop.why != Stop::silence)
    text += std::string(in(view.lang, kColon)) + visible_text(row.stop.detail);
  if (outlasts_limit(row.stop, time_ns)) text += in(view.lang, kWaitsNotCounted);
  parts.push_back({text, row.stop.why == Stop::over ? Tone::quiet : Tone::wrong});
}

void RowCell::operator()(const RepeatRow& row) {
  std::string text = stickylab::say(kSameAgain, view.lang, grouped(row.times));
  parts.push_back({fmt::format("{} {}", glyphs(view).ellipsis, text), Tone::strong});
  if (row.stream) stream(*row.stream);
}

void RowCell::operator()(const ExchangesRow& row) {
  std::string times;
  for (const double ms : row.ms) times += (times.empty() ? "" : " ") + milliseconds(ms);
  if (row.ms.size() == 1) return say(Tone::strong, kExchangeAlike, row.first, times);
  const std::size_t last = row.first + row.ms.size() - 1;
  say(Tone::strong, chosen(row.other_bytes ? kOthersAlike : kExchangesAlike), row.first,
      glyphs(view).dash, last, times);
}

void RowCell::cause(const Cause& cause) {
  const std::string held = grouped(cause.held);
  switch (cause.what) {
    case Cause::What::nagle:
      return say(Tone::wrong, kHeldByNagle, held, grouped(cause.unacked));
    case Cause::What::until_ack:
      return say(Tone::wrong, kHeldUntilAck, held);
    case Cause::What::cork:
      return say(Tone::wrong, kHeldByCork, held);
    case Cause::What::tcp:
      return say(Tone::wrong, kHeldByTcp, held);
    case Cause::What::delayed_ack:
      return say(Tone::wrong, kAckDelayed,
                 cause.name.empty() ? in(view.lang, words_of(cause.who).name) : cause.name);
    case Cause::What::crossing:
      return say(Tone::quiet, kOnTheWire, packet_name(cause, view));
    case Cause::What::late:
      return say(Tone::wrong, kWireLate, packet_name(cause, view),
                 duration_text(cause.late_ns, view.lang));
    case Cause::What::kept_back:
      return say(Tone::wrong, kKeptBack, packet_name(cause, view));
    case Cause::What::resending:
      return say(Tone::wrong, kSentAgainSoon, packet_name(cause, view));
    case Cause::What::own_pace:
      return say(Tone::quiet, kOwnPace,
                 cause.name.empty() ? in(view.lang, words_of(cause.who).name) : cause.name);
  }
}

void RowCell::operator()(const GapRow& row) {
  for (const Cause& why : row.causes) cause(why);
}

void RowCell::operator()(const LeftOutRow& row) {
  const auto rows = grouped(static_cast<std::int64_t>(row.rows));
  if (row.where == LeftOutRow::Where::before) return say(Tone::quiet, kRowsBefore, rows);
  say(Tone::quiet, chosen(row.where == LeftOutRow::Where::after ? kRowsAfter : kRowsLeftOut), rows);
}

void RowCell::operator()(const PrintsRow& row) {
  say(Tone::quiet, chosen(row.wire ? kPrintedBeforePacket : kPrintedBeforeCall),
      grouped(static_cast<std::int64_t>(row.lines)));
}

}  // namespace

std::string option_name(int option) {
  switch (option) {
    case TCP_NODELAY:
      return "TCP_NODELAY";
    case TCP_CORK:
      return "TCP_CORK";
    case TCP_QUICKACK:
      return "TCP_QUICKACK";
    case SO_LINGER:
      return "SO_LINGER";
    default:
      return std::to_string(option);
  }
}

std::string call_text(const SocketCall& call) {
  std::string arguments;
  if (is_read(call.call) || is_write(call.call)) arguments = std::to_string(call.length);
  if (call.call == Call::shutdown) arguments = how_name(call.value);
  if (call.call == Call::connect) arguments = call.address;
  const std::string flags = flag_names(call.flags);
  if (!flags.empty() && !arguments.empty()) arguments += ", " + flags;
  return fmt::format("{}({})", call_name(call.call), arguments);
}

std::vector<Part> parts_of(const Row& row, int width, const View& view) {
  RowCell cell{{view, width}, row.tag, row.time_ns};
  std::visit(cell, row.what);
  if (!row.tag.empty() && row.lane != kWire && !cell.parts.empty())
    cell.parts.front().text = row.tag + " " + cell.parts.front().text;
  return std::move(cell.parts);
}

}  // namespace stickylab
