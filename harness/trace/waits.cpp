#include "trace/waits.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <map>

namespace stickylab {
namespace {

constexpr std::uint32_t kInitialWindow = 10;  // segments, RFC 6928

using Options = Waits::Options;

void follow(const SocketCall& call, Options& set) {
  if (call.call == Call::close) set = {};
  if (call.call != Call::setsockopt || call.level != IPPROTO_TCP) return;
  if (call.option == TCP_CORK) set.cork = call.value != 0;
  if (call.option == TCP_NODELAY) set.nodelay = call.value != 0;
}

bool goes_back(const Packet& packet, const Packet& other) {
  return packet.from != other.from && packet.way == other.way.back();
}

/// The sequence numbers that a segment takes: SYN and FIN have one each (RFC 9293 section 3.4).
Span numbers_of(const Segment& segment) {
  const std::int64_t flags = (segment.flags & kSyn ? 1 : 0) + (segment.flags & kFin ? 1 : 0);
  return {segment.seq, segment.seq + std::ssize(segment.packet.payload) + flags};
}

}  // namespace

Waits::Waits(const Recording& recording, const Streams& streams)
    : recording_(recording), streams_(streams) {
  see_acks();
  std::map<std::pair<Actor, int>, Options> options;  // by descriptor
  for (const Event& event : recording.events) {
    if (const auto* segment = std::get_if<Segment>(&event.data)) see_segment(event, *segment);
    if (const Packet* packet = packet_of(event)) see_crossing(event, *packet);
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (!call) continue;
    Options& set = options[{event.who, call->what.fd}];
    follow(call->what, set);
    if (is_write(call->what.call)) see_write(event, *call, set);
  }
}

void Waits::see_acks() {
  for (const Event& event : recording_.events) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment && segment->packet.fate == Fate::delivered)
      acks_[segment->packet.way.back()].push_back(
          {segment->packet.arrived_ns, segment->ack - 1, segment->window});
  }
  for (auto& [way, acks] : acks_) {
    std::stable_sort(acks.begin(), acks.end(),
                     [](const Ack& a, const Ack& b) { return a.time_ns < b.time_ns; });
    for (std::size_t i = 1; i < acks.size(); ++i)
      acks[i].up_to = std::max(acks[i].up_to, acks[i - 1].up_to);
  }
}

/// TCP held the end of a write: why it did is told by what let it go.
void Waits::see_write(const Event& event, const CallReturned& call, const Options& set) {
  if (!call.tcp || call.tcp->unsent == 0 || call.result <= 0) return;
  const std::int64_t first = streams_.span_of(call).to - call.tcp->unsent;
  const Event* carrier = streams_.carrier(call, first);
  if (!carrier) return;
  const auto& acks = acks_[packet_of(*carrier)->way];
  const auto next = std::partition_point(
      acks.begin(), acks.end(), [&](const Ack& ack) { return ack.time_ns <= event.time_ns; });
  const Ack known = next == acks.begin() ? Ack{} : *std::prev(next);
  const auto freeing =
      std::partition_point(next, acks.end(), [&](const Ack& ack) { return ack.up_to < first; });
  const bool after_ack = freeing != acks.end() && freeing->time_ns <= carrier->time_ns &&
                         carrier->time_ns - freeing->time_ns < kLongNs;
  Cause cause{.what = Cause::What::tcp, .who = event.who, .held = call.tcp->unsent};
  cause.unacked = first - known.up_to;
  // Neither the receiver's window nor the congestion window was full.
  const bool room = cause.unacked + cause.held <= known.window &&
                    call.tcp->unacked < kInitialWindow && call.tcp->retransmits == 0;
  const bool corked = set.cork || (call.what.flags & MSG_MORE) != 0;
  if (cause.unacked > 0 && after_ack && room && !corked && !set.nodelay)
    cause.what = Cause::What::nagle;
  if (corked && !after_ack) cause.what = Cause::What::cork;
  add(event.time_ns, carrier->time_ns, cause);
}

