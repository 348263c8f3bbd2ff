#include "trace/rows.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "recording/message_text.hpp"
#include "trace/calls.hpp"
#include "trace/readings.hpp"
#include "trace/wire_rows.hpp"

namespace stickylab {
namespace {

/// One end of a connection, so far.
struct Socket {
  bool read = false;        ///< bytes were
  bool used = false;        ///< connected, accepted, or bytes were moved
  bool ended = false;       ///< this end said that nothing more comes
  bool peer_ended = false;  ///< the other end did, and it was read
  bool corked = false;
  bool lingers = false;  ///< SO_LINGER: with a time of 0, which is not seen, a close resets
  int connection = 0;    ///< its number; 0: not known
};

bool is_shown_option(const SocketCall& call) {
  if (call.level == SOL_SOCKET) return call.option == SO_LINGER;
  return call.level == IPPROTO_TCP &&
         (call.option == TCP_NODELAY || call.option == TCP_CORK || call.option == TCP_QUICKACK);
}

bool makes_socket(const CallReturned& call) {
  return (call.what.call == Call::socket || call.what.call == Call::accept) && call.result >= 0;
}

/// False for one that goes on, and for one that asks again whether it has come through.
bool has_failed(const CallReturned& connect) {
  const int error = connect.error;
  return connect.result < 0 && error != EINPROGRESS && error != EALREADY && error != EISCONN &&
         error != EAGAIN && error != EINTR;
}

bool is_peek(const SocketCall& call) { return is_read(call.call) && (call.flags & MSG_PEEK) != 0; }

class Rows {
 public:
  Rows(const std::shared_ptr<const Recording>& recording, const Streams& streams);
  std::vector<Row> take();

 private:
  using Thread = std::tuple<Actor, int, int>;  // pid, tid
  struct Waiting {
    std::int64_t since_ns = 0;
    SocketCall call;
    int connection = 0;
  };
  /// The end of what was printed, without a newline.
  struct Unfinished {
    std::int64_t time_ns = 0;
    std::string text;
  };

  void see(const Event& event, const CallEntered& entered);
  void see(const Event& event, const CallReturned& call);
  void see(const Event& event, const Output& output);
  void see(const Event& event, const ProcessExited& exit);
  void see(const Event& event, const Stopped& stop);
  void see(const Event& event, const Dropped&) { incomplete_.insert(event.who); }
  template <class Other>
  void see(const Event&, const Other&) {}

  void follow(const Event& event, const CallReturned& call, Socket& socket, CallRow& row) const;
  static bool is_shown(const CallReturned& call, const Socket& socket);
  static bool tells(const CallReturned& read);
  bool prints_messages(Actor actor) const;
  void add(std::int64_t time_ns, Actor lane, RowData what, int connection = 0);
  void add_line(std::int64_t time_ns, Actor who, bool error, std::string_view line);
  void withdraw_ends_before(const Waiting& waiting, Actor who);

