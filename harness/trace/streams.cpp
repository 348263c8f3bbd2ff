#include "trace/streams.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <set>
#include <utility>

#include "trace/calls.hpp"
#include "trace/unseen_reads.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kTelling = 512;  // bytes by which datagrams are told apart

/// Answers like `is_data_write` and `is_data_read`, but a datagram may be empty.
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

/// The peer said that nothing more comes.
bool ends_stream(const CallReturned& call) {
  return is_read(call.what.call) && call.result == 0 && call.what.length > 0 &&
         !call.what.datagram && (call.what.flags & MSG_PEEK) == 0;
}

/// The first of `packets` that ends behind an offset; they are in order.
template <class Moved>
auto first_behind(const std::vector<Moved>& packets, std::int64_t offset) {
  return std::partition_point(packets.begin(), packets.end(),
                              [&](const Moved& m) { return m.span.to <= offset; });
}

/// True unless the wire carried something else at that place; `bytes` may be the first of more.
template <class Moved>
bool carries(const std::vector<Moved>& packets, const Span& span, std::string_view bytes) {
  const std::int64_t to = span.from + std::ssize(bytes);
  for (auto at = first_behind(packets, span.from); at != packets.end() && at->span.from < to;
       ++at) {
    const std::string_view payload = packet_of(*at->event)->payload;
    const std::int64_t from = std::max(span.from, at->span.from);
    const auto length = static_cast<std::size_t>(std::min(to, at->span.to) - from);
    if (payload.substr(static_cast<std::size_t>(from - at->span.from), length) !=
        bytes.substr(static_cast<std::size_t>(from - span.from), length))
      return false;
  }
  return true;
}

/// True if all bytes had left their host by then, as far as the wire saw them.
template <class Moved>
bool had_left(const std::vector<Moved>& packets, const Span& span, std::int64_t time_ns) {
  const auto last = first_behind(packets, span.to - 1);
  return packets.empty() || (last != packets.end() && last->event->time_ns <= time_ns);
}

/// Compares a datagram, or its first fragment, with as many bytes of a write as are known.
bool carries_whole(const Event* datagram, std::string_view bytes) {
  const std::string_view payload = packet_of(*datagram)->payload;
  const std::size_t known = std::min(payload.size(), bytes.size());
  return payload.substr(0, known) == bytes.substr(0, known) && payload.empty() == bytes.empty();
}

}  // namespace

Span span_of(const Segment& segment) {
  const std::int64_t from = segment.seq - ((segment.flags & kSyn) != 0 ? 0 : 1);
  return {from, from + std::ssize(segment.packet.payload)};
}

Streams::Streams(const Recording& recording, const Connections& connections)
    : events_(recording.events), connections_(connections), places_(recording.events.size()) {
  for (const Event& event : events_) {
    if (const auto* segment = std::get_if<Segment>(&event.data)) see_segment(event, *segment);
    if (const auto* datagram = std::get_if<Datagram>(&event.data)) see_datagram(event, *datagram);
    if (std::holds_alternative<IcmpError>(event.data)) see_error(event);
    if (const auto* call = std::get_if<CallReturned>(&event.data)) count(event, *call);
  }
  for (const Event& event : events_)
    if (const auto* call = std::get_if<CallReturned>(&event.data)) see_call(event, *call);
  for (auto& [direction, flow] : flows_) {
    join_datagrams(flow);
    if (!flow.reads_fit) forget_reads(flow);
  }
  find_unseen();
  find_unseen_reads(recording);
}

std::size_t Streams::index_of(const Event& event) const {
  return static_cast<std::size_t>(&event - events_.data());
}

void Streams::place(const Event& event, const Flow* flow, const Moved& moved) {
  places_[index_of(event)] = {flow, moved};
}

void Streams::see_segment(const Event& event, const Segment& segment) {
  const Direction direction = direction_of(event);
  if (!direction) return;
  Flow& flow = flows_[direction];
  Moved moved{stickylab::span_of(segment), 0, &event};
  const bool repeats = segment.retransmission || segment.packet.copy;
  if (!segment.packet.payload.empty() && !repeats) {
    moved.number = static_cast<int>(flow.packets.size()) + 1;
    flow.packets.push_back(moved);
  }
  // A FIN has a number as well, so what is empty may stand one behind the last byte.
  if (!segment.packet.payload.empty()) flow.carried = std::max(flow.carried, moved.span.to);
  place(event, &flow, moved);
}

void Streams::see_datagram(const Event& event, const Datagram& datagram) {
  const Direction direction = direction_of(event);
  if (!direction) return;
  const Packet& packet = datagram.packet;
  Flow& flow = flows_[direction];
  Moved& moved = datagrams_[{direction, datagram.ip_id}];
  if (datagram.offset == 0 && !packet.copy) {
    const std::int64_t at = std::ssize(flow.packets);
    moved = {{at, at + 1}, static_cast<int>(at) + 1, &event};
    flow.packets.push_back(moved);
  }
  place(event, &flow, {moved.span, packet.copy ? 0 : moved.number, &event});
  see_arrival(flow, datagram, moved.span);
}

