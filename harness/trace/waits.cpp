#include "trace/waits.hpp"

#include <algorithm>
#include <map>

namespace stickylab {
namespace {

constexpr std::uint32_t kInitialWindow = 10;  // segments, RFC 6928

/// The sequence numbers that a segment takes: SYN and FIN have one each (RFC 9293 section 3.4).
Span numbers_of(const Segment& segment) {
  const std::int64_t flags = (segment.flags & kSyn ? 1 : 0) + (segment.flags & kFin ? 1 : 0);
  return {segment.seq, segment.seq + std::ssize(segment.packet.payload) + flags};
}

}  // namespace

Waits::Waits(std::shared_ptr<const Recording> recording, const Streams& streams)
    : recording_(std::move(recording)), streams_(streams) {
  see_arrivals();
  std::map<std::uint64_t, TcpOptions> options;  // by socket
  for (const Event& event : recording_->events) {
    if (const auto* segment = std::get_if<Segment>(&event.data)) see_segment(event, *segment);
    if (const Packet* packet = packet_of(event)) see_crossing(event, *packet);
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (!call) continue;
    TcpOptions& set = options[call->what.socket];
    set.follow(call->what);
    if (is_write(call->what.call)) see_write(event, *call, set);
  }
  sort();
}

void Waits::see_arrivals() {
  for (const Event& event : recording_->events) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (!segment || segment->packet.fate != Fate::delivered) continue;
    const Direction direction = streams_.direction_of(event);
    const std::int64_t arrived_ns = segment->packet.arrived_ns;
    traffic_[direction.turned()].acks.push_back({arrived_ns, segment->ack - 1, segment->window});
    traffic_[direction].arrived.push_back({numbers_of(*segment), arrived_ns});
  }
  for (auto& [direction, traffic] : traffic_) {
    auto& acks = traffic.acks;
    std::stable_sort(acks.begin(), acks.end(),
                     [](const Ack& a, const Ack& b) { return a.time_ns < b.time_ns; });
    for (std::size_t i = 1; i < acks.size(); ++i)
      acks[i].up_to = std::max(acks[i].up_to, acks[i - 1].up_to);
    keep_in_order(traffic);
  }
}

void Waits::keep_in_order(Traffic& traffic) {
  std::vector<Arrival> all = std::exchange(traffic.arrived, {});
  std::stable_sort(all.begin(), all.end(), [](const Arrival& a, const Arrival& b) {
    return a.numbers.from < b.numbers.from;
  });
  std::int64_t up_to = 0;
  std::int64_t complete_ns = 0;
  for (const Arrival& arrival : all) {
    if (arrival.numbers.from > up_to) return;
    if (arrival.numbers.to <= up_to) continue;
    up_to = arrival.numbers.to;
    complete_ns = std::max(complete_ns, arrival.time_ns);
    traffic.arrived.push_back({arrival.numbers, complete_ns});
  }
}

/// TCP held the end of a write: why it did is told by what let it go.
void Waits::see_write(const Event& event, const CallReturned& call, const TcpOptions& set) {
  if (!call.tcp || call.tcp->unsent == 0 || call.result <= 0) return;
  const std::int64_t first = streams_.span_of(event).to - call.tcp->unsent;
  const Event* carrier = streams_.carrier(event, first);
  if (!carrier) return;
  const auto& acks = traffic_[streams_.direction_of(event)].acks;
  const auto next = std::partition_point(
      acks.begin(), acks.end(), [&](const Ack& ack) { return ack.time_ns <= event.time_ns; });
  const Ack known = next == acks.begin() ? Ack{} : *std::prev(next);
  const auto freeing =
      std::partition_point(next, acks.end(), [&](const Ack& ack) { return ack.up_to < first; });
  const bool after_ack = freeing != acks.end() && freeing->time_ns <= carrier->time_ns &&
                         carrier->time_ns - freeing->time_ns < kLongNs;
  Cause cause{.what = Cause::What::tcp, .who = event.who, .held = call.tcp->unsent};
  cause.unacked = first - known.up_to;
  const KeptBy why = kept_by({.unsent = cause.held,
                              .unacked = cause.unacked,
                              .flying = call.tcp->unacked,
                              .cwnd = call.tcp->retransmits == 0 ? kInitialWindow : 0,
                              .window = known.window},
                             set);
  if (why == KeptBy::nagle && after_ack) cause.what = Cause::What::nagle;
  if ((why == KeptBy::cork || why == KeptBy::more) && !after_ack) cause.what = Cause::What::cork;
  held_.push_back({event.who, cause.what, carrier});
  add(event.time_ns, carrier->time_ns, cause);
}

void Waits::see_segment(const Event& event, const Segment& segment) {
  if (segment.packet.copy) return;
  const Direction direction = streams_.direction_of(event);
  answer(traffic_[direction.turned()], event, segment);
  const Span numbers = numbers_of(segment);
  Traffic& traffic = traffic_[direction];
  if (segment.retransmission) send_again(traffic, event, numbers);
  if (numbers.from != numbers.to) traffic.open.emplace(numbers.to, Unanswered{&event, numbers});
}