  const Cast& cast_;
  const Streams& streams_;
  std::vector<Row> rows_;
  std::unordered_map<std::uint64_t, Socket> sockets_;
  std::map<Thread, Waiting> waiting_;
  std::map<Actor, std::int64_t> exited_ns_;
  std::set<Actor> incomplete_;  ///< whose log lacks calls: one without a return may have returned
  std::map<std::pair<Actor, bool>, Unfinished> unfinished_lines_;
  std::map<Actor, std::set<int>> pids_;
  std::map<Actor, Readings> readings_;
  std::map<Actor, std::int64_t> last_message_ns_;  ///< the moment at which it stands
  std::int64_t last_ns_ = 0;
};

Rows::Rows(const std::shared_ptr<const Recording>& recording, const Streams& streams)
    : cast_(recording->info.cast), streams_(streams), rows_(wire_rows(recording, streams)) {
  for (const Event& event : recording->events)
    if (const auto* entered = std::get_if<CallEntered>(&event.data))
      pids_[event.who].insert(entered->what.pid);
  for (const Event& event : recording->events) {
    last_ns_ = event.time_ns;
    std::visit([&](const auto& data) { see(event, data); }, event.data);
  }
}

void Rows::add(std::int64_t time_ns, Actor lane, RowData what, int connection) {
  rows_.push_back({time_ns, time_ns, lane, std::move(what), connection});
}

/// In a lab only the receiver's messages count; who is meant to understand in another cast is not
/// known, so everybody's are shown.
bool Rows::prints_messages(Actor actor) const { return !is_default(cast_) || actor == kReceiver; }

void Rows::see(const Event& event, const CallEntered& entered) {
  waiting_[{event.who, entered.what.pid, entered.what.tid}] = {
      event.time_ns, entered.what, streams_.direction_of(event).connection};
}

void Rows::see(const Event& event, const CallReturned& call) {
  waiting_.erase({event.who, call.what.pid, call.what.tid});
  if (makes_socket(call)) {
    sockets_[call.what.made].used = call.what.call == Call::accept;
    return;
  }
  Socket& socket = sockets_[call.what.socket];
  CallRow row;
  row.call = call;
  row.took_ns = event.time_ns - call.entered_ns;
  row.write = streams_.number_of(event);
  row.took = streams_.packets_of(event);
  row.took_part = streams_.cuts_packet(event);
  const bool shown = is_shown(call, socket);
  follow(event, call, socket, row);
  if (!shown) return;
  if (is_read(call.what.call) && tells(call)) readings_[event.who].add(event.time_ns, call.bytes);
  const std::int64_t time_ns = is_read(call.what.call) ? event.time_ns : call.entered_ns;
  add(time_ns, event.who, std::move(row), socket.connection);
}

bool Rows::is_shown(const CallReturned& call, const Socket& socket) {
  const SocketCall& what = call.what;
  if (is_write(what.call)) return true;
  if (is_read(what.call)) return !is_peek(what);
  if (what.call == Call::setsockopt) return is_shown_option(what);
  if (what.call == Call::connect) return has_failed(call);
  if (what.call == Call::io_uring_setup) return true;  // what comes by it is not seen
  // A close tells something if it is the first word on the end of the stream.
  const bool is_end = what.call == Call::shutdown ||
                      (what.call == Call::close && !socket.ended && !socket.peer_ended);
  return is_end && socket.used && has_connection(what);
}

/// A read that failed tells something too, unless it was only too early.
bool Rows::tells(const CallReturned& read) {
  return read.result >= 0 || (read.error != EAGAIN && read.error != EINTR);
}

void Rows::follow(const Event& event, const CallReturned& call, Socket& socket,
                  CallRow& row) const {
  const SocketCall& what = call.what;
  const bool moved = call.result > 0 && !is_peek(what);
  const int connection = streams_.direction_of(event).connection;
  // A socket that connects again has another stream.
  if (what.call == Call::connect && has_connection(what) && connection != socket.connection)
    socket = {.corked = socket.corked};
  socket.connection = connection;
  row.corked = socket.corked;
  if (what.call == Call::connect && !has_failed(call)) socket.used = true;
  if (const Span span = streams_.span_of(event); span.from < span.to && !what.datagram)
    row.stream = span;
  if (is_read(what.call) && moved) {
    row.first_read =
        !socket.read && cast_.at(static_cast<std::size_t>(event.who)).side == Side::right;
    socket.read = true;
  }
  if (is_write(what.call) || is_read(what.call)) socket.used = true;
  if (is_read(what.call) && call.result == 0 && what.length > 0) socket.peer_ended = true;
  if (what.call == Call::setsockopt && what.option == TCP_CORK && what.level == IPPROTO_TCP)
    socket.corked = what.value != 0;
  if (what.call == Call::setsockopt && what.option == SO_LINGER && what.level == SOL_SOCKET)
    socket.lingers = what.value != 0;
  const bool says_end = what.call == Call::shutdown && what.value != SHUT_RD;
  // If there are several processes, another may hold the same connection.
  const auto pids = pids_.find(event.who);  // none: the stage plays it
  const bool alone = pids == pids_.end() || pids->second.size() == 1;
  const bool lets_go = what.call == Call::close && !socket.lingers && alone;
  row.ends_stream = (says_end || lets_go) && !socket.ended && call.result == 0;
  socket.ended = socket.ended || row.ends_stream;
}

void Rows::see(const Event& event, const Output& output) {
  Unfinished& line = unfinished_lines_[{event.who, output.error}];
  line.time_ns = event.time_ns;
  for (const char byte : output.bytes) {
    if (byte != '\n') {
      line.text += byte;
      continue;
    }
    add_line(event.time_ns, event.who, output.error, line.text);
    line.text.clear();
  }
}

void Rows::add_line(std::int64_t time_ns, Actor who, bool error, std::string_view line) {
  const auto message = !error && prints_messages(who) ? message_text(line) : std::nullopt;
  PrintRow row{error ? PrintRow::Kind::error : PrintRow::Kind::output, std::string(line)};
  if (message) {
    row = {PrintRow::Kind::message, std::string(*message)};
    const auto read_ns = readings_[who].had(unescape_message(row.text));
    std::int64_t& last_ns = last_message_ns_[who];
    last_ns = std::max(last_ns, read_ns.value_or(time_ns));
    if (time_ns - last_ns > kLateNs) row.late_ns = time_ns - last_ns;
    time_ns = last_ns;
  }
  add(time_ns, who, std::move(row));
}

void Rows::see(const Event& event, const ProcessExited& exit) {
  exited_ns_[event.who] = event.time_ns;
  if (exit.code != 0 || exit.signal != 0 || exit.stopped)
    add(event.time_ns, event.who, ExitRow{exit});
}

void Rows::see(const Event& event, const Stopped& stop) {
  add(event.time_ns, kHarness, StopRow{stop});
}

/// Who waited for bytes until the run was over has seen no end: somebody else held what the other
/// end had closed (fork, dup), or the end came too late.
void Rows::withdraw_ends_before(const Waiting& waiting, Actor who) {
  if (!is_read(waiting.call.call)) return;
  for (Row& row : rows_) {
    auto* call = std::get_if<CallRow>(&row.what);
    if (call == nullptr || row.connection != waiting.connection || row.lane == who) continue;
    if (call->call.what.call == Call::close) call->ends_stream = false;
  }
}

std::vector<Row> Rows::take() {
  for (auto& [from, line] : unfinished_lines_)
    if (!line.text.empty()) add_line(line.time_ns, from.first, from.second, line.text);
  for (const auto& [thread, waiting] : waiting_) {
    const Actor who = std::get<Actor>(thread);
    if (incomplete_.contains(who)) continue;
    withdraw_ends_before(waiting, who);
    const auto exited = exited_ns_.find(who);
    const std::int64_t end_ns = exited == exited_ns_.end() ? last_ns_ : exited->second;
    add(end_ns, who, WaitingRow{waiting.call, end_ns - waiting.since_ns}, waiting.connection);
  }
  const auto is_end = [](const Row& row) { return std::holds_alternative<ExitRow>(row.what); };
  std::stable_sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) {
    return std::tuple(a.time_ns, is_end(a)) < std::tuple(b.time_ns, is_end(b));
  });
  return std::move(rows_);
}

}  // namespace

