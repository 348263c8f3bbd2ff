#include "trace/fold.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace stickylab {
namespace {

constexpr std::size_t kFewest = 5;     ///< rows of a kind: fewer are shorter shown than told
constexpr std::size_t kMostKinds = 3;  ///< kinds that take turns: a write, its read, its message
constexpr std::size_t kMostRows = 120;
constexpr std::size_t kLastRows = 20;  ///< the last of those

/// Rows of equal kind are alike. Empty: there is nothing like it.
std::string kind_of(const Row& row) {
  const int lane = static_cast<int>(row.lane);
  if (const auto* call = std::get_if<CallRow>(&row.what)) {
    const SocketCall& what = call->call.what;
    return fmt::format("{} {} {} {} {} {} {} {} {}", lane, row.connection,
                       static_cast<int>(what.call), what.length, what.flags, what.option,
                       what.value, call->call.result, call->call.error);
  }
  if (const auto* print = std::get_if<PrintRow>(&row.what))
    return fmt::format("{} {} {}", lane, static_cast<int>(print->kind), print->text);
  return {};
}

std::optional<Span> stream_of(const Row& row) {
  const auto* call = std::get_if<CallRow>(&row.what);
  return call ? call->stream : std::nullopt;
}

/// Rows of few kinds, each of which comes often.
struct Stretch {
  std::size_t end = 0;
  std::vector<std::vector<std::size_t>> kinds;  ///< which rows, in order of appearance
};

std::optional<Stretch> stretch_at(const std::vector<std::string>& kinds, std::size_t from,
                                  std::size_t most_kinds) {
  Stretch stretch{from, {}};
  std::map<std::string, std::size_t> index;
  for (; stretch.end < kinds.size(); ++stretch.end) {
    const std::string& kind = kinds[stretch.end];
    if (kind.empty() || (!index.contains(kind) && index.size() == most_kinds)) break;
    const auto [at, is_new] = index.try_emplace(kind, index.size());
    if (is_new) stretch.kinds.emplace_back();
    stretch.kinds[at->second].push_back(stretch.end);
  }
  const bool often = std::all_of(stretch.kinds.begin(), stretch.kinds.end(),
                                 [](const auto& same) { return same.size() >= kFewest; });
  if (stretch.kinds.empty() || !often) return std::nullopt;
  return stretch;
}

/// The longest from here.
std::optional<Stretch> stretch_at(const std::vector<std::string>& kinds, std::size_t from) {
  std::optional<Stretch> longest;
  for (std::size_t most = 1; most <= kMostKinds; ++most) {
    auto stretch = stretch_at(kinds, from, most);
    if (stretch && (!longest || stretch->end > longest->end)) longest = std::move(stretch);
  }
  return longest;
}

/// Makes one row for all of `same` but the first.
Row repeat_of(const std::vector<Row>& rows, const std::vector<std::size_t>& same) {
  RepeatRow repeat{std::ssize(same) - 1, stream_of(rows[same[1]])};
  const Row& last = rows[same.back()];
  if (repeat.stream) repeat.stream->to = stream_of(last)->to;
  return {rows[same[1]].time_ns, last.time_ns, last.lane, repeat, last.connection, last.tag};
}

bool moves_bytes(const Row& row, bool (*is_of)(Call)) {
  const auto* call = std::get_if<CallRow>(&row.what);
  return call && is_of(call->call.what.call) && call->call.result > 0;
}

/// An exchange of the sender, as indices: its first write, its last read before the next one.
struct Exchange {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Exchange> exchanges_in(const std::vector<Row>& rows) {
  std::vector<Exchange> exchanges;
  bool replied = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].lane != kSender) continue;
    const bool writes = moves_bytes(rows[i], is_write);
    const bool reads = moves_bytes(rows[i], is_read);
    if (writes && replied) exchanges.push_back({i, i});
    if ((!writes && !reads) || exchanges.empty()) continue;
    replied = reads;
    exchanges.back().last = i;
  }
  if (!replied) exchanges.pop_back();
  return exchanges;
}

