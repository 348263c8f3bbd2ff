#include "trace/connections.hpp"

#include <algorithm>
#include <cerrno>
#include <numeric>

namespace stickylab {
namespace {

/// A socket that is bound to every address of its host.
bool is_wildcard(const std::string& address) {
  return address.starts_with("0.0.0.0:") || address.starts_with("[::]:");
}

bool is_v6(const std::string& address) { return address.starts_with('['); }

std::string port_of(const std::string& address) { return address.substr(address.rfind(':')); }

/// The address to which a call to `address` goes from `own`. Every address means this host: the
/// loopback device, or of IPv4 the address of its own that the socket is bound to.
std::string reached(const std::string& address, const std::string& own) {
  if (!is_wildcard(address) || own.empty()) return address;
  return (is_v6(own) ? "[::1]" : own.substr(0, own.rfind(':'))) + port_of(address);
}

bool is_syn(const Segment& segment) {
  return (segment.flags & (kSyn | kAck)) == kSyn && !segment.retransmission && !segment.packet.copy;
}

}  // namespace

Connections::Connections(const Recording& recording) {
  const std::vector<Event>& events = recording.events;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto* segment = std::get_if<Segment>(&events[i].data))
      see_segment(i, events[i], *segment);
    if (const auto* datagram = std::get_if<Datagram>(&events[i].data))
      see_datagram(i, events[i], *datagram);
    if (const auto* error = std::get_if<IcmpError>(&events[i].data)) see_error(i, *error);
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto* call = std::get_if<CallReturned>(&events[i].data))
      see_call(i, events[i], *call);
    if (const auto* entered = std::get_if<CallEntered>(&events[i].data))
      see_socket(i, entered->what.socket);
  }
  number_them(events.size());
}

const Connection& Connections::at(int number) const {
  return all_.at(static_cast<std::size_t>(number - 1));
}

std::size_t Connections::open(const Way& way, std::int64_t time_ns, bool datagram, Local local) {
  Connection made;
  made.datagram = datagram;
  made.local = local;
  made.opened_ns = time_ns;
  made.opener.address = way.from;
  made.acceptor.address = way.to;
  all_.push_back(std::move(made));
  by_way_[way].push_back(all_.size() - 1);
  return all_.size() - 1;
}

/// A packet belongs to the last connection that was opened between its endpoints. False if there is
/// none.
bool Connections::see_packet(std::size_t event, const Packet& packet) {
  const auto there = by_way_.find(packet.way);
  const auto back = by_way_.find(packet.way.back());
  const bool is_back = there == by_way_.end();
  if (is_back && back == by_way_.end()) return false;
  const std::size_t last = (is_back ? back : there)->second.back();
  (is_back ? all_[last].acceptor : all_[last].opener).actor = packet.from;
  places_[event] = {last, is_back};
  return true;
}

void Connections::see_segment(std::size_t event, const Event& at, const Segment& segment) {
  const bool known = !is_syn(segment) && see_packet(event, segment.packet);
  if (known) return;
  all_[open(segment.packet.way, at.time_ns, false)].syn = is_syn(segment);
  see_packet(event, segment.packet);
}

void Connections::see_datagram(std::size_t event, const Event& at, const Datagram& datagram) {
  const Packet& packet = datagram.packet;
  Place& first = first_fragments_[{packet.from, datagram.ip_id}];
  if (datagram.offset > 0) {  // it has no ports
    places_[event] = first;
    return;
  }
  sources_[packet.way.from].insert(packet.from);
  sources_[packet.way.to];
  partners_[packet.way.from].insert(packet.way.to);
  partners_[packet.way.to].insert(packet.way.from);
  if (!see_packet(event, packet)) {
    open(packet.way, at.time_ns, true);
    see_packet(event, packet);
  }
  first = places_.at(event);
}

/// It belongs to the packet that it quotes, and goes back the way of that.
void Connections::see_error(std::size_t event, const IcmpError& error) {
  const auto there = by_way_.find(error.quoted);
  const auto back = by_way_.find(error.quoted.back());
  if (there != by_way_.end())
    places_[event] = {there->second.back(), true};
  else if (back != by_way_.end())
    places_[event] = {back->second.back(), false};
}

void Connections::claim(std::size_t event, Place place, Actor actor, std::uint64_t socket) {
  End& end = place.back ? all_[place.connection].acceptor : all_[place.connection].opener;
  end.actor = actor;
  end.socket = socket;
  sockets_[socket] = place;
  places_[event] = place;
}

void Connections::see_call(std::size_t event, const Event& at, const CallReturned& call) {
  const SocketCall& what = call.what;
  if (!has_connection(what)) return see_datagram_call(event, at, call);
  if (what.call == Call::connect) return see_connect(event, at, call);
  if (what.call == Call::accept && call.result >= 0) return see_accept(event, at, call);
  see_socket(event, what.socket);
}

void Connections::see_socket(std::size_t event, std::uint64_t socket) {
  if (const auto known = sockets_.find(socket); known != sockets_.end())
    places_[event] = known->second;
}

