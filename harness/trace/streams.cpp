#include "trace/streams.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "trace/calls.hpp"

namespace stickylab {
namespace {

const Way kUdp;  // one way for all: datagrams are counted

Actor peer_of(Actor who) { return who == kSender ? kReceiver : kSender; }

/// As `is_data_write` and `is_data_read`, but a datagram may be empty.
bool moves(const CallReturned& call) {
  if (!call.what.datagram) return is_data_write(call) || is_data_read(call);
  const bool peeks = (call.what.flags & MSG_PEEK) != 0;
  return call.result >= 0 && (is_write(call.what.call) || (is_read(call.what.call) && !peeks));
}

template <class Moved>
std::vector<int> numbers_of(const std::vector<Moved>& all) {
  std::vector<int> numbers;
  for (const Moved& moved : all) numbers.push_back(moved.number);
  return numbers;
}

template <class Moved>
bool cuts(const Span& span, const std::vector<Moved>& all) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Moved& moved) { return !span.contains(moved.span); });
}

}  // namespace

const Packet* packet_of(const Event& event) {
  if (const auto* segment = std::get_if<Segment>(&event.data)) return &segment->packet;
  if (const auto* datagram = std::get_if<Datagram>(&event.data)) return &datagram->packet;
  return nullptr;
}

Span span_of(const Segment& segment) {
  const std::int64_t from = segment.seq - ((segment.flags & kSyn) != 0 ? 0 : 1);
  return {from, from + std::ssize(segment.packet.payload)};
}

Streams::Streams(const Recording& recording) {
  see_openings(recording);
  for (const Event& event : recording.events) {
    if (const auto* segment = std::get_if<Segment>(&event.data)) see_segment(event, *segment);
    if (const auto* datagram = std::get_if<Datagram>(&event.data)) see_datagram(event, *datagram);
    if (const auto* call = std::get_if<CallReturned>(&event.data)) see_call(event, *call);
  }
}

void Streams::see_openings(const Recording& recording) {
  for (const Event& event : recording.events) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (!segment || (segment->flags & (kSyn | kAck)) != kSyn) continue;
    if (segment->retransmission || segment->packet.copy) continue;
    openings_[segment->packet.from].push_back({&event, segment->packet.way});
  }
}

void Streams::see_segment(const Event& event, const Segment& segment) {
  const Actor from = segment.packet.from;
  Flow& flow = flows_[{from, segment.packet.way}];
  Moved moved{stickylab::span_of(segment), 0, &event};
  const bool repeats = segment.retransmission || segment.packet.copy;
  if (!segment.packet.payload.empty() && !repeats) {
    moved.number = ++packet_count_[from];
    flow.packets.push_back(moved);
  }
  packets_[&event] = {&flow, moved};
}

void Streams::see_datagram(const Event& event, const Datagram& datagram) {
  const Packet& packet = datagram.packet;
  Flow& flow = flows_[{packet.from, kUdp}];
  Moved& moved = datagrams_[{packet.from, datagram.ip_id}];
  if (datagram.offset == 0 && !packet.copy) {
    const std::int64_t at = std::ssize(flow.packets);
    moved = {{at, at + 1}, ++packet_count_[packet.from], &event};
    flow.packets.push_back(moved);
  }
  packets_[&event] = {&flow, {moved.span, packet.copy ? 0 : moved.number, &event}};
  see_arrival(datagram, moved.span);
}

/// A copy of one fragment makes no datagram.
void Streams::see_arrival(const Datagram& datagram, const Span& span) {
  const Packet& packet = datagram.packet;
  auto& arrivals = arrivals_[packet.from];
  const bool fragment = datagram.offset > 0 || datagram.more_fragments;
  if (fragment && packet.copy) return;
  if (datagram.offset == 0) arrivals.push_back({span, 0, packet.payload});
  const auto arrival = std::find_if(arrivals.rbegin(), arrivals.rend(),
                                    [&](const Arrival& a) { return a.span == span; });
  if (arrival == arrivals.rend()) return;  // its first fragment was not seen
  arrival->time_ns = std::max(arrival->time_ns, packet.arrived_ns);
  arrival->whole = arrival->whole && packet.fate == Fate::delivered;
}

/// Finds out which connection a socket is one end of.
void Streams::join(const Event& event, const CallReturned& call) {
  const SocketCall& what = call.what;
  if (what.call == Call::connect && !what.datagram &&
      (call.result == 0 || call.error == EINPROGRESS)) {
    auto& openings = openings_[event.who];
    const auto opening = std::find_if(openings.begin(), openings.end(), [&](const Opening& o) {
      return !o.joined && o.syn->time_ns >= call.entered_ns && o.way.to == what.address;
    });
    if (opening == openings.end()) return;
    opening->joined = true;
    ways_[{event.who, what.fd, what.pid}] = opening->way;
  }
  if (what.call == Call::accept && call.result >= 0)
    for (const Opening& opening : openings_[peer_of(event.who)])
      if (opening.way.from == what.address)
        ways_[{event.who, static_cast<int>(call.result), what.pid}] = opening.way.back();
}

