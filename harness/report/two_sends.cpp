#include "report/two_sends.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

/// Collects what is drawn of a trace.
class Drawn {
 public:
  explicit Drawn(const Trace& trace) : start_ns_(first_send_ns(trace)) {
    for (const Row& row : trace.rows()) {
      if (const auto* call = std::get_if<CallRow>(&row.what)) add(row, *call);
      if (const auto* packet = std::get_if<PacketRow>(&row.what)) add(*packet);
    }
    add_busy(trace);
  }

  bool is_whole() const { return writes_.size() == 2 && taken_ == written_; }

  Json json() const {
    return {{"w", writes_}, {"s", segments_}, {"a", acks_}, {"r", reads_}, {"b", busy_}};
  }

 private:
  static std::int64_t first_send_ns(const Trace& trace) {
    for (const Row& row : trace.rows())
      if (const auto* call = std::get_if<CallRow>(&row.what))
        if (is_write(call->call.what.call)) return row.time_ns;
    return 0;
  }

  std::int64_t us(std::int64_t ns) const {
    return std::llround(static_cast<double>(ns - start_ns_) / 1000);
  }

  void add(const Row& row, const CallRow& call) {
    const Span place = call.stream.value_or(Span{taken_, taken_});
    if (is_write(call.call.what.call)) {
      writes_.push_back({us(row.time_ns), place.from, place.to});
      written_ = place.to;
    } else if (is_read(call.call.what.call) && row.lane == kReceiver) {
      if (!first_read_ns_) first_read_ns_ = row.time_ns - call.took_ns;
      reads_.push_back({us(row.time_ns - call.took_ns), us(row.time_ns), place.from, place.to});
      taken_ = place.to;
    }
  }

  void add(const PacketRow& row) {
    const auto* segment = std::get_if<Segment>(&row.event->data);
    if (!segment || row.moment == PacketRow::Moment::arrives) return;
    const Packet& packet = segment->packet;
    if (packet.fate != Fate::delivered) return;
    Json crossing = {us(row.event->time_ns), us(packet.arrived_ns)};
    if (packet.payload.empty()) {
      if (row.acknowledges > acknowledged_) acks_.push_back(std::move(crossing));
      acknowledged_ = std::max(acknowledged_, row.acknowledges);
      return;
    }
    const Span place = span_of(*segment);
    crossing.push_back(place.from);
    crossing.push_back(place.to);
    segments_.push_back(std::move(crossing));
  }

  void add_busy(const Trace& trace) {
    const auto accepts = [](const Event& event) {
      const auto* call = std::get_if<CallReturned>(&event.data);
      return call && call->what.call == Call::accept && call->result >= 0;
    };
    const auto accepted = std::ranges::find_if(trace.events(), accepts);
    if (accepted != trace.events().end() && first_read_ns_)
      busy_ = {us(accepted->time_ns), us(*first_read_ns_)};
  }

  std::int64_t start_ns_ = 0;
  std::int64_t written_ = 0;  ///< bytes, as the next one
  std::int64_t taken_ = 0;
  int acknowledged_ = 0;  ///< the last segment that was
  std::optional<std::int64_t> first_read_ns_;
  Json writes_ = Json::array();
  Json segments_ = Json::array();
  Json acks_ = Json::array();
  Json reads_ = Json::array();
  Json busy_ = Json::array();
};

}  // namespace

std::vector<Knobs> Positions::all() const {
  std::vector<Knobs> all;
  for (const int recv : recv_bytes)
    for (const int rtt : rtt_ms)
      for (const bool off : nodelay)
        for (const int busy : busy_us) all.push_back({busy, off, rtt, recv});
  return all;
}

bool is_whole(const Trace& trace) { return Drawn(trace).is_whole(); }

bool is_timely(const Trace& trace) {
  return std::ranges::none_of(trace.events(), [](const Event& event) {
    const Packet* packet = packet_of(event);
    return packet && packet->late_ns > 0;
  });
}

std::string two_sends_json(const Trace& trace) { return Drawn(trace).json().dump(); }

std::string positions_json(const Positions& positions, const std::vector<Trace>& runs) {
  Json json = {{"busy", positions.busy_us},
               {"nodelay", positions.nodelay},
               {"rtt", positions.rtt_ms},
               {"recv", positions.recv_bytes},
               {"runs", Json::array()}};
  for (const Trace& run : runs) json["runs"].push_back(Drawn(run).json());
  return json.dump();
}

}  // namespace stickylab