/// A copy of one fragment makes no datagram.
void Streams::see_arrival(Flow& flow, const Datagram& datagram, const Span& span) {
  const Packet& packet = datagram.packet;
  const bool fragment = datagram.offset > 0 || datagram.more_fragments;
  if (fragment && packet.copy) return;
  if (datagram.offset == 0) flow.arrivals.push_back({span, 0, packet.payload});
  const auto arrival = std::find_if(flow.arrivals.rbegin(), flow.arrivals.rend(),
                                    [&](const Arrival& a) { return a.span == span; });
  if (arrival == flow.arrivals.rend()) return;  // its first fragment was not seen
  arrival->time_ns = std::max(arrival->time_ns, packet.arrived_ns);
  arrival->whole = arrival->whole && packet.fate == Fate::delivered;
}

/// No program reads a datagram that its host refuses: it is the last that had come as the host said
/// so.
void Streams::see_error(const Event& event) {
  const Direction direction = direction_of(event);
  if (!direction) return;
  auto& arrivals = flows_[direction.turned()].arrivals;
  const auto refused = std::find_if(arrivals.rbegin(), arrivals.rend(),
                                    [&](const Arrival& a) { return a.time_ns <= event.time_ns; });
  if (refused != arrivals.rend()) refused->whole = false;
}

/// Counts what was seen to be written, and what the kernel says was.
void Streams::count(const Event& event, const CallReturned& call) {
  const Direction out = direction_of(event);
  if (!out || !is_data_write(call) || call.what.datagram) return;
  Flow& flow = flows_[out];
  flow.seen += call.result;
  if (call.tcp && call.tcp->written) flow.carried = std::max(flow.carried, *call.tcp->written);
}

void Streams::see_call(const Event& event, const CallReturned& call) {
  const Direction out = direction_of(event);
  if (!out) return;
  Flow& back = flows_[out.turned()];
  if (ends_stream(call) && back.read < back.carried) back.reads_fit = false;
  if (!moves(call)) return;
  if (is_write(call.what.call)) {
    see_write(event, call, flows_[out]);
  } else {
    see_read(event, call, back);
  }
}

void Streams::see_write(const Event& event, const CallReturned& call, Flow& flow) {
  const int number = flow.next_write++;
  if (call.what.datagram) {
    flow.sends.push_back(&event);
    return;
  }
  const std::int64_t end = flow.writes.empty() ? 0 : flow.writes.back().span.to;
  std::int64_t at = std::exchange(flow.written, flow.written + call.result);
  if (!flow.is_whole()) {
    if (!call.tcp || !call.tcp->written) return;
    at = *call.tcp->written - call.result;
  }
  const Span span{at, at + call.result};
  if (at < end || !carries(flow.packets, span, call.bytes)) return;
  flow.writes.push_back({span, number, &event});
  place(event, &flow, flow.writes.back());
}

void Streams::see_read(const Event& event, const CallReturned& call, Flow& flow) {
  Span span{flow.read, flow.read + call.result};
  if (call.what.datagram) {
    span = take_datagram(flow, event, call);
  } else {
    flow.reads.push_back(index_of(event));
    flow.reads_fit = flow.reads_fit && carries(flow.packets, span, call.bytes) &&
                     had_left(flow.packets, span, event.time_ns);
  }
  flow.read = span.to;
  place(event, &flow, {span, 0, &event});
}

void Streams::forget_reads(Flow& flow) {
  for (const std::size_t read : flow.reads) places_[read] = {};
}

/// Joins the writes of UDP with what left: one by one if there is a datagram for each, else those
/// whose bytes stand in one write and one datagram only.
void Streams::join_datagrams(Flow& flow) {
  const bool whole = flow.sends.size() == flow.packets.size();
  std::map<std::string_view, Pair> pairs;
  if (!whole) pairs = pairs_of(flow);
  for (std::size_t i = 0; i < flow.sends.size(); ++i) {
    const std::string& bytes = std::get<CallReturned>(flow.sends[i]->data).bytes;
    const std::size_t at = whole ? i : pairs[std::string_view(bytes).substr(0, kTelling)].packet();
    if (at >= flow.packets.size() || !carries_whole(flow.packets[at].event, bytes)) continue;
    const Span span = flow.packets[at].span;
    if (!flow.writes.empty() && span.from < flow.writes.back().span.to) continue;
    flow.writes.push_back({span, static_cast<int>(i) + 1, flow.sends[i]});
    place(*flow.sends[i], &flow, flow.writes.back());
  }
}