/// A process that was forked has the descriptors of its parent.
Streams::Flow* Streams::flow_of(const Event& event, const CallReturned& call) {
  const bool outgoing = is_write(call.what.call);
  const Actor from = outgoing ? event.who : peer_of(event.who);
  if (call.what.datagram) return &flows_[{from, kUdp}];
  auto found = ways_.find({event.who, call.what.fd, call.what.pid});
  if (found == ways_.end())
    found = std::find_if(ways_.begin(), ways_.end(), [&](const auto& known) {
      const auto& [who, fd, pid] = known.first;
      return who == event.who && fd == call.what.fd;
    });
  if (found == ways_.end()) return nullptr;
  return &flows_[{from, outgoing ? found->second : found->second.back()}];
}

void Streams::see_call(const Event& event, const CallReturned& call) {
  join(event, call);
  if (!moves(call)) return;
  Flow* flow = flow_of(event, call);
  if (flow == nullptr) return;
  if (is_write(call.what.call)) {
    see_write(event, call, *flow);
  } else {
    see_read(event, call, *flow);
  }
}

void Streams::see_write(const Event& event, const CallReturned& call, Flow& flow) {
  const std::int64_t at = flow.writes.empty() ? 0 : flow.writes.back().span.to;
  const std::int64_t length = call.what.datagram ? 1 : call.result;
  flow.writes.push_back({{at, at + length}, ++write_count_[event.who], &event});
  calls_[&call] = {&flow, flow.writes.back()};
}

void Streams::see_read(const Event& event, const CallReturned& call, Flow& flow) {
  Span span{flow.read, flow.read + call.result};
  if (call.what.datagram) span = take_datagram(event, call);
  flow.read = span.to;
  calls_[&call] = {&flow, {span, 0, &event}};
}

/// The place of the datagram that a read took; empty where none is known.
Span Streams::take_datagram(const Event& event, const CallReturned& call) {
  Arrival* first = nullptr;
  for (Arrival& arrival : arrivals_[peer_of(event.who)]) {
    if (arrival.taken || !arrival.whole || arrival.time_ns > event.time_ns) continue;
    const std::size_t known = std::min(arrival.payload.size(), call.bytes.size());
    const bool begins_so = arrival.payload.substr(0, known) == call.bytes.substr(0, known) &&
                           arrival.payload.empty() == call.bytes.empty();
    if (begins_so && (!first || arrival.time_ns < first->time_ns)) first = &arrival;
  }
  if (first == nullptr) return {};
  first->taken = true;
  return first->span;
}

const Streams::Place* Streams::find(const Event& packet) const {
  const auto found = packets_.find(&packet);
  return found == packets_.end() ? nullptr : &found->second;
}

const Streams::Place* Streams::find(const CallReturned& call) const {
  const auto found = calls_.find(&call);
  return found == calls_.end() ? nullptr : &found->second;
}

std::vector<Streams::Moved> Streams::overlapping(const Place* place, Pick pick) {
  if (place == nullptr) return {};
  const auto& all = place->flow->*pick;
  const Span& span = place->moved.span;
  auto at = std::partition_point(all.begin(), all.end(),
                                 [&](const Moved& m) { return m.span.to <= span.from; });
  std::vector<Moved> found;
  for (; at != all.end() && at->span.from < span.to; ++at)
    if (at->span.overlaps(span)) found.push_back(*at);
  return found;
}

int Streams::number_of(const Event& packet) const {
  const Place* place = find(packet);
  return place ? place->moved.number : 0;
}

std::vector<int> Streams::repeated_by(const Event& packet) const {
  const Place* place = find(packet);
  if (place == nullptr || place->moved.number > 0) return {};
  return numbers_of(overlapping(place, &Flow::packets));
}

int Streams::acknowledged_by(const Event& packet) const {
  const auto* segment = std::get_if<Segment>(&packet.data);
  if (!segment || (segment->flags & kAck) == 0) return 0;
  const auto flow = flows_.find({peer_of(segment->packet.from), segment->packet.way.back()});
  if (flow == flows_.end()) return 0;
  const auto& sent = flow->second.packets;
  const auto next = std::partition_point(
      sent.begin(), sent.end(), [&](const Moved& m) { return m.span.to <= segment->ack - 1; });
  return next == sent.begin() ? 0 : std::prev(next)->number;
}

std::vector<int> Streams::writes_in(const Event& packet) const {
  if (number_of(packet) == 0) return {};
  return numbers_of(overlapping(find(packet), &Flow::writes));
}

bool Streams::cuts_write(const Event& packet) const {
  if (number_of(packet) == 0) return false;
  const Place* place = find(packet);
  return cuts(place->moved.span, overlapping(place, &Flow::writes));
}

int Streams::number_of(const CallReturned& write) const {
  const Place* place = find(write);
  return place ? place->moved.number : 0;
}

std::vector<int> Streams::packets_of(const CallReturned& read) const {
  return numbers_of(overlapping(find(read), &Flow::packets));
}

bool Streams::cuts_packet(const CallReturned& read) const {
  const Place* place = find(read);
  return place && cuts(place->moved.span, overlapping(place, &Flow::packets));
}

const Event* Streams::carrier(const CallReturned& write, std::int64_t offset) const {
  const Place* place = find(write);
  if (place == nullptr) return nullptr;
  const auto& packets = place->flow->packets;
  const auto first = std::partition_point(packets.begin(), packets.end(),
                                          [&](const Moved& m) { return m.span.to <= offset; });
  return first == packets.end() ? nullptr : first->event;
}

Span Streams::span_of(const CallReturned& call) const {
  const Place* place = find(call);
  return place ? place->moved.span : Span{};
}

}  // namespace stickylab
