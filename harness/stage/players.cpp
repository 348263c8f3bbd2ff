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
  proxy_.reset();
}

void Players::stand_before(Actor server) {
  behind_proxy_ = server;
  proxy_.emplace(
      around_, contact(server), place_(server), stage_.relay(server), *spec_.relayed,
      [this](Actor actor) { events_.on_flood(actor, fmt::format("{} MB", kRelayLimit >> 20)); });
}

Endpoint Players::place_for(Actor actor, Actor other) const {
  const bool by_proxy =
      proxy_ && other == behind_proxy_ && actor != other && !spec_.spec_of(actor).direct;
  return by_proxy ? proxy_->address() : place_(other);
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
        !(proxy_ && program.actor() == behind_proxy_))
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
