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
  std::string calls;  ///< kinds, one after the other
};

std::vector<Exchange> exchanges_in(const std::vector<Row>& rows) {
  std::vector<Exchange> exchanges;
  bool replied = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].lane != kSender) continue;
    const bool writes = moves_bytes(rows[i], is_write);
    const bool reads = moves_bytes(rows[i], is_read);
    if (writes && replied) exchanges.push_back({i, i, {}});
    if ((!writes && !reads) || exchanges.empty()) continue;
    replied = reads;
    exchanges.back().last = i;
    exchanges.back().calls += kind_of(rows[i]) + ';';
  }
  if (!replied) exchanges.pop_back();
  return exchanges;
}

/// Both prompt, or of about the same length.
bool are_alike(double ms, double other_ms) {
  const auto [less, more] = std::minmax(ms, other_ms);
  return more * 1e6 < static_cast<double>(kLongNs) || more < 2 * less;
}

/// The end of the exchanges that went as `exchanges[first]` did.
std::size_t end_of_alike(const std::vector<Exchange>& exchanges, const std::vector<double>& ms,
                         std::size_t first) {
  std::size_t end = first + 1;
  while (end < exchanges.size() && exchanges[end].calls == exchanges[first].calls &&
         are_alike(ms[end], ms[first]))
    ++end;
  return end;
}

/// The row of the exchanges [from, to), counted from 0.
ExchangesRow others(const std::vector<double>& ms, std::size_t from, std::size_t to) {
  const auto at = [&](std::size_t i) { return ms.begin() + static_cast<std::ptrdiff_t>(i); };
  return {from + 1, {at(from), at(to)}};
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

}  // namespace

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
  std::vector<Row> folded;
  std::size_t done = 0;  // rows
  for (std::size_t first = 0; first < exchanges.size();) {
    const std::size_t end = end_of_alike(exchanges, exchanges_ms, first);
    if (end - first > 1) {
      const std::size_t from = exchanges[first + 1].first;
      const std::size_t last = exchanges[end - 1].last;
      copy_rows(rows, done, from, folded);
      folded.push_back({rows[from].time_ns, rows[last].until_ns, kHarness,
                        others(exchanges_ms, first + 1, end)});
      done = last + 1;
    }
    first = end;
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
        gap.causes = {waits.own_pace(*who)};
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
