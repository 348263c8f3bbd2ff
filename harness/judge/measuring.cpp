#include "judge/measuring.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "judge/connecting.hpp"
#include "judge/find.hpp"
#include "judge/holding.hpp"
#include "trace/calls.hpp"

namespace stickylab {
namespace {

/// Counts an end's data segments that the wire saw, without retransmissions and the wire's copies.
std::optional<double> segments_on_wire(const Trace& trace, Actor who) {
  std::optional<double> segments;
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment == nullptr || segment->packet.from != who) continue;
    const bool counts =
        !segment->packet.payload.empty() && !segment->packet.copy && !segment->retransmission;
    segments = segments.value_or(0) + (counts ? 1 : 0);
  }
  return segments;
}

/// The most data segments that TCP said an end had sent, without retransmissions. A FIN that is
/// sent again counts as a retransmission, though it is no data segment: after it, TCP says one too
/// few.
std::optional<double> segments_of(const Trace& trace, Actor who) {
  std::optional<double> segments;
  for (const Returned& r : trace.calls(who).all)
    if (r.call->tcp && r.call->tcp->segments_out >= r.call->tcp->retransmits)
      segments = std::max<double>(segments.value_or(0),
                                  r.call->tcp->segments_out - r.call->tcp->retransmits);
  return segments;
}

/// Takes the numbers that TCP gave as the writes returned.
void count_held(const std::vector<Returned>& writes, Numbers& numbers) {
  for (const Returned& r : writes) {
    if (!r.call->tcp) continue;
    numbers[Number::held_bytes] =
        std::max<double>(numbers[Number::held_bytes], r.call->tcp->unsent);
    numbers[Number::unacked] = std::max<double>(numbers[Number::unacked], r.call->tcp->unacked);
  }
  if (!writes.empty() && writes.front().call->tcp)
    numbers[Number::first_held_bytes] = writes.front().call->tcp->unsent;
}

void count_read(const std::vector<Returned>& reads, Numbers& numbers) {
  for (const Returned& r : reads)
    numbers[Number::largest_read] =
        std::max(numbers[Number::largest_read], static_cast<double>(r.call->result));
  if (!reads.empty()) numbers[Number::first_read] = static_cast<double>(reads.front().call->result);
}

double length_ms(const Returned& r) {
  return static_cast<double>(r.time_ns - r.call->entered_ns) / 1e6;
}

/// Measures the longest of either end's reads, or writes, that moved bytes.
void count_longest(const Trace& trace, std::vector<Returned> Calls::*which, Number number,
                   Numbers& numbers) {
  for (const Actor who : {kSender, kReceiver})
    for (const Returned& r : trace.calls(who).*which)
      numbers[number] = std::max(numbers[number], length_ms(r));
}

/// Takes the longest of the sender's connects that succeeded. Of UDP it sends nothing.
void count_connects(const std::vector<Returned>& calls, Numbers& numbers) {
  for (const Returned& r : calls)
    if (r.call->what.call == Call::connect && has_connection(r.call->what) && r.call->result == 0)
      numbers[Number::connect_ms] = std::max(numbers[Number::connect_ms], length_ms(r));
}

/// Counts what the receiver accepted, if it listens.
void count_accepted(const std::vector<Returned>& calls, Numbers& numbers) {
  for (const Returned& r : calls) {
    const bool accepts = r.call->what.call == Call::accept;
    if (accepts || r.call->what.call == Call::listen)
      numbers[Number::accepted] += accepts && r.call->result >= 0 ? 1 : 0;
  }
}

/// Adds up what the kernel had thrown away at each of the receiver's sockets, as it said last.
void count_dropped(const std::vector<Returned>& calls, Numbers& numbers) {
  std::map<std::uint64_t, std::int64_t> dropped;
  for (const Returned& r : calls)
    if (r.call->what.datagram && r.call->what.dropped >= 0)
      dropped[r.call->what.socket] = r.call->what.dropped;
  for (const auto& [socket, count] : dropped)
    numbers[Number::dropped] += static_cast<double>(count);
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double third_quartile(std::vector<double> values) {
  const std::size_t place = (3 * values.size() + 3) / 4 - 1;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place),
                   values.end());
  return values[place];
}

void measure(const Trace& trace, Observation& seen) {
  auto& numbers = seen.numbers;
  numbers[Number::messages] = static_cast<double>(seen.messages.size());
  const auto calls = trace.calls(kReceiver).all;
  const auto sent = trace.calls(kSender).all;
  // If it was not observed, or not in full, no number is better than a wrong one.
  if (calls.empty() || sent.empty() || find<Dropped>(trace) || !seen.unseen.empty()) return;

  const auto writes = trace.calls(kSender).writes;
  const auto reads = trace.calls(kReceiver).reads;
  numbers[Number::writes] = static_cast<double>(writes.size());
  numbers[Number::reads] = static_cast<double>(reads.size());
  numbers[Number::empty_reads] =
      static_cast<double>(std::count_if(calls.begin(), calls.end(), [](const Returned& r) {
        return is_read(r.call->what.call) && r.call->result == 0;
      }));
  count_read(reads, numbers);
  count_longest(trace, &Calls::reads, Number::longest_read_ms, numbers);
  count_longest(trace, &Calls::writes, Number::longest_write_ms, numbers);
  count_connects(sent, numbers);
  count_accepted(calls, numbers);
  count_dropped(calls, numbers);
  count_held(writes, numbers);
  auto segments = segments_on_wire(trace, kSender);
  if (!segments) segments = segments_of(trace, kSender);
  if (segments) numbers[Number::segments] = *segments;
  seen.exchanges_ms = exchanges_ms(trace.calls(kSender));
  if (!seen.exchanges_ms.empty()) {
    numbers[Number::exchanges] = static_cast<double>(seen.exchanges_ms.size());
    numbers[Number::exchange_ms] = median(seen.exchanges_ms);
    numbers[Number::shortest_exchange_ms] = *std::ranges::min_element(seen.exchanges_ms);
  }
  seen.connect_wait = longest_connect_wait(trace, kSender);
  seen.holds_ms = holds_ms(trace, kSender);
  if (!seen.holds_ms.empty()) numbers[Number::held_ms] = median(seen.holds_ms);
  if (!reads.empty())
    numbers[Number::reading_us] =
        static_cast<double>(reads.back().time_ns - reads.front().call->entered_ns) / 1e3;
  if (!writes.empty() && !reads.empty())
    numbers[Number::elapsed_ms] =
        static_cast<double>(reads.back().time_ns - writes.front().call->entered_ns) / 1e6;
}

}  // namespace stickylab