/// Tells rows of different shape apart, whatever bytes they carry. Empty: it is an ACK that carries
/// nothing, and comes earlier or later as it happens.
struct ShapeOf {
  const Row& row;

  std::string operator()(const CallRow& call) const {
    const bool held = call.call.tcp && call.call.tcp->unsent > 0;
    return kind_of(row) + (held ? " held" : "");
  }
  std::string operator()(const PacketRow& packet) const {
    const Packet& what = *packet_of(*packet.event);
    const auto* segment = std::get_if<Segment>(&packet.event->data);
    const int flags = segment ? segment->flags & (kFin | kSyn | kRst) : 0;
    const bool again = !packet.repeats.empty() || what.copy;
    const bool is_error = std::holds_alternative<IcmpError>(packet.event->data);
    const bool plain = what.fate == Fate::delivered && flags == 0 && !again;
    if (packet.moment == PacketRow::Moment::arrives || (plain && what.payload.empty() && !is_error))
      return {};
    return fmt::format("{} {} {} {} {}", row.connection, what.payload.size(), flags,
                       static_cast<int>(what.fate), again);
  }
  std::string operator()(const PrintRow& print) const {
    return fmt::format("prints {}", static_cast<int>(print.kind));
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return fmt::format("row {}", row.what.index());
  }
};

std::string bytes_of(const Row& row) {
  if (const auto* call = std::get_if<CallRow>(&row.what)) return call->call.bytes;
  const auto* print = std::get_if<PrintRow>(&row.what);
  return print ? print->text : std::string();
}

/// How an exchange went: what each lane did, and each direction of the wire, in order. Which of two
/// lanes was first may be luck.
struct Course {
  std::map<int, std::string> shapes;
  std::map<int, std::string> bytes;
  char kind = 0;  ///< the first byte that was sent: in most protocols it says of what kind it is
  double ms = 0;
};

Course course_of(const std::vector<Row>& rows, std::size_t from, std::size_t to, double ms) {
  Course course{.ms = ms};
  const std::string sent = bytes_of(rows[from]);
  if (!sent.empty()) course.kind = sent.front();
  for (std::size_t i = from; i < to; ++i) {
    const auto* packet = std::get_if<PacketRow>(&rows[i].what);
    const int lane = 2 * static_cast<int>(rows[i].lane) + (packet && packet->to_right ? 1 : 0);
    const std::string shape = std::visit(ShapeOf{rows[i]}, rows[i].what);
    if (!shape.empty()) course.shapes[lane] += shape + ';';
    course.bytes[lane] += bytes_of(rows[i]);
  }
  return course;
}

/// Each with what followed it before the next one; the last with nothing.
std::vector<Course> courses_of(const std::vector<Row>& rows, const std::vector<Exchange>& exchanges,
                               const std::vector<double>& ms) {
  std::vector<Course> courses;
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    const bool last = i + 1 == exchanges.size();
    const std::size_t to = last ? exchanges[i].last + 1 : exchanges[i + 1].first;
    courses.push_back(course_of(rows, exchanges[i].first, to, ms[i]));
  }
  return courses;
}

/// `part` is `whole`, or if it `may_lack` something, the beginning of it.
bool is_same(const std::map<int, std::string>& part, const std::map<int, std::string>& whole,
             bool may_lack) {
  if (!may_lack) return part == whole;
  return std::all_of(part.begin(), part.end(), [&](const auto& lane) {
    const auto other = whole.find(lane.first);
    return other != whole.end() && other->second.starts_with(lane.second);
  });
}

/// Both prompt, or of about the same length.
bool are_alike(double ms, double other_ms) {
  const auto [less, more] = std::minmax(ms, other_ms);
  return more * 1e6 < static_cast<double>(kLongNs) || more < 2 * less;
}

/// The exchanges [first, end) that went as the first of them did.
struct Alike {
  std::size_t end = 0;
  bool other_bytes = false;
};

