#include "trace/moves.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <tuple>

namespace stickylab {
namespace {

using What = Move::What;

constexpr std::int64_t kUdpHeader = 8;  // RFC 768: bytes; the first fragment begins with it

Actor other_end(Actor who) { return who == kSender ? kReceiver : kSender; }

class Moves {
 public:
  Moves(const Recording& recording, const Streams& streams);
  std::vector<Move> take();

 private:
  using Socket = std::tuple<Actor, int, int>;  // pid, fd

  void see(const Event& event, const CallReturned& call);
  void see(const Event& event, const Segment& segment);
  void see(const Event& event, const Datagram& datagram);

  void open(Actor who, const Socket& socket);
  void write(const Event& event, const CallReturned& call);
  void read(const Event& event, const CallReturned& call);
  void cross(const Event& event, const Packet& packet, Span span);
  Span datagram_span(Actor from, int number) const;
  std::int64_t base(Actor who, int connection) const;

  const Streams& streams_;
  bool wire_ = false;
  bool mixed_ = false;
  std::vector<Move> moves_;
  std::map<Actor, std::int64_t> written_;               ///< bytes
  std::map<std::pair<Actor, What>, int> count_;         ///< of calls
  std::map<Actor, int> opened_;                         ///< connections
  std::map<Socket, int> connection_;                    ///< from 1
  std::map<std::pair<Actor, int>, std::int64_t> base_;  ///< where a connection's bytes begin
  std::map<std::pair<Actor, int>, std::int64_t> read_;  ///< of a connection, by its reader
  std::map<Way, int> syn_;                              ///< connection
  std::map<Actor, std::vector<Span>> datagrams_;
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

void Moves::open(Actor who, const Socket& socket) {
  const int number = ++opened_[who];
  connection_[socket] = number;
  base_[{who, number}] = written_[who];
}

/// 0 for what was opened unseen.
std::int64_t Moves::base(Actor who, int connection) const {
  if (connection == 0) return 0;
  const auto found = base_.find({who, connection});
  if (found != base_.end()) return found->second;
  const auto written = written_.find(who);
  return written == written_.end() ? 0 : written->second;
}

void Moves::see(const Event& event, const CallReturned& call) {
  const SocketCall& what = call.what;
  const bool connected = what.call == Call::connect && !what.datagram &&
                         (call.result == 0 || call.error == EINPROGRESS);
  if (connected) open(event.who, {event.who, what.pid, what.fd});
  if (what.call == Call::accept && call.result >= 0)
    open(event.who, {event.who, what.pid, static_cast<int>(call.result)});
  if (call.result < (what.datagram ? 0 : 1)) return;
  if (is_write(what.call)) write(event, call);
  if (is_read(what.call) && (what.flags & MSG_PEEK) == 0) read(event, call);
}

void Moves::write(const Event& event, const CallReturned& call) {
  const auto socket = connection_.find({event.who, call.what.pid, call.what.fd});
  if (socket != connection_.end() && socket->second != opened_[event.who]) mixed_ = true;
  std::int64_t& written = written_[event.who];
  const Span span{written, written + call.result};
  written = span.to;
  if (call.what.datagram) datagrams_[event.who].push_back(span);
  const int number = ++count_[{event.who, What::written}];
  moves_.push_back({What::written, call.entered_ns, event.who, span, number});
  if (!wire_) moves_.push_back({What::arrives, call.entered_ns, event.who, span, number});
}

void Moves::read(const Event& event, const CallReturned& call) {
  const Actor from = other_end(event.who);
  const int number = ++count_[{event.who, What::read}];
  if (call.what.datagram) {
    const auto packets = streams_.packets_of(call);
    const Span whole = datagram_span(from, packets.empty() ? number : packets.front());
    const std::int64_t got =
        std::min({whole.to - whole.from, call.result, static_cast<std::int64_t>(call.what.length)});
    moves_.push_back({What::read, event.time_ns, from, {whole.from, whole.from + got}, number});
    if (whole.from + got < whole.to)
      moves_.push_back({What::lost, event.time_ns, from, {whole.from + got, whole.to}, number});
    return;
  }
  const auto found = connection_.find({event.who, call.what.pid, call.what.fd});
  const int connection = found == connection_.end() ? opened_[event.who] : found->second;
  std::int64_t& done = read_[{event.who, connection}];
  const std::int64_t at = base(from, connection) + done;
  done += call.result;
  moves_.push_back({What::read, event.time_ns, from, {at, at + call.result}, number});
}

Span Moves::datagram_span(Actor from, int number) const {
  const auto all = datagrams_.find(from);
  const auto index = static_cast<std::size_t>(number - 1);
  if (all == datagrams_.end() || number < 1 || index >= all->second.size()) return {};
  return all->second[index];
}

void Moves::cross(const Event& event, const Packet& packet, Span span) {
  if (span.from >= span.to || packet.copy) return;
  const int number = streams_.number_of(event);
  moves_.push_back({What::leaves, event.time_ns, packet.from, span, number});
  if (packet.fate == Fate::lost)
    moves_.push_back({What::lost, event.time_ns, packet.from, span, number});
  if (packet.fate == Fate::delivered)
    moves_.push_back({What::arrives, packet.arrived_ns, packet.from, span, number});
}

void Moves::see(const Event& event, const Segment& segment) {
  const Packet& packet = segment.packet;
  if ((segment.flags & (kSyn | kAck)) == kSyn && !segment.retransmission && !packet.copy) {
    const int number = static_cast<int>(syn_.size()) / 2 + 1;
    syn_[packet.way] = syn_[packet.way.back()] = number;
  }
  const auto found = syn_.find(packet.way);
  const std::int64_t begin = base(packet.from, found == syn_.end() ? 1 : found->second);
  const Span span = span_of(segment);
  cross(event, packet, {begin + span.from, begin + span.to});
}

void Moves::see(const Event& event, const Datagram& datagram) {
  const Packet& packet = datagram.packet;
  const Span whole = datagram_span(packet.from, streams_.number_of(event));
  const std::int64_t from = whole.from + std::max<std::int64_t>(0, datagram.offset - kUdpHeader);
  cross(event, packet, {from, std::min(whole.to, from + std::ssize(packet.payload))});
}

std::vector<Move> Moves::take() {
  if (mixed_) return {};
  std::stable_sort(moves_.begin(), moves_.end(),
                   [](const Move& a, const Move& b) { return a.time_ns < b.time_ns; });
  return std::move(moves_);
}

}  // namespace

std::vector<Move> moves_of(const Recording& recording, const Streams& streams) {
  return Moves(recording, streams).take();
}

}  // namespace stickylab
