#include "stage/net/wire.hpp"

#include <sys/timerfd.h>

#include <algorithm>

#include "stage/net/packet_event.hpp"

namespace stickylab {
namespace {

constexpr std::int64_t kOvertakenNs = 10'000'000;  // long enough for the next packet to pass
constexpr std::uint64_t kReadCheckMs = 1;

/// A datagram may be empty.
bool brings_data(const Event& event) {
  return std::holds_alternative<Datagram>(event.data) || !packet_in(event).payload.empty();
}

}  // namespace

Wire::Wire(Loop& loop, Recorder& recorder, const std::vector<Cable>& cables, const WireSpec& spec,
           std::function<int()> reads)
    : recorder_(recorder),
      spec_(spec),
      reads_(std::move(reads)),
      timer_fd_(must(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd")),
      timer_(loop, timer_fd_.get(), [this] { hand_over_due(); }) {
  for (const Cable& cable : cables)
    ports_.emplace_back(loop, cable, spec_, [this, port = ports_.size()] { take(port); });
  const auto waits = [](const HoldRule& rule) { return rule.until_read > 0; };
  if (std::any_of(spec.holds.begin(), spec.holds.end(), waits))
    read_check_.emplace(loop, kReadCheckMs, kReadCheckMs, [this] { check_reads(); });
}

void Wire::take(std::size_t from) {
  while (const auto tapped = ports_[from].tap.receive()) send(describe(from, *tapped));
}

Wire::Flight Wire::describe(std::size_t from, const TappedFrame& tapped) {
  if (!is_cut()) ++frames_;
  Flight flight;
  flight.event.time_ns = tapped.time_ns - recorder_.start_ns();
  flight.event.who = kWire;
  flight.from = from;
  flight.due_ns = flight.event.time_ns + static_cast<std::int64_t>(spec_.rtt_ms / 2 * 1e6);
  flight.frame = tapped.bytes;
  switch_.learn(flight.frame, from);
  const auto parsed = parse_frame(tapped.bytes);
  if (!parsed) return flight;
  flight.shown = true;
  flight.event =
      event_of(*parsed, flight.event.time_ns, ports_[from].cable.program, next_id_++, flows_);
  return flight;
}

/// Decides what becomes of a frame that has just left a host.
void Wire::send(Flight flight) {
  if (is_cut()) {
    if (flight.shown) record(flight, Fate::lost);
    return;
  }
  if (!flight.shown) {
    underway_.emplace(flight.due_ns, std::move(flight));
    hand_over_due();
    return;
  }
  ++packets_;
  Port& port = ports_[flight.from];
  const int data = brings_data(flight.event) ? ++port.data_packets : 0;
  const Luck luck = port.dice.throw_for_packet();
  if (luck.lost || is_lost_by_rule(port.cable.program, data)) {
    record(flight, Fate::lost);
    return;
  }
  if (luck.overtaken) flight.due_ns += kOvertakenNs;
  if (luck.duplicated) {
    Flight copy = flight;
    packet_in(copy.event).id = next_id_++;
    packet_in(copy.event).copy = true;
    underway_.emplace(copy.due_ns, std::move(copy));
  }
  if (const auto until_read = held_until(flight, data)) {
    hold(std::move(flight), *until_read);
    return;
  }
  underway_.emplace(flight.due_ns, std::move(flight));
  hand_over_due();
}

bool Wire::is_lost_by_rule(Actor from, int data) const {
  return std::any_of(spec_.loses.begin(), spec_.loses.end(), [&](const LoseRule& rule) {
    return rule.from == from && rule.packet == data;
  });
}

/// The read until which this packet is to be kept back (0: until released), if it is. `data` is its
/// number among those with data, 0 if it has none.
std::optional<int> Wire::held_until(const Flight& flight, int data) {
  if (data > 0)
    for (const HoldRule& rule : spec_.holds)
      if (rule.from == ports_[flight.from].cable.program &&
          (rule.segment == 0 || rule.segment == data))
        return rule.until_read;
  const bool opens_it = opens(flight.event);
  return hold_everything_ && !opens_it ? std::optional(0) : std::nullopt;
}

/// Whether it is of a handshake: SYN, SYN ACK, the RST that refuses, or what follows from the one
/// who sent the SYN, if that is but an ACK.
bool Wire::opens(const Event& event) {
  const auto* segment = std::get_if<Segment>(&event.data);
  if (!segment) return false;
  const Way& way = segment->packet.way;
  if (segment->flags == kSyn) opening_.insert(way);
  if ((segment->flags & kRst) != 0 && opening_.erase(way.back()) > 0) return true;
  if ((segment->flags & kSyn) != 0) return true;
  return opening_.erase(way) > 0 && segment->flags == kAck && segment->packet.payload.empty();
}

void Wire::hold(Flight flight, int until_read) {
  Packet& packet = packet_in(flight.event);
  packet.held = true;
  const std::uint64_t id = packet.id;
  if (until_read > 0) until_read_[id] = until_read;
  held_.emplace(id, std::move(flight));
}

void Wire::hand_over_due() {
  std::uint64_t expirations = 0;
  [[maybe_unused]] const auto drained = read(timer_fd_.get(), &expirations, sizeof expirations);
  while (!underway_.empty() && underway_.begin()->first <= now()) {
    auto first = underway_.extract(underway_.begin());
    Flight& flight = first.mapped();
    const std::int64_t late_ns = now() - flight.due_ns;
    if (flight.shown && late_ns >= kWireLateNs) packet_in(flight.event).late_ns = late_ns;
    hand_over(flight);
  }
  set_timer();
}

void Wire::hand_over(Flight& flight) {
  // The time before it is handed over: the host may have it, and its program read it, before
  // send(2) returns to us.
  const std::int64_t arrived_ns = now();
  const auto to = switch_.cable_to(flight.frame);
  for (std::size_t port = 0; port < ports_.size(); ++port)
    if (port != flight.from && port == to.value_or(port)) ports_[port].tap.send(flight.frame);
  if (!flight.shown) return;
  packet_in(flight.event).arrived_ns = arrived_ns;
  record(flight, Fate::delivered);
}

void Wire::record(Flight& flight, Fate fate) {
  packet_in(flight.event).fate = fate;
  recorder_.add(std::move(flight.event));
}

void Wire::set_timer() {
  itimerspec when{};
  if (!underway_.empty()) {
    const std::int64_t due_ns = underway_.begin()->first + recorder_.start_ns();
    when.it_value = {.tv_sec = due_ns / 1'000'000'000, .tv_nsec = due_ns % 1'000'000'000};
  }
  must(timerfd_settime(timer_fd_.get(), TFD_TIMER_ABSTIME, &when, nullptr), "timerfd_settime");
}

void Wire::check_reads() {
  const int done = reads_();
  std::vector<std::uint64_t> due;
  for (const auto& [id, read] : until_read_)
    if (read <= done) due.push_back(id);
  for (const std::uint64_t id : due) release(id);
}

std::vector<Event> Wire::held() const {
  std::vector<Event> events;
  for (const auto& [id, flight] : held_) events.push_back(flight.event);
  return events;
}

std::vector<Event> Wire::underway() const {
  std::vector<Event> events;
  for (const auto& [due, flight] : underway_)
    if (flight.shown) events.push_back(flight.event);
  return events;
}

bool Wire::release(std::uint64_t id) {
  until_read_.erase(id);
  auto found = held_.extract(id);
  if (found.empty()) return false;
  hand_over(found.mapped());
  return true;
}

void Wire::release_all() {
  while (!held_.empty()) release(held_.begin()->first);
}

bool Wire::drop(std::uint64_t id) {
  until_read_.erase(id);
  auto found = held_.extract(id);
  if (found.empty()) return false;
  record(found.mapped(), Fate::lost);
  return true;
}

void Wire::finish() {
  for (std::size_t from = 0; from < ports_.size(); ++from) take(from);
  for (auto& [due, flight] : underway_)
    if (flight.shown) record(flight, Fate::underway);
  for (auto& [id, flight] : held_) record(flight, Fate::underway);
  underway_.clear();
  held_.clear();
  unsigned missed = 0;
  for (Port& port : ports_) missed += port.tap.missed();
  if (missed > 0) recorder_.add(kWire, Missed{missed});
}

}  // namespace stickylab
