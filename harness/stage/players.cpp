#include "stage/players.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "stage/launch.hpp"
#include "stage/player/sockets.hpp"
#include "stage/socket/listening.hpp"

namespace stickylab {

Players::Players(Loop& loop, Recorder& recorder, const RunSpec& spec, Stage& stage,
                 const std::deque<Running>& programs, std::function<Endpoint(Actor)> place,
                 Events events)
    : spec_(spec),
      stage_(stage),
      programs_(programs),
      place_(std::move(place)),
      events_(std::move(events)),
      around_{
          loop, recorder,
          [this](Actor actor, const std::function<void()>& what) { stage_.on_host(actor, what); },
          [this](const sockaddr_in& own, const sockaddr_in& peer) { return who_has(own, peer); }} {}

void Players::start(Actor actor) {
  const Played& played = *spec_.spec_of(actor).played;
  if (played.as == Played::As::server) {
    servers_.try_emplace(actor, around_, actor, place_(actor), played, events_.on_silence);
    return;
  }
  const Actor server = listener_for(spec_, actor);
  if (is_udp()) {
    senders_.try_emplace(actor, around_, actor, contact(server), place_for(actor, server), played,
                         way_ms(), enough(server), events_.on_silence);
    return;
  }
  clients_.try_emplace(actor, around_, actor, contact(server), place_for(actor, server), played,
                       [this, actor](bool silent) { on_end(actor, silent); });
}

void Players::on_end(Actor actor, bool silent) {
  ended_.insert(actor);
  if (silent) events_.on_silence();
  events_.on_end(actor);
}

void Players::end() {
  clients_.clear();
  servers_.clear();
  senders_.clear();
  proxy_.reset();
  relay_.reset();
}

void Players::stand_before(Actor server) {
  behind_proxy_ = server;
  if (is_udp()) return relay_datagrams(server);
  proxy_.emplace(
      around_, contact(server), place_(server), stage_.relay(server), *spec_.relayed,
      [this](Actor actor) { events_.on_flood(actor, fmt::format("{} MB", kRelayLimit >> 20)); });
}

void Players::relay_datagrams(Actor server) {
  const auto on_flood = [this](Actor actor) {
    events_.on_flood(actor, fmt::format("{} MB", kRelayLimit >> 20));
  };
  relay_.emplace(
      around_, contact(server), place_(server), stage_.relay(server), kRelayLimit, way_ms(),
      enough(server),
      DatagramRelay::Events{[this] { return has_client_ended(); }, events_.on_silence, on_flood});
}

bool Players::has_client_ended() const {
  return std::all_of(programs_.begin(), programs_.end(), [&](const Running& program) {
    return program.actor() == behind_proxy_ || program.phase() == Running::Phase::ended;
  });
}

bool Players::are_datagrams_read() const {
  if (relay_) return has_client_ended() && relay_->is_read();
  return !senders_.empty() && std::all_of(senders_.begin(), senders_.end(), [](const auto& sender) {
    return sender.second.is_read();
  });
}

Endpoint Players::place_for(Actor actor, Actor other) const {
  const bool direct = spec_.spec_of(actor).direct;
  if (!relays() || other != behind_proxy_ || actor == other || direct) return place_(other);
  return relay_ ? relay_->address() : proxy_->address();
}

Contact Players::contact(Actor actor) {
  std::shared_ptr<Brake>& brake = brakes_[actor];
  if (!brake) brake = std::make_shared<Brake>(programs_.at(static_cast<std::size_t>(actor)).pid());
  return {actor, brake};
}

/// One program of the two needs no search, and it may have ended, with its socket, by now.
std::optional<Contact> Players::who_has(const sockaddr_in& own, const sockaddr_in& peer) {
  std::vector<const Running*> may;
  for (const Running& program : programs_)
    if (program.pid() > 0 && !spec_.spec_of(program.actor()).direct &&
        !(relays() && program.actor() == behind_proxy_))
      may.push_back(&program);
  const auto has_ended = [](const Running* program) { return !program->runs(); };
  if (!std::all_of(may.begin(), may.end(), has_ended)) std::erase_if(may, has_ended);
  const auto elsewhere = [&](const Running* program) {
    return to_address({stage_.address(program->actor()), 0}).sin_addr.s_addr != own.sin_addr.s_addr;
  };
  if (!std::all_of(may.begin(), may.end(), elsewhere)) std::erase_if(may, elsewhere);
  if (may.empty()) return std::nullopt;
  const auto found = std::find_if(may.begin(), may.end(), [&](const Running* program) {
    return may.size() == 1 || has_socket(*program, own, peer);
  });
  return contact((found == may.end() ? may.back() : *found)->actor());
}

bool Players::has_socket(const Running& program, const sockaddr_in& own,
                         const sockaddr_in& peer) const {
  std::optional<SockDiag::Socket> socket;
  stage_.on_host(program.actor(), [&] { socket = SockDiag().find(own, peer); });
  return socket && !is_closed(socket->is) && has_open(program.pid(), socket->is.idiag_inode);
}

}  // namespace stickylab