Alike alike_from(const std::vector<Course>& courses, std::size_t first) {
  const Course& model = courses[first];
  Alike alike{first + 1};
  for (; alike.end < courses.size(); ++alike.end) {
    const Course& next = courses[alike.end];
    const bool last = alike.end + 1 == courses.size();
    if (next.kind != model.kind || !are_alike(next.ms, model.ms) ||
        !is_same(next.shapes, model.shapes, last))
      break;
    alike.other_bytes = alike.other_bytes || !is_same(next.bytes, model.bytes, last);
  }
  return alike;
}

/// Two that differ in their bytes are no repetition: each may be what somebody looks for.
bool is_repetition(const Alike& alike, std::size_t first) {
  constexpr std::size_t kFewestWithOtherBytes = 3;
  return alike.end - first >= (alike.other_bytes ? kFewestWithOtherBytes : 2);
}

/// The row of all of `alike` but `first`; they are counted from 0.
ExchangesRow others(const std::vector<Course>& courses, std::size_t first, const Alike& alike) {
  ExchangesRow row{.first = first + 2, .ms = {}, .other_bytes = alike.other_bytes};
  for (std::size_t i = first + 1; i < alike.end; ++i) row.ms.push_back(courses[i].ms);
  return row;
}

void copy_rows(const std::vector<Row>& rows, std::size_t from, std::size_t to,
               std::vector<Row>& copy) {
  const auto at = [&](std::size_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
  copy.insert(copy.end(), at(from), at(to));
}

/// The call of the other end of its connection that wrote last before `rows[end]`.
const CallRow* last_write(const std::vector<Row>& rows, std::size_t end) {
  const Row& read = rows[end];
  while (end-- > 0)
    if (rows[end].lane != read.lane && rows[end].connection == read.connection &&
        moves_bytes(rows[end], is_write))
      return &std::get<CallRow>(rows[end].what);
  return nullptr;
}

/// TCP is known to have held bytes over the gap before `rows[next]` if the peer's last write
/// left them unsent, and this read waited for the first of them nearly all the while.
void explain(GapRow& gap, const std::vector<Row>& rows, std::size_t next) {
  const auto* read = std::get_if<CallRow>(&rows[next].what);
  if (!read || !read->stream || !is_read(read->call.what.call)) return;
  if (read->took_ns < gap.ns / 10 * 9) return;
  const CallRow* write = last_write(rows, next);
  const bool wire_shows = write && write->write > 0;
  if (!write || wire_shows || !write->stream || !write->call.tcp || write->call.tcp->unsent == 0)
    return;
  if (write->stream->to - write->call.tcp->unsent > read->stream->from) return;
  Cause cause{.what = Cause::What::tcp, .held = write->call.tcp->unsent};
  if (write->call.tcp->unacked > 0) cause.what = Cause::What::until_ack;
  if (write->corked) cause.what = Cause::What::cork;
  gap.causes = {cause};
}

/// The program whose call ends the gap before `rows[next]`, if it made the gap itself: it was in no
/// call that is shown. What it did meanwhile nobody saw.
std::optional<Actor> paced_by(const std::vector<Row>& rows, std::size_t next) {
  const auto* call = std::get_if<CallRow>(&rows[next].what);
  if (!call || is_read(call->call.what.call)) return std::nullopt;
  const Actor who = rows[next].lane;
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(next);
  const bool called = std::any_of(rows.begin(), end, [&](const Row& row) {
    return row.lane == who && std::holds_alternative<CallRow>(row.what);
  });
  return called ? std::optional(who) : std::nullopt;
}

/// The first row of a connection; the end if nothing moved on any.
std::vector<Row>::const_iterator first_move(const std::vector<Row>& rows) {
  return std::find_if(rows.begin(), rows.end(), [](const Row& row) {
    const auto* call = std::get_if<CallRow>(&row.what);
    return std::holds_alternative<HandshakeRow>(row.what) ||
           std::holds_alternative<PacketRow>(row.what) ||
           std::holds_alternative<WaitingRow>(row.what) ||
           (call && call->call.what.call != Call::setsockopt);
  });
}

bool is_plain_print(const Row& row) {
  const auto* print = std::get_if<PrintRow>(&row.what);
  return print && print->kind != PrintRow::Kind::message;
}

}  // namespace