/// `ack` answers every segment that it covers. It was kept back if it came alone, and long after.
void Waits::answer(Traffic& traffic, const Event& event, const Segment& ack) {
  const auto end = traffic.open.upper_bound(ack.ack);
  for (auto at = traffic.open.begin(); at != end; ++at) {
    const auto& segment = std::get<Segment>(at->second.event->data);
    const Packet& packet = segment.packet;
    const bool late =
        packet.fate == Fate::delivered && event.time_ns - packet.arrived_ns >= kLongNs;
    if (late && !packet.payload.empty() && ack.packet.payload.empty())
      add(complete_ns(segment, traffic), event.time_ns,
          about(Cause::What::delayed_ack, ack.packet.from, *at->second.event));
  }
  traffic.open.erase(traffic.open.begin(), end);
}

void Waits::send_again(Traffic& traffic, const Event& event, const Span& numbers) {
  auto at = traffic.open.upper_bound(numbers.from);
  while (at != traffic.open.end() && at->second.numbers.from < numbers.to) {
    const Event& first = *at->second.event;
    add(first.time_ns, event.time_ns, about(Cause::What::resending, packet_of(first)->from, first));
    at = traffic.open.erase(at);
  }
}

/// Tells when a segment and all before it had arrived: an ACK answers only both together.
std::int64_t Waits::complete_ns(const Segment& segment, const Traffic& traffic) {
  const auto& arrived = traffic.arrived;
  const auto next = std::partition_point(arrived.begin(), arrived.end(), [&](const Arrival& a) {
    return a.numbers.from < numbers_of(segment).from;
  });
  const std::int64_t before_ns = next == arrived.begin() ? 0 : std::prev(next)->time_ns;
  return std::max(segment.packet.arrived_ns, before_ns);
}

void Waits::see_crossing(const Event& event, const Packet& packet) {
  if (packet.fate != Fate::delivered) return;
  auto what = packet.held ? Cause::What::kept_back : Cause::What::crossing;
  if (packet.late_ns > 0) what = Cause::What::late;
  Cause cause = about(what, packet.from, event);
  cause.late_ns = packet.late_ns;
  add(event.time_ns, packet.arrived_ns, cause);
}

Cause Waits::by(Cause::What what, Actor who) const {
  Cause cause{.what = what, .who = who};
  const Cast& cast = recording_->info.cast;
  if (!is_default(cast) && is_program(who)) cause.name = actor_name(cast, who);
  return cause;
}

std::optional<Cause> Waits::own_pace(Actor who) const {
  const auto& unseen = streams_.unseen();
  const bool lacks = std::any_of(unseen.begin(), unseen.end(),
                                 [&](const Unseen& some) { return some.who == who; });
  if (lacks) return std::nullopt;
  return by(Cause::What::own_pace, who);
}

Cause Waits::about(Cause::What what, Actor who, const Event& packet) const {
  Cause cause = by(what, who);
  cause.packet = {recording_, &packet};
  cause.connection = streams_.direction_of(packet).connection;
  const auto repeats = streams_.repeated_by(packet);
  cause.number = repeats.empty() ? streams_.number_of(packet) : repeats.front();
  cause.acknowledges = streams_.acknowledged_by(packet);
  return cause;
}

void Waits::add(std::int64_t from_ns, std::int64_t to_ns, const Cause& cause) {
  if (to_ns - from_ns >= kLongNs) waits_.push_back({from_ns, to_ns, cause});
}

void Waits::sort() {
  std::stable_sort(waits_.begin(), waits_.end(),
                   [](const Wait& a, const Wait& b) { return a.from_ns < b.from_ns; });
  std::int64_t latest_ns = 0;
  for (const Wait& wait : waits_)
    latest_end_.push_back(latest_ns = std::max(latest_ns, wait.to_ns));
}

std::vector<Cause> Waits::over(std::int64_t from_ns, std::int64_t to_ns) const {
  const std::int64_t tenth = (to_ns - from_ns) / 10;
  const auto begun = std::partition_point(waits_.begin(), waits_.end(), [&](const Wait& wait) {
    return wait.from_ns <= from_ns + tenth;
  });
  auto first = begun;  // none before it lasted long enough
  while (first != waits_.begin() &&
         latest_end_[static_cast<std::size_t>(first - waits_.begin()) - 1] >= to_ns - tenth)
    --first;
  std::vector<Cause> causes;
  for (auto wait = first; wait != begun; ++wait) {
    const std::int64_t both = std::min(to_ns, wait->to_ns) - std::max(from_ns, wait->from_ns);
    if (both * 10 < (to_ns - from_ns) * 9) continue;
    const auto same = std::find_if(causes.begin(), causes.end(), [&](const Cause& cause) {
      return cause.what == wait->cause.what && cause.who == wait->cause.who;
    });
    if (same == causes.end())
      causes.push_back(wait->cause);
    else if (same->held > 0)
      *same = wait->cause;
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [](const Cause& a, const Cause& b) { return a.what < b.what; });
  return causes;
}

}  // namespace stickylab
