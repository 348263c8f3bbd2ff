// What the stage plays in a run: actors without a program, and the proxy between programs.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "stage/player/client.hpp"
#include "stage/player/datagram_client.hpp"
#include "stage/player/datagram_relay.hpp"
#include "stage/player/proxy.hpp"
#include "stage/player/server.hpp"
#include "stage/running.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Joins the player room with the stage: it knows on which host an actor is, which program has a
/// socket, and who of the cast is played.
class Players {
 public:
  /// What becomes of it, for the run to decide on.
  struct Events {
    std::function<void(Actor)> on_end;                 ///< an actor that is played has said all
    std::function<void()> on_silence;                  ///< and it is silent, as the script wants
    std::function<void(Actor, std::string)> on_flood;  ///< a program says more than the limit
  };

  /// All of these outlive this; `place` tells where an actor listens.
  Players(Loop& loop, Recorder& recorder, const RunSpec& spec, Stage& stage,
          const std::deque<Running>& programs, std::function<Endpoint(Actor)> place, Events events);

  bool plays(Actor actor) const { return spec_.spec_of(actor).played.has_value(); }

  /// Begins to play an actor, once.
  void start(Actor actor);
  bool has_started(Actor actor) const {
    return clients_.contains(actor) || servers_.contains(actor) || senders_.contains(actor);
  }
  bool has_ended(Actor actor) const { return ended_.contains(actor); }

  /// From now on `server` is reached through the proxy.
  void stand_before(Actor server);
  bool relays() const { return proxy_.has_value() || relay_.has_value(); }
  /// None if no program is reached through one.
  const Proxy* proxy() const { return proxy_ ? &*proxy_ : nullptr; }

  /// Whether datagrams were sent, and all of them have been read: then a server that still runs may
  /// wait for more for ever, since UDP has no end.
  bool are_datagrams_read() const;

  /// Closes all sockets.
  void end();

  /// Where `actor` is to find `other`.
  Endpoint place_for(Actor actor, Actor other) const;

 private:
  Contact contact(Actor actor);
  std::optional<Contact> who_has(const sockaddr_in& own, const sockaddr_in& peer);
  bool has_socket(const Running& program, const sockaddr_in& own, const sockaddr_in& peer) const;
  void on_end(Actor actor, bool silent);
  bool is_udp() const { return spec_.transport == Transport::udp; }
  Enough enough(Actor server) const { return {around_.recorder, server, spec_.enough}; }
  double way_ms() const { return spec_.wire.rtt_ms / 2; }
  bool has_client_ended() const;
  void relay_datagrams(Actor server);

  const RunSpec& spec_;
  Stage& stage_;
  const std::deque<Running>& programs_;
  const std::function<Endpoint(Actor)> place_;
  const Events events_;
  const Surroundings around_;
  std::map<Actor, std::shared_ptr<Brake>> brakes_;
  std::map<Actor, Client> clients_;
  std::map<Actor, Server> servers_;
  std::map<Actor, DatagramClient> senders_;
  std::set<Actor> ended_;
  std::optional<Proxy> proxy_;
  std::optional<DatagramRelay> relay_;
  Actor behind_proxy_{};
};

}  // namespace stickylab
