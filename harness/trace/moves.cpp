#include "trace/moves.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <map>

namespace stickylab {
namespace {

using What = Move::What;

constexpr std::int64_t kUdpHeader = 8;  // RFC 768: bytes; the first fragment begins with it

class Moves {
 public:
  Moves(const Recording& recording, const Streams& streams);
  std::vector<Move> take();

 private:
  void see(const Event& event, const CallReturned& call);
  void see(const Event& event, const Segment& segment);
  void see(const Event& event, const Datagram& datagram);

  void write(const Event& event, const CallReturned& call);
  void read(const Event& event, const CallReturned& call);
  void cross(const Event& event, const Packet& packet, Span span);
  Span datagram_span(Direction direction, int number) const;

  const Streams& streams_;
  bool wire_ = false;
  std::vector<Move> moves_;
  std::map<Direction, std::int64_t> sent_;           ///< UDP: bytes
  std::map<std::pair<Direction, What>, int> count_;  ///< calls so far
  std::map<Direction, std::vector<Span>> datagrams_;
};

Moves::Moves(const Recording& recording, const Streams& streams) : streams_(streams) {
  const auto& evidence = recording.info.evidence;
  wire_ = std::find(evidence.begin(), evidence.end(), "wire") != evidence.end();
  for (const Event& event : recording.events)
    if (const auto* call = std::get_if<CallReturned>(&event.data)) see(event, *call);
  for (const Event& event : recording.events) {
    if (const auto* segment = std::get_if<Segment>(&event.data)) see(event, *segment);
    if (const auto* datagram = std::get_if<Datagram>(&event.data)) see(event, *datagram);
  }
}

void Moves::see(const Event& event, const CallReturned& call) {
  const SocketCall& what = call.what;
  if (call.result < (what.datagram ? 0 : 1) || !streams_.direction_of(event)) return;
  if (is_write(what.call)) write(event, call);
  if (is_read(what.call) && (what.flags & MSG_PEEK) == 0) read(event, call);
}

void Moves::write(const Event& event, const CallReturned& call) {
  const Direction direction = streams_.direction_of(event);
  const int number = ++count_[{direction, What::written}];
  Span span = streams_.span_of(event);
  if (call.what.datagram) {
    std::int64_t& sent = sent_[direction];
    span = {sent, sent + call.result};
    sent = span.to;
    datagrams_[direction].push_back(span);
  } else if (span.from == span.to) {
    return;
  }
  moves_.push_back({What::written, call.entered_ns, direction, span, number});
  if (!wire_) moves_.push_back({What::arrives, call.entered_ns, direction, span, number});
}

void Moves::read(const Event& event, const CallReturned& call) {
  const Direction from = streams_.direction_of(event).turned();
  const int number = ++count_[{from, What::read}];
  const bool is_end = call.result == 0 && has_connection(call.what) &&
                      number > std::ssize(datagrams_[from]);  // SOCK_SEQPACKET
  if (call.what.datagram && is_end) return;
  if (call.what.datagram) {
    const Span whole = datagram_span(from, wire_ ? streams_.write_of(event) : number);
    const std::int64_t got =
        std::min({whole.to - whole.from, call.result, static_cast<std::int64_t>(call.what.length)});
    moves_.push_back({What::read, event.time_ns, from, {whole.from, whole.from + got}, number});
    if (whole.from + got < whole.to)
      moves_.push_back({What::lost, event.time_ns, from, {whole.from + got, whole.to}, number});
    return;
  }
  if (const Span span = streams_.span_of(event); span.from < span.to)
    moves_.push_back({What::read, event.time_ns, from, span, number});
}

Span Moves::datagram_span(Direction direction, int number) const {
  const auto all = datagrams_.find(direction);
  const auto index = static_cast<std::size_t>(number - 1);
  if (all == datagrams_.end() || number < 1 || index >= all->second.size()) return {};
  return all->second[index];
}

void Moves::cross(const Event& event, const Packet& packet, Span span) {
  if (span.from >= span.to || packet.copy) return;
  const Direction direction = streams_.direction_of(event);
  const int number = streams_.number_of(event);
  moves_.push_back({What::leaves, event.time_ns, direction, span, number});
  if (packet.fate == Fate::lost)
    moves_.push_back({What::lost, event.time_ns, direction, span, number});
  if (packet.fate == Fate::delivered)
    moves_.push_back({What::arrives, packet.arrived_ns, direction, span, number});
}

void Moves::see(const Event& event, const Segment& segment) {
  if (streams_.direction_of(event)) cross(event, segment.packet, span_of(segment));
}

void Moves::see(const Event& event, const Datagram& datagram) {
  const Packet& packet = datagram.packet;
  const Span whole = datagram_span(streams_.direction_of(event), streams_.write_of(event));
  if (whole.from == whole.to) return;
  const std::int64_t from = whole.from + std::max<std::int64_t>(0, datagram.offset - kUdpHeader);
  cross(event, packet, {from, std::min(whole.to, from + std::ssize(packet.payload))});
}

std::vector<Move> Moves::take() {
  std::stable_sort(moves_.begin(), moves_.end(),
                   [](const Move& a, const Move& b) { return a.time_ns < b.time_ns; });
  return std::move(moves_);
}

}  // namespace

std::vector<Move> moves_of(const Recording& recording, const Streams& streams) {
  return Moves(recording, streams).take();
}

}  // namespace stickylab
