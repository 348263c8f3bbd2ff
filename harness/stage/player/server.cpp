#include "stage/player/server.hpp"

#include <algorithm>

#include "stage/player/sockets.hpp"

namespace stickylab {
namespace {

Fd listener_on(const Surroundings& around, Actor self, const Endpoint& place) {
  Fd listener;
  around.on_host(self, [&] { listener = listen_at(place, "the server"); });
  return listener;
}

}  // namespace

Server::Server(const Surroundings& around, Actor self, const Endpoint& place, const Played& played,
               std::function<void()> on_silence)
    : around_(around),
      self_(self),
      played_(played),
      on_silence_(std::move(on_silence)),
      listener_(listener_on(around, self, place)),
      on_connection_(around.loop, listener_.get(), [this] { accept(); }),
      ticker_(around.loop, [this] { tick(); }) {}

void Server::accept() {
  sockaddr_in peer{};
  Fd socket = accept_from(listener_, peer);
  if (socket.get() < 0) return;
  const auto client = around_.who_has(peer, name_of(socket));
  if (!client) return;  // it has ended already: nobody is there to be told
  const int connection = ++accepted_;
  Doing& doing = connections_.emplace_back();
  doing.line = played_.script.line(connection);
  doing.client = *client;
  doing.peer = peer;
  const Schedule& schedule = doing.line.schedule;
  doing.talk.emplace(around_, self_, std::move(socket), played_.stream(connection),
                     Talk::Manner{Call::accept, connection, schedule.replies.value_or(Cutting{}),
                                  schedule.end, schedule.after});
}

bool Server::may_start(const Script::Line& line) const {
  if (!line.starts) return true;
  return std::any_of(connections_.begin(), connections_.end(), [&](const Doing& other) {
    return other.line.connection == line.starts->connection &&
           (other.talk->sent() >= line.starts->sent || other.talk->is_done());
  });
}

void Server::begin(Doing& doing) {
  const sockaddr_in own = name_of(doing.talk->socket());
  around_.on_host(doing.client.actor,
                  [&] { doing.talk->begin(doing.client, SocketQueue(doing.peer, own)); });
}

void Server::tick() {
  for (Doing& doing : connections_) {
    if (!doing.talk->has_begun() && may_start(doing.line)) begin(doing);
    if (!doing.talk->has_begun()) continue;
    if (doing.talk->is_done()) doing.talk->take_replies();
    doing.talk->go_on();
    if (doing.talk->is_silent() && !std::exchange(told_, true)) on_silence_();
  }
}

}  // namespace stickylab
