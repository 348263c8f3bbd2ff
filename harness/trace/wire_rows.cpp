#include "trace/wire_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace stickylab {
namespace {

bool is_ordinary(const Packet& packet) {
  return packet.fate == Fate::delivered && !packet.copy && !packet.held && packet.late_ns == 0;
}

/// The programs have ended; their kernels say goodbye.
bool is_left_over(const Packet& packet) { return packet.fate == Fate::underway && !packet.held; }

bool is_bare_ack(const Segment& segment) {
  return segment.packet.payload.empty() && (segment.flags & (kFin | kSyn | kRst)) == 0;
}

bool is_left(const Cast& cast, Actor actor) {
  const auto place = static_cast<std::size_t>(actor);
  return place < cast.size() && cast[place].side == Side::left;
}

bool is_answered(const std::vector<const Event*>& handshake) {
  return packet_of(*handshake[0])->from != packet_of(*handshake[1])->from;
}

class WireRows {
 public:
  WireRows(const std::shared_ptr<const Recording>& recording, const Streams& streams);
  std::vector<Row> take() { return std::move(rows_); }

 private:
  bool closes(const Event& event, const Segment& segment);
  void fold_handshake(const std::vector<const Event*>& events);
  void add(const Event& event);

  const std::shared_ptr<const Recording>& recording_;
  const Streams& streams_;
  std::vector<Row> rows_;
  std::set<const Event*> folded_;
  std::map<Direction, std::int64_t> fin_;           ///< its sequence number
  std::set<Direction> bare_fin_;                    ///< it carried no data
  std::map<Direction, std::int64_t> acknowledged_;  ///< of the stream this way
};

WireRows::WireRows(const std::shared_ptr<const Recording>& recording, const Streams& streams)
    : recording_(recording), streams_(streams) {
  std::map<int, std::vector<const Event*>> handshakes;  // by the connection
  for (const Event& event : recording->events)
    if (const auto* segment = std::get_if<Segment>(&event.data)) {
      auto& events = handshakes[streams.direction_of(event).connection];
      const bool third = events.size() == 2 && is_bare_ack(*segment) && segment->ack == 1;
      if ((segment->flags & kSyn) != 0 || third) events.push_back(&event);
    }
  for (const auto& [connection, events] : handshakes) fold_handshake(events);
  for (const Event& event : recording->events) {
    const auto* segment = std::get_if<Segment>(&event.data);
    const bool told = segment && closes(event, *segment);
    if (packet_of(event) && !told && !folded_.contains(&event)) add(event);
  }
}

/// SYN, SYN ACK, ACK, each once: a SYN that was sent again is nobody's answer.
void WireRows::fold_handshake(const std::vector<const Event*>& events) {
  constexpr std::size_t kSteps = 3;
  const bool plain = std::all_of(events.begin(), events.end(), [](const Event* event) {
    return is_ordinary(*packet_of(*event)) && packet_of(*event)->payload.empty();
  });
  if (events.size() != kSteps || !plain || !is_answered(events)) return;
  folded_.insert(events.begin(), events.end());
  rows_.push_back({events.front()->time_ns, packet_of(*events.back())->arrived_ns, kWire,
                   HandshakeRow{}, streams_.direction_of(*events.front()).connection});
}

/// True if a segment acknowledges a FIN and nothing else.
bool WireRows::closes(const Event& event, const Segment& segment) {
  const Packet& packet = segment.packet;
  const Direction direction = streams_.direction_of(event);
  if ((segment.flags & kFin) != 0) fin_[direction] = segment.seq + std::ssize(packet.payload);
  if ((segment.flags & kFin) != 0 && packet.payload.empty()) bare_fin_.insert(direction);
  const auto fin = fin_.find(direction.turned());
  std::int64_t& acknowledged = acknowledged_[direction.turned()];
  const bool nothing_else =
      fin != fin_.end() && segment.ack == fin->second + 1 && acknowledged == fin->second;
  acknowledged = std::max(acknowledged, segment.ack);
  return nothing_else && is_bare_ack(segment) && (is_ordinary(packet) || is_left_over(packet));
}

void WireRows::add(const Event& event) {
  const Packet& packet = *packet_of(event);
  PacketRow row{.event = {recording_, &event},
                .to_right = is_left(recording_->info.cast, packet.from),
                .number = streams_.number_of(event),
                .repeats = streams_.repeated_by(event),
                .acknowledges = streams_.acknowledged_by(event),
                .writes = streams_.writes_in(event),
                .cuts_write = streams_.cuts_write(event)};
  const auto* segment = std::get_if<Segment>(&event.data);
  const Direction back = streams_.direction_of(event).turned();
  row.acknowledges_fin = segment && bare_fin_.contains(back) && segment->ack > fin_.at(back);
  const std::int64_t left_ns = event.time_ns;
  if (packet.fate != Fate::delivered || packet.arrived_ns - left_ns < kTransitNs) {
    rows_.push_back(
        {left_ns, std::max(left_ns, packet.arrived_ns), kWire, std::move(row), back.connection});
    return;
  }
  row.moment = PacketRow::Moment::leaves;
  rows_.push_back({left_ns, left_ns, kWire, row, back.connection});
  row.moment = PacketRow::Moment::arrives;
  rows_.push_back({packet.arrived_ns, packet.arrived_ns, kWire, std::move(row), back.connection});
}

}  // namespace

std::vector<Row> wire_rows(const std::shared_ptr<const Recording>& recording,
                           const Streams& streams) {
  return WireRows(recording, streams).take();
}

}  // namespace stickylab
