#include "trace/unseen_reads.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "recording/ip_header.hpp"
#include "recording/socket_names.hpp"
#include "trace/calls.hpp"
#include "trace/streams.hpp"

namespace stickylab {
namespace {

/// The stamp of a packet may be wrong by so much against the probe's clock; docs/recording.md.
constexpr std::int64_t kClockErrorNs = 1'000;

/// Urgent data is counted, and taken, in ways of its own; RFC 6093.
bool is_urgent(const Packet& packet) {
  constexpr std::size_t kFlags = 13;
  constexpr unsigned kUrg = 32;
  const auto ip = ip_header_of(packet.headers);
  const std::size_t at = ip ? ip->transport + kFlags : packet.headers.size();
  return at < packet.headers.size() && (static_cast<unsigned char>(packet.headers[at]) & kUrg) != 0;
}

struct Amount {
  std::int64_t time_ns = 0;
  std::int64_t bytes = 0;
};

/// What waited as a call began.
struct Sample {
  std::int64_t after_ns = 0;  ///< the thread's call before had returned
  std::int64_t until_ns = 0;
  std::int64_t queued = 0;
  std::int64_t own = 0;  ///< bytes that this call took itself
};

/// One direction, as its reader knows it.
struct Flow {
  std::int64_t carried = 0;
  bool urgent = false;
  std::vector<Amount> acknowledged;  ///< bytes in all, by what the reader sent
  std::vector<Amount> reads;         ///< by their beginning
  std::vector<Sample> samples;
  int in_reads = 0;  ///< calls that have begun, and not returned

  std::int64_t unseen();
};

/// The last of `amounts` that is not later; they stand in order.
std::int64_t up_to(const std::vector<Amount>& amounts, std::int64_t time_ns) {
  const auto next = std::partition_point(amounts.begin(), amounts.end(),
                                         [&](const Amount& a) { return a.time_ns <= time_ns; });
  return next == amounts.begin() ? 0 : std::prev(next)->bytes;
}

void add_up(std::vector<Amount>& amounts) {
  std::stable_sort(amounts.begin(), amounts.end(),
                   [](const Amount& a, const Amount& b) { return a.time_ns < b.time_ns; });
  std::int64_t all = 0;
  for (Amount& amount : amounts) amount.bytes = all += amount.bytes;
}

std::int64_t Flow::unseen() {
  if (urgent || in_reads > 0) return 0;
  add_up(reads);
  std::int64_t most = 0;
  for (const Sample& sample : samples) {
    const std::int64_t arrived =
        std::min(carried, up_to(acknowledged, sample.after_ns - kClockErrorNs));
    const std::int64_t seen = up_to(reads, sample.until_ns) - sample.own;
    most = std::max(most, arrived - sample.queued - seen);
  }
  return most;
}

class UnseenReads {
 public:
  explicit UnseenReads(const Connections& connections) : connections_(connections) {}

  void see(std::size_t index, const Event& event) {
    const Direction out = connections_.of(index);
    if (const auto* entered = std::get_if<CallEntered>(&event.data))
      flows_[out.turned()].in_reads += is_read(entered->what.call) ? 1 : 0;
    if (const auto* call = std::get_if<CallReturned>(&event.data)) see_call(event, *call, out);
    if (const auto* segment = std::get_if<Segment>(&event.data)) see_segment(event, *segment, out);
  }

  std::map<Direction, std::int64_t> take() {
    std::map<Direction, std::int64_t> found;
    for (auto& [direction, flow] : flows_)
      if (const std::int64_t bytes = direction ? flow.unseen() : 0; bytes > 0)
        found[direction] = bytes;
    return found;
  }

 private:
  void see_segment(const Event& event, const Segment& segment, Direction out) {
    Flow& flow = flows_[out];
    const Span span = span_of(segment);
    if (!segment.packet.payload.empty()) flow.carried = std::max(flow.carried, span.to);
    flow.urgent = flow.urgent || is_urgent(segment.packet);
    if ((segment.flags & (kAck | kRst)) != kAck) return;
    std::vector<Amount>& known = flows_[out.turned()].acknowledged;
    const std::int64_t before = known.empty() ? 0 : known.back().bytes;
    known.push_back({event.time_ns, std::max(before, segment.ack - 1)});
  }

  void see_call(const Event& event, const CallReturned& call, Direction out) {
    const SocketCall& what = call.what;
    std::int64_t& last_ns = returned_[{event.who, what.pid, what.tid}];
    const std::int64_t after_ns = std::exchange(last_ns, event.time_ns);
    if (what.datagram) return;
    Flow& flow = flows_[out.turned()];
    if (is_read(what.call)) --flow.in_reads;
    const std::int64_t own = is_data_read(call) ? call.result : 0;
    if (own > 0) flow.reads.push_back({call.entered_ns, own});
    if (what.queued >= 0 && what.socket != 0 && !is_made_up(what.socket))
      flow.samples.push_back({after_ns, event.time_ns, what.queued, own});
  }

  const Connections& connections_;
  std::map<Direction, Flow> flows_;
  std::map<std::tuple<Actor, int, int>, std::int64_t> returned_;  ///< by the thread
};

}  // namespace

std::map<Direction, std::int64_t> unseen_reads(const Recording& recording,
                                               const Connections& connections) {
  UnseenReads found(connections);
  for (std::size_t i = 0; i < recording.events.size(); ++i) found.see(i, recording.events[i]);
  return found.take();
}

}  // namespace stickylab