/// The first connection this way whose end no call has had. If an address is not known (recordings
/// from before `own`), any will do that was opened since then.
std::optional<std::size_t> Connections::find(const Way& way, End Connection::*end,
                                             std::int64_t since_ns) const {
  const auto is_free = [&](std::size_t one) { return (all_[one].*end).socket == 0; };
  if (const auto found = by_way_.find(way); found != by_way_.end())
    for (const std::size_t one : found->second)
      if (is_free(one)) return one;
  const auto fits = [](const std::string& a, const std::string& b) {
    return a == b || a.empty() || b.empty();
  };
  for (std::size_t one = 0; one < all_.size(); ++one) {
    const Way known = all_[one].way();
    const bool lacks = way.from.empty() || way.to.empty() || known.from.empty() || known.to.empty();
    if (lacks && !all_[one].datagram && is_free(one) && all_[one].opened_ns >= since_ns &&
        fits(known.from, way.from) && fits(known.to, way.to))
      return one;
  }
  return std::nullopt;
}

/// A socket that does not block is asked again whether it has connected.
bool Connections::continues(const CallReturned& connect) const {
  const auto known = sockets_.find(connect.what.socket);
  if (known == sockets_.end()) return false;
  const Way way = all_[known->second.connection].way();
  const std::string& own = connect.what.own;
  return way.to == reached(connect.what.address, own) && !own.empty() && way.from == own;
}

void Connections::see_connect(std::size_t event, const Event& at, const CallReturned& call) {
  const SocketCall& what = call.what;
  if (continues(call)) {
    places_[event] = sockets_.at(what.socket);
    return;
  }
  const Way way{what.own, reached(what.address, what.own)};
  auto found = find(way, &Connection::opener, call.entered_ns);
  const bool opens = call.result == 0 || call.error == EINPROGRESS;
  if (!found && opens) found = open(way, call.entered_ns, what.datagram, what.local);
  if (!found) return;
  if (all_[*found].opener.address.empty()) all_[*found].opener.address = what.own;
  claim(event, {*found, false}, at.who, what.socket);
}

void Connections::see_accept(std::size_t event, const Event& at, const CallReturned& call) {
  const SocketCall& what = call.what;
  const Way way{what.address, what.own};
  auto found = find(way, &Connection::acceptor, 0);
  if (!found) found = open(way, at.time_ns, what.datagram, what.local);
  if (all_[*found].opener.address.empty()) all_[*found].opener.address = what.address;
  claim(event, {*found, true}, at.who, what.made);
}

/// The endpoint of a UDP socket is what it is bound to. If that is every address of its host, or is
/// not known, it is the only one that this actor sent from, or the only one that nobody sent from;
/// of IPv6 if the peer is.
std::string Connections::own_of(Actor actor, const std::string& bound,
                                const std::string& peer) const {
  if (!bound.empty() && !is_wildcard(bound)) return bound;
  std::vector<std::string> own, silent;
  for (const auto& [endpoint, senders] : sources_) {
    if (!bound.empty() && port_of(endpoint) != port_of(bound)) continue;
    if (!peer.empty() && is_v6(endpoint) != is_v6(peer)) continue;
    if (senders.contains(actor)) own.push_back(endpoint);
    if (senders.empty()) silent.push_back(endpoint);
  }
  const auto& fit = own.empty() ? silent : own;
  return fit.size() == 1 ? fit.front() : "";
}

std::string Connections::only_partner_of(const std::string& own) const {
  const auto found = partners_.find(own);
  return found != partners_.end() && found->second.size() == 1 ? *found->second.begin() : "";
}

void Connections::see_datagram_call(std::size_t event, const Event& at, const CallReturned& call) {
  const SocketCall& what = call.what;
  Bound& bound = bound_[what.socket];
  if (what.call == Call::bind) bound.own = what.address;
  if (!what.own.empty()) bound.own = what.own;
  if (what.call == Call::connect) bound.peer = what.address;
  if (!is_write(what.call) && !is_read(what.call)) return;
  const std::string& peer = what.address.empty() ? bound.peer : what.address;
  Way way{own_of(at.who, bound.own, peer), peer};
  way.to = reached(peer, way.from);
  if (way.to.empty()) way.to = only_partner_of(way.from);
  if (way.from.empty() || way.to.empty()) return;
  const bool back = by_way_.contains(way.back());
  if (!back && !by_way_.contains(way)) open(way, call.entered_ns, true, what.local);
  const std::size_t one = by_way_.at(back ? way.back() : way).back();
  claim(event, {one, back}, at.who, what.socket);
}

void Connections::number_them(std::size_t events) {
  std::vector<std::size_t> order(all_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return all_[a].opened_ns < all_[b].opened_ns;
  });
  for (std::size_t i = 0; i < order.size(); ++i) all_[order[i]].number = static_cast<int>(i) + 1;
  directions_.resize(events);
  for (const auto& [event, place] : places_)
    directions_[event] = {all_[place.connection].number, place.back};
  std::sort(all_.begin(), all_.end(),
            [](const Connection& a, const Connection& b) { return a.number < b.number; });
}

}  // namespace stickylab