std::vector<Row> fold_prints(const std::vector<Row>& rows) {
  const auto first = first_move(rows);
  if (first == rows.end()) return rows;
  std::map<Actor, std::size_t> lines;
  for (auto row = rows.begin(); row != first; ++row)
    lines[row->lane] += is_plain_print(*row) ? 1 : 0;
  std::vector<Row> folded;
  for (auto row = rows.begin(); row != first; ++row) {
    std::size_t& count = lines[row->lane];
    const bool many = count >= kFewest;
    if (!is_plain_print(*row) || (count > 0 && !many)) folded.push_back(*row);
    if (!is_plain_print(*row) || !many) continue;
    Row all = *row;
    all.what = PrintsRow{count, first->lane == kWire};
    folded.push_back(all);
    count = 0;
  }
  folded.insert(folded.end(), first, rows.end());
  return folded;
}

std::vector<Row> fold_repeats(const std::vector<Row>& rows) {
  std::vector<std::string> kinds;
  for (const Row& row : rows) kinds.push_back(kind_of(row));
  std::vector<Row> folded;
  for (std::size_t i = 0; i < rows.size();) {
    const auto stretch = stretch_at(kinds, i);
    if (!stretch) {
      folded.push_back(rows[i++]);
      continue;
    }
    for (const auto& same : stretch->kinds) {
      folded.push_back(rows[same.front()]);
      folded.push_back(repeat_of(rows, same));
    }
    i = stretch->end;
  }
  return folded;
}

std::vector<Row> fold_exchanges(const std::vector<Row>& rows,
                                const std::vector<double>& exchanges_ms) {
  const auto exchanges = exchanges_in(rows);
  if (exchanges.size() != exchanges_ms.size()) return rows;
  const auto courses = courses_of(rows, exchanges, exchanges_ms);
  std::vector<Row> folded;
  std::size_t done = 0;  // rows
  for (std::size_t first = 0; first < exchanges.size();) {
    const Alike alike = alike_from(courses, first);
    if (!is_repetition(alike, first)) {
      ++first;
      continue;
    }
    const std::size_t from = exchanges[first + 1].first;
    const std::size_t last = exchanges[alike.end - 1].last;
    copy_rows(rows, done, from, folded);
    folded.push_back(
        {rows[from].time_ns, rows[last].until_ns, kHarness, others(courses, first, alike)});
    done = last + 1;
    first = alike.end;
  }
  copy_rows(rows, done, rows.size(), folded);
  return folded;
}

std::vector<Row> mark_gaps(const std::vector<Row>& rows, const Waits& waits) {
  std::vector<Row> marked;
  std::int64_t since = rows.empty() ? 0 : rows.front().time_ns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    GapRow gap{rows[i].time_ns - since, waits.over(since, rows[i].time_ns)};
    if (gap.ns >= kLongNs) {
      if (gap.causes.empty()) explain(gap, rows, i);
      if (const auto who = paced_by(rows, i); who && gap.causes.empty())
        if (const auto cause = waits.own_pace(*who)) gap.causes = {*cause};
      marked.push_back({since, rows[i].time_ns, kHarness, gap});
    }
    marked.push_back(rows[i]);
    since = std::max(since, rows[i].until_ns);
  }
  return marked;
}

std::vector<Row> shorten(const std::vector<Row>& rows) {
  if (rows.size() <= kMostRows) return rows;
  const auto first = rows.begin() + static_cast<std::ptrdiff_t>(kMostRows - kLastRows);
  const auto last = rows.end() - static_cast<std::ptrdiff_t>(kLastRows);
  std::vector<Row> shortened(rows.begin(), first);
  shortened.push_back({first->time_ns, last->time_ns, kHarness,
                       LeftOutRow{static_cast<std::size_t>(last - first)}});
  shortened.insert(shortened.end(), last, rows.end());
  return shortened;
}

}  // namespace stickylab
