#include "judge/streams.hpp"

#include <algorithm>
#include <cerrno>

#include "judge/calls.hpp"

namespace stickylab {
namespace {

constexpr std::uint8_t kSyn = 2, kAck = 16;
constexpr char kDatagrams[] = "udp";  // one direction for all: datagrams are counted

/// "A>B" becomes "B>A".
std::string turned(const std::string& direction) {
  const std::size_t at = direction.find('>');
  return at == std::string::npos ? direction
                                 : direction.substr(at + 1) + ">" + direction.substr(0, at);
}

const Packet* packet_of(const Event& event) {
  if (const auto* segment = std::get_if<Segment>(&event.data)) return &segment->packet;
  if (const auto* datagram = std::get_if<Datagram>(&event.data)) return &datagram->packet;
  return nullptr;
}

std::string direction_of_packet(const Packet& packet) {
  return packet.source + ">" + packet.destination;
}

}  // namespace

Streams::Streams(const Recording& recording) {
  for (const Event& event : recording.events)
    if (const auto* segment = std::get_if<Segment>(&event.data);
        segment && (segment->flags & (kSyn | kAck)) == kSyn && !segment->retransmission)
      opened_[segment->packet.from].push_back(direction_of_packet(segment->packet));
  for (const Event& event : recording.events) {
    see_packet(event);
    see_call(event);
  }
}

void Streams::see_packet(const Event& event) {
  const Packet* packet = packet_of(event);
  if (packet == nullptr || packet->payload.empty() || packet->copy) return;
  Moved moved{.direction = {}, .span = {}, .who = packet->from, .number = 0, .event = &event};
  if (const auto* segment = std::get_if<Segment>(&event.data)) {
    if (segment->retransmission) return;
    moved.direction = direction_of_packet(*packet);
    moved.span = {segment->seq - 1, segment->seq - 1 + std::ssize(packet->payload)};
  } else {
    const auto& datagram = std::get<Datagram>(event.data);
    moved.direction = kDatagrams;
    const auto key = std::pair(packet->from, datagram.ip_id);
    if (datagram.offset == 0) fragments_[key] = at_[{packet->from, "udp packets"}]++;
    moved.span = {fragments_[key], fragments_[key] + 1};
  }
  moved.number = ++packet_count_[packet->from];
  packets_.push_back(moved);
}

/// Finds out which connection a socket is one end of.
void Streams::join_socket(const Event& event) {
  const auto& call = std::get<CallReturned>(event.data);
  if (call.what.call == Call::connect && (call.result == 0 || call.error == EINPROGRESS)) {
    const auto& flows = opened_[event.who];
    const std::size_t next = connected_[event.who]++;
    if (next < flows.size()) directions_[{event.who, call.what.fd}] = flows[next];
  }
  if (call.what.call == Call::accept && call.result >= 0) {
    const Who peer = event.who == Who::sender ? Who::receiver : Who::sender;
    for (const std::string& flow : opened_[peer])
      if (flow.starts_with(call.what.address + ">"))
        directions_[{event.who, static_cast<int>(call.result)}] = turned(flow);
  }
}

void Streams::see_call(const Event& event) {
  const auto* call = std::get_if<CallReturned>(&event.data);
  if (call == nullptr) return;
  join_socket(event);
  const bool writes = is_data_write(*call);
  if (!writes && !is_data_read(*call)) return;
  Moved moved{.direction = direction_of(event, writes),
              .span = {},
              .who = event.who,
              .number = 0,
              .event = &event};
  std::int64_t& at = at_[{event.who, moved.direction + (writes ? " w" : " r")}];
  const std::int64_t length = call->what.datagram ? 1 : call->result;
  moved.span = {at, at + length};
  at += length;
  if (writes) moved.number = ++write_count_[event.who];
  (writes ? writes_ : reads_).push_back(moved);
}

std::string Streams::direction_of(const Event& event, bool outgoing) const {
  const auto& call = std::get<CallReturned>(event.data);
  if (call.what.datagram) return kDatagrams;
  const auto found = directions_.find({event.who, call.what.fd});
  if (found == directions_.end()) return {};
  return outgoing ? found->second : turned(found->second);
}

std::vector<int> Streams::writes_in(const Event& packet) const {
  std::vector<int> numbers;
  const auto carried = std::find_if(packets_.begin(), packets_.end(),
                                    [&](const Moved& moved) { return moved.event == &packet; });
  if (carried == packets_.end()) return numbers;
  for (const Moved& write : writes_)
    if (write.who == carried->who && write.direction == carried->direction &&
        write.span.overlaps(carried->span))
      numbers.push_back(write.number);
  return numbers;
}

std::vector<int> Streams::packets_of(const CallReturned& read) const {
  std::vector<int> numbers;
  const auto taken = std::find_if(reads_.begin(), reads_.end(), [&](const Moved& moved) {
    return &std::get<CallReturned>(moved.event->data) == &read;
  });
  if (taken == reads_.end()) return numbers;
  for (const Moved& packet : packets_)
    if (packet.who != taken->who && packet.direction == taken->direction &&
        packet.span.overlaps(taken->span))
      numbers.push_back(packet.number);
  return numbers;
}

int Streams::number_of(const Event& packet) const {
  for (const Moved& moved : packets_)
    if (moved.event == &packet) return moved.number;
  return 0;
}

const Event* Streams::write(Who who, int number) const {
  for (const Moved& moved : writes_)
    if (moved.who == who && moved.number == number) return moved.event;
  return nullptr;
}

}  // namespace stickylab
