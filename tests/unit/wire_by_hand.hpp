// Recordings with a wire, made by hand: one connection, from 192.0.2.1:5000 to 192.0.2.2:8080,
// opened at 1 ms. Times in ms.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "recording_by_hand.hpp"
#include "trace/trace.hpp"

namespace stickylab {

class WireByHand {
 public:
  static constexpr std::uint8_t kFin = 1, kSyn = 2, kAck = 16;

  WireByHand() {
    recording_.info = {"00",    "sample", Version::broken,  Net::two_hosts,
                       "Linux", "",       {"calls", "wire"}};
  }

  WireByHand& handshake() {
    segment(1, kSender, {.flags = kSyn, .window = 64'240});
    segment(1.02, kReceiver, {.flags = kSyn | kAck, .ack = 1, .window = 65'160});
    segment(1.04, kSender, {.flags = kAck, .seq = 1, .ack = 1, .window = 64'512});
    CallReturned connect = call_of(Call::connect, 3);
    connect.what.address = kServer;
    connect.what.own = kClient;
    call({0.9, 1.1}, kSender, connect);
    CallReturned accept = call_of(Call::accept, 4);
    accept.result = 5;
    accept.what.address = kClient;
    accept.what.own = kServer;
    accept.what.made = socket(kReceiver, 5);
    return call({0.1, 1.1}, kReceiver, accept);
  }

  /// `offset` counts from the first byte of the stream.
  WireByHand& data(When when, std::int64_t offset, std::string bytes, std::int64_t acked = 0) {
    return segment(when, kSender, carrying(offset, std::move(bytes), acked));
  }
  WireByHand& reply(When when, std::int64_t offset, std::string bytes, std::int64_t acked) {
    return segment(when, kReceiver, carrying(offset, std::move(bytes), acked));
  }
  /// The receiver's, of all bytes before `offset`.
  WireByHand& ack(When when, std::int64_t offset) {
    return segment(when, kReceiver, carrying(0, "", offset));
  }

  WireByHand& segment(When when, Actor from, Segment segment) {
    address(segment.packet, when, from, "5000");
    return add(when.from, kWire, std::move(segment));
  }

  WireByHand& datagram(When when, int ip_id, std::string bytes, Datagram datagram = {}) {
    address(datagram.packet, when, kSender, "6000");
    datagram.packet.payload = std::move(bytes);
    datagram.ip_id = ip_id;
    return add(when.from, kWire, std::move(datagram));
  }

  /// Of the receiver's host.
  WireByHand& error(When when, IcmpError error) {
    address(error.packet, when, kReceiver, "");
    error.packet.way = {"192.0.2.2", "192.0.2.1"};
    return add(when.from, kWire, std::move(error));
  }

  /// Lets something happen to the last packet.
  WireByHand& lost() {
    last().fate = Fate::lost;
    last().arrived_ns = 0;
    return *this;
  }
  WireByHand& copied() {
    last().copy = true;
    return *this;
  }
  WireByHand& held() {
    last().held = true;
    return *this;
  }
  WireByHand& late(double ms) {
    last().late_ns = static_cast<std::int64_t>(ms * 1e6);
    return *this;
  }
  /// It is held, and has not been let through.
  WireByHand& waiting() {
    last().fate = Fate::underway;
    last().arrived_ns = 0;
    return held();
  }
  WireByHand& again() {
    std::get<Segment>(last_event().data).retransmission = true;
    return *this;
  }

  /// Calls on the connection.
  WireByHand& sends(When when, std::string bytes, std::optional<TcpState> tcp = {}) {
    CallReturned sent = moving(Call::send, 3, std::move(bytes));
    sent.tcp = tcp;
    return call(when, kSender, std::move(sent));
  }
  WireByHand& receives(When when, std::string bytes) {
    return call(when, kReceiver, moving(Call::recv, 5, std::move(bytes)));
  }
  /// It finds that nothing more comes.
  WireByHand& receives_end(double ms) {
    CallReturned end = call_of(Call::recv, 5);
    end.what.length = 100;
    return call(ms, kReceiver, std::move(end));
  }
  /// The receiver's write,
  WireByHand& replies(When when, std::string bytes) {
    return call(when, kReceiver, moving(Call::send, 5, std::move(bytes)));
  }
  /// and the sender's read of it.
  WireByHand& replied(When when, std::string bytes) {
    return call(when, kSender, moving(Call::recv, 3, std::move(bytes)));
  }
  WireByHand& sets_option(double ms, int option, int value) {
    CallReturned set = call_of(Call::setsockopt, 3);
    set.what.level = IPPROTO_TCP;
    set.what.option = option;
    set.what.value = value;
    return call(ms, kSender, std::move(set));
  }

  /// Calls on a UDP socket; a read may take less than the datagram.
  WireByHand& sends_datagram(double ms, std::string bytes) {
    CallReturned sent = moving(Call::sendto, 6, std::move(bytes));
    sent.what.datagram = true;
    return call(ms, kSender, std::move(sent));
  }
  WireByHand& receives_datagram(double ms, std::string bytes) {
    CallReturned got = moving(Call::recvfrom, 6, std::move(bytes));
    got.what.datagram = true;
    got.what.length = 100;
    return call(ms, kReceiver, std::move(got));
  }

  /// Begins a read and does not return.
  WireByHand& reads(double ms, Actor who, std::uint64_t length) {
    SocketCall read = call_of(Call::recv, who == kSender ? 3 : 5).what;
    read.length = length;
    read.socket = socket(who, read.fd);
    return add(ms, who, CallEntered{read});
  }
  WireByHand& sets_low_water(double ms, int bytes) {
    CallReturned set = call_of(Call::setsockopt, 5);
    set.what.level = SOL_SOCKET;
    set.what.option = SO_RCVLOWAT;
    set.what.value = bytes;
    return call(ms, kReceiver, std::move(set));
  }
  WireByHand& queues(double ms, Actor who, std::uint32_t unread, std::uint32_t unacked = 0,
                     std::uint32_t unsent = 0, std::uint32_t timer_s = 0) {
    return queues(
        ms, who,
        Queues{.unread = unread, .unacked = unacked, .unsent = unsent, .timer_s = timer_s});
  }
  /// Of the connection.
  WireByHand& queues(double ms, Actor who, Queues queues) {
    queues.own = who == kSender ? kClient : kServer;
    queues.peer = who == kSender ? kServer : kClient;
    return add(ms, who, std::move(queues));
  }
  WireByHand& waits(double ms, Actor who, WaitsIn waiting) {
    return add(ms, who, std::move(waiting));
  }
  WireByHand& exits(double ms, Actor who) { return add(ms, who, ProcessExited{}); }

  WireByHand& prints(double ms, std::string text) {
    return add(ms, kReceiver, Output{false, std::move(text)});
  }

  Recording take() {
    sort_events(recording_);
    return std::move(recording_);
  }

 private:
  static constexpr char kClient[] = "192.0.2.1:5000";
  static constexpr char kServer[] = "192.0.2.2:8080";

  /// A descriptor of one program names one socket here.
  static std::uint64_t socket(Actor who, int fd) {
    return 100 * (static_cast<std::uint64_t>(who) + 1) + static_cast<std::uint64_t>(fd);
  }

  static CallReturned call_of(Call call, int fd) {
    CallReturned returned;
    returned.what.call = call;
    returned.what.fd = fd;
    return returned;
  }

  static CallReturned moving(Call call, int fd, std::string bytes) {
    CallReturned returned = call_of(call, fd);
    returned.what.length = bytes.size();
    returned.result = std::ssize(bytes);
    returned.bytes = std::move(bytes);
    return returned;
  }

  static Segment carrying(std::int64_t offset, std::string bytes, std::int64_t acked) {
    Segment segment{.flags = kAck, .seq = offset + 1, .ack = acked + 1, .window = 65'536};
    segment.packet.payload = std::move(bytes);
    return segment;
  }

  void address(Packet& packet, When when, Actor from, const std::string& port) {
    const std::string sender = "192.0.2.1:" + port;
    packet.id = ++packets_;
    packet.from = from;
    packet.way.from = from == kSender ? sender : kServer;
    packet.way.to = from == kSender ? kServer : sender;
    packet.arrived_ns = ns(when.to);
  }

  WireByHand& add(double ms, Actor who, EventData data) {
    recording_.events.push_back({ns(ms), recording_.events.size(), who, std::move(data)});
    return *this;
  }

  WireByHand& call(When when, Actor who, CallReturned returned) {
    returned.entered_ns = ns(when.from);
    returned.what.socket = socket(who, returned.what.fd);
    return add(when.to, who, std::move(returned));
  }

  Event& last_event() { return recording_.events.back(); }
  Packet& last() { return const_cast<Packet&>(*packet_of(last_event())); }

  Recording recording_;
  std::uint64_t packets_ = 0;
};

}  // namespace stickylab
