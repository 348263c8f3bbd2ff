#include "stage/player/proxy.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

#include "stage/player/sockets.hpp"

namespace stickylab {

Proxy::Proxy(const Surroundings& around, Contact server, Endpoint place, const Endpoint& own,
             const Relaying& relaying, std::function<void(Actor)> on_flood)
    : around_(around),
      server_(std::move(server)),
      place_(std::move(place)),
      relaying_(relaying),
      on_flood_(std::move(on_flood)),
      address_(own),
      ticker_(around.loop, [this] { tick(); }) {
  around_.on_host(server_.actor, [&] { listener_ = listen_at(own, "the relay"); });
  address_.port = ntohs(name_of(listener_).sin_port);
  on_connection_.emplace(around.loop, listener_.get(), [this] { accept(); });
}

void Proxy::accept() {
  sockaddr_in peer{};
  Fd socket = accept_from(listener_, peer);
  if (socket.get() < 0) return;
  const auto client = around_.who_has(peer, name_of(socket));
  if (!client) return;  // it has ended already: nobody is there to be told
  Joint& joint = joints_.emplace_back();
  joint.line = line_for(client->actor);
  joint.number = ++accepted_;
  joint.client = *client;
  joint.peer = peer;
  joint.to_client = std::move(socket);
  if (static_cast<std::size_t>(accepted_) < relaying_.most) return;
  on_connection_.reset();
  listener_.reset();
}

Script::Line Proxy::line_for(Actor client) {
  const int number = static_cast<int>(client);
  const auto own = relaying_.by_client.find(number);
  return own == relaying_.by_client.end() ? relaying_.script.line(accepted_ + 1)
                                          : own->second.line(++accepted_from_[number]);
}

bool Proxy::may_start(const Script::Line& line) const {
  if (!line.starts) return true;
  return std::any_of(joints_.begin(), joints_.end(), [&](const Joint& other) {
    return other.line.connection == line.starts->connection && other.passed >= line.starts->sent;
  });
}

/// Whether the server has it too. If it listens no more, the client sees its connection closed.
bool Proxy::is_connected(Joint& joint) {
  if (joint.to_server.get() < 0) {
    const sockaddr_in address = to_address(place_);
    around_.on_host(server_.actor, [&] { joint.to_server = stream_socket(); });
    [[maybe_unused]] const int begun =
        connect(joint.to_server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  pollfd event{.fd = joint.to_server.get(), .events = POLLOUT, .revents = 0};
  if (poll(&event, 1, 0) == 0) return false;
  if ((event.revents & (POLLERR | POLLHUP)) == 0) return true;
  joint.to_client.reset();
  return false;
}

void Proxy::join(Joint& joint) {
  joint.client_leg = leg(joint, true, std::move(joint.to_client), joint.peer);
  joint.server_leg = leg(joint, false, std::move(joint.to_server), to_address(place_));
}

std::unique_ptr<Leg> Proxy::leg(Joint& joint, bool of_client, Fd socket,
                                const sockaddr_in& program) {
  const Contact& own = of_client ? joint.client : server_;
  const Actor other = of_client ? server_.actor : joint.client.actor;
  const Schedule& schedule = joint.line.schedule;
  std::optional<SocketQueue> queue;
  const sockaddr_in ours = name_of(socket);
  around_.on_host(own.actor, [&] { queue.emplace(program, ours); });
  const auto on_told = [this, &joint, of_client, other](const std::string& piece,
                                                        std::int64_t entered_ns) {
    if (!of_client) joint.passed += piece.size();
    around_.recorder.add_begun(entered_ns, other, Relayed{piece, joint.number});
  };
  return std::make_unique<Leg>(std::move(socket), std::move(*queue), own.brake,
                               of_client ? schedule.replies.value_or(Cutting{}) : schedule.stream,
                               on_told);
}

void Proxy::tick() {
  for (Joint& joint : joints_) {
    if (joint.client_leg) {
      carry(joint);
    } else if (joint.to_client.get() >= 0 && may_start(joint.line) && is_connected(joint)) {
      join(joint);
    }
  }
}

void Proxy::carry(Joint& joint) {
  Leg& client = *joint.client_leg;
  Leg& server = *joint.server_leg;
  client.go_on();
  server.go_on();
  pass(client, server);
  pass(server, client);
  if (client.said_in_all() > kRelayLimit) on_flood_(joint.client.actor);
  if (server.said_in_all() > kRelayLimit) on_flood_(server_.actor);
  if (!client.was_told_end() || !server.was_told_end()) return;
  joint.client_leg.reset();
  joint.server_leg.reset();
}

bool Proxy::carries() const {
  return std::any_of(joints_.begin(), joints_.end(), [](const Joint& joint) {
    if (!joint.client_leg) return joint.to_client.get() >= 0;
    return waits(*joint.client_leg, *joint.server_leg) ||
           waits(*joint.server_leg, *joint.client_leg);
  });
}

/// Whether `to` is still to be told something.
bool Proxy::waits(const Leg& from, const Leg& to) {
  return from.has_said() || !to.is_told() || (from.has_ended() && !to.was_told_end());
}

void Proxy::pass(Leg& from, Leg& to) {
  if (from.has_said()) {
    if (to.is_told() && from.is_quiet()) to.tell(from.take_said());
    return;
  }
  if (to.was_told_end() || !to.is_told()) return;
  const bool has_all = from.has_ended() && from.is_told() && from.is_settled();
  if (to.is_held() && from.has_ended()) {
    // The end comes with the last bytes, but a reset would take away what it has said.
    if (from.was_reset() && to.has_said()) {
      to.release();
    } else if (has_all) {
      to.tell_end(from.was_reset());
    }
    return;
  }
  to.release();
  if (has_all && !to.has_said() && to.is_quiet()) to.tell_end(from.was_reset());
}

}  // namespace stickylab