void Waits::see_segment(const Event& event, const Segment& segment) {
  const Packet& packet = segment.packet;
  const Span numbers = numbers_of(segment);
  if (numbers.from == numbers.to || packet.copy) return;
  const auto here = recording_.events.begin() + (&event - recording_.events.data());
  const auto later = std::find_if(here + 1, recording_.events.end(), [&](const Event& other) {
    const auto* answer = std::get_if<Segment>(&other.data);
    if (!answer || answer->packet.copy) return false;
    if (goes_back(answer->packet, packet)) return answer->ack >= numbers.to;
    return answer->retransmission && answer->packet.way == packet.way &&
           numbers_of(*answer).overlaps(numbers);
  });
  if (later == recording_.events.end()) return;
  const auto& answer = std::get<Segment>(later->data);
  if (answer.packet.from == packet.from)
    add(event.time_ns, later->time_ns, about(Cause::What::resending, packet.from, event));
  else if (packet.fate == Fate::delivered && !packet.payload.empty() &&
           answer.packet.payload.empty() && later->time_ns - packet.arrived_ns >= kLongNs)
    add(complete_ns(segment), later->time_ns,
        about(Cause::What::delayed_ack, answer.packet.from, event));
}

/// When a segment had arrived, and all before it: an ACK can be of both only.
std::int64_t Waits::complete_ns(const Segment& segment) const {
  std::vector<std::pair<std::int64_t, Span>> arrived;
  for (const Event& event : recording_.events) {
    const auto* other = std::get_if<Segment>(&event.data);
    if (other && other->packet.fate == Fate::delivered && other->packet.way == segment.packet.way)
      arrived.emplace_back(other->packet.arrived_ns, numbers_of(*other));
  }
  std::sort(arrived.begin(), arrived.end(),
            [](const auto& a, const auto& b) { return a.second.from < b.second.from; });
  std::int64_t in_order = 0;
  std::int64_t complete = segment.packet.arrived_ns;
  for (const auto& [time_ns, numbers] : arrived) {
    if (numbers.from > in_order || numbers.from >= numbers_of(segment).from) break;
    if (numbers.to > in_order) complete = std::max(complete, time_ns);
    in_order = std::max(in_order, numbers.to);
  }
  return complete;
}

void Waits::see_crossing(const Event& event, const Packet& packet) {
  if (packet.fate != Fate::delivered) return;
  const auto what = packet.held ? Cause::What::kept_back : Cause::What::crossing;
  add(event.time_ns, packet.arrived_ns, about(what, packet.from, event));
}

Cause Waits::about(Cause::What what, Actor who, const Event& packet) const {
  Cause cause{.what = what, .who = who, .packet = &packet};
  const auto repeats = streams_.repeated_by(packet);
  cause.number = repeats.empty() ? streams_.number_of(packet) : repeats.front();
  cause.acknowledges = streams_.acknowledged_by(packet);
  return cause;
}

void Waits::add(std::int64_t from_ns, std::int64_t to_ns, const Cause& cause) {
  if (to_ns - from_ns >= kLongNs) waits_.push_back({from_ns, to_ns, cause});
}

std::vector<Cause> Waits::over(std::int64_t from_ns, std::int64_t to_ns) const {
  std::vector<Cause> causes;
  for (const Wait& wait : waits_) {
    const std::int64_t both = std::min(to_ns, wait.to_ns) - std::max(from_ns, wait.from_ns);
    if (both * 10 < (to_ns - from_ns) * 9) continue;
    const auto same = std::find_if(causes.begin(), causes.end(), [&](const Cause& cause) {
      return cause.what == wait.cause.what && cause.who == wait.cause.who;
    });
    if (same == causes.end())
      causes.push_back(wait.cause);
    else if (same->held > 0)
      *same = wait.cause;
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [](const Cause& a, const Cause& b) { return a.what < b.what; });
  return causes;
}

}  // namespace stickylab