std::map<std::string_view, Streams::Pair> Streams::pairs_of(const Flow& flow) {
  std::map<std::string_view, Pair> pairs;
  const auto key = [](const std::string& bytes) {
    return std::string_view(bytes).substr(0, kTelling);
  };
  for (const Event* send : flow.sends) ++pairs[key(std::get<CallReturned>(send->data).bytes)].sends;
  for (std::size_t i = 0; i < flow.packets.size(); ++i)
    pairs[key(packet_of(*flow.packets[i].event)->payload)].packets.push_back(i);
  return pairs;
}

void Streams::find_unseen() {
  std::set<Actor> observed;
  for (const Event& event : events_)
    if (std::holds_alternative<CallReturned>(event.data)) observed.insert(event.who);
  for (const auto& [direction, flow] : flows_) {
    const Connection& connection = connections_.at(direction.connection);
    const End& writer = direction.back ? connection.acceptor : connection.opener;
    const std::int64_t missing = connection.datagram
                                     ? std::ssize(flow.packets) - std::ssize(flow.sends)
                                     : flow.carried - flow.seen;
    const bool known = writer.actor && observed.contains(*writer.actor) &&
                       (connection.datagram || writer.socket != 0);
    if (known && missing > 0)
      unseen_.push_back({direction, *writer.actor, missing, connection.datagram});
  }
}

void Streams::find_unseen_reads(const Recording& recording) {
  for (const auto& [direction, bytes] : unseen_reads(recording, connections_)) {
    const Connection& connection = connections_.at(direction.connection);
    const End& reader = direction.back ? connection.opener : connection.acceptor;
    if (reader.actor) unseen_.push_back({direction, *reader.actor, bytes, false, true});
  }
}

/// The place of the datagram that a read took; empty if none is known.
Span Streams::take_datagram(Flow& flow, const Event& event, const CallReturned& call) {
  Arrival* first = nullptr;
  while (flow.taken < flow.arrivals.size() && flow.arrivals[flow.taken].taken) ++flow.taken;
  for (std::size_t i = flow.taken; i < flow.arrivals.size(); ++i) {
    Arrival& arrival = flow.arrivals[i];
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

std::vector<Streams::Moved> Streams::overlapping(const Place& place, Pick pick) {
  if (place.flow == nullptr) return {};
  const auto& all = place.flow->*pick;
  const Span& span = place.moved.span;
  auto at = std::partition_point(all.begin(), all.end(),
                                 [&](const Moved& m) { return m.span.to <= span.from; });
  std::vector<Moved> found;
  for (; at != all.end() && at->span.from < span.to; ++at)
    if (at->span.overlaps(span)) found.push_back(*at);
  return found;
}

int Streams::number_of(const Event& event) const {
  const Place& place = place_of(event);
  return place.flow == nullptr || place.flow->packets.empty() ? 0 : place.moved.number;
}

std::vector<int> Streams::repeated_by(const Event& packet) const {
  const Place& place = place_of(packet);
  if (place.moved.number > 0) return {};
  return numbers_of(overlapping(place, &Flow::packets));
}

int Streams::acknowledged_by(const Event& packet) const {
  const auto* segment = std::get_if<Segment>(&packet.data);
  if (!segment || (segment->flags & kAck) == 0) return 0;
  const auto flow = flows_.find(direction_of(packet).turned());
  if (flow == flows_.end()) return 0;
  const auto& sent = flow->second.packets;
  const auto next = std::partition_point(
      sent.begin(), sent.end(), [&](const Moved& m) { return m.span.to <= segment->ack - 1; });
  return next == sent.begin() ? 0 : std::prev(next)->number;
}

std::vector<int> Streams::writes_in(const Event& packet) const {
  if (number_of(packet) == 0) return {};
  return numbers_of(overlapping(place_of(packet), &Flow::writes));
}

int Streams::write_of(const Event& event) const {
  const auto writes = overlapping(place_of(event), &Flow::writes);
  return writes.empty() ? 0 : writes.front().number;
}

bool Streams::cuts_write(const Event& packet) const {
  if (number_of(packet) == 0) return false;
  const Place& place = place_of(packet);
  return cuts(place.moved.span, overlapping(place, &Flow::writes));
}

std::vector<int> Streams::packets_of(const Event& read) const {
  return numbers_of(overlapping(place_of(read), &Flow::packets));
}

bool Streams::cuts_packet(const Event& read) const {
  const Place& place = place_of(read);
  return cuts(place.moved.span, overlapping(place, &Flow::packets));
}

const Event* Streams::carrier(const Event& write, std::int64_t offset) const {
  const Place& place = place_of(write);
  if (place.flow == nullptr) return nullptr;
  const auto& packets = place.flow->packets;
  const auto first = first_behind(packets, offset);
  return first == packets.end() ? nullptr : first->event;
}

Span Streams::span_of(const Event& call) const { return place_of(call).moved.span; }

}  // namespace stickylab