std::vector<Row> rows_of(const std::shared_ptr<const Recording>& recording,
                         const Streams& streams) {
  return Rows(recording, streams).take();
}

std::vector<Row> only_of(int connection, std::vector<Row> rows) {
  const auto is_other = [&](const Row& row) {
    const bool of_one = std::holds_alternative<CallRow>(row.what) ||
                        std::holds_alternative<WaitingRow>(row.what) ||
                        std::holds_alternative<PacketRow>(row.what) ||
                        std::holds_alternative<HandshakeRow>(row.what);
    return of_one && row.connection != connection;
  };
  if (connection != 0) std::erase_if(rows, is_other);
  return rows;
}

bool is_point(const Row& row) {
  if (const auto* call = std::get_if<CallRow>(&row.what)) {
    const auto& [what, result] = std::tie(call->call.what, call->call.result);
    const bool held = call->call.tcp && call->call.tcp->unsent > 0;
    return call->took.size() > 1 || call->took_part || cut_off(call->call) > 0 || held ||
           result < 0;
  }
  if (const auto* print = std::get_if<PrintRow>(&row.what))
    return print->kind == PrintRow::Kind::message;
  if (const auto* packet = std::get_if<PacketRow>(&row.what))
    return !packet->repeats.empty() || packet_of(*packet->event)->fate == Fate::lost;
  return !std::holds_alternative<HandshakeRow>(row.what) &&
         !std::holds_alternative<RepeatRow>(row.what) &&
         !std::holds_alternative<PrintsRow>(row.what);
}

}  // namespace stickylab
