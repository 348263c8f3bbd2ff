#include "stage/player/datagram_relay.hpp"

#include <sys/socket.h>

#include <algorithm>

#include "stage/player/sockets.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kDatagram = 65'536;  // more than one of them holds

}  // namespace

DatagramRelay::DatagramRelay(const Surroundings& around, Contact server, Endpoint place,
                             const Endpoint& own, std::size_t most, double way_ms, Enough enough,
                             Events events)
    : around_(around),
      server_(std::move(server)),
      place_(std::move(place)),
      most_(most),
      way_ms_(way_ms),
      enough_(std::move(enough)),
      events_(std::move(events)),
      address_(own),
      ticker_(around.loop, [this] { tick(); }) {
  around_.on_host(server_.actor, [&] {
    socket_ = datagram_socket();
    bind_to(socket_, own, "the relay");
  });
  address_.port = ntohs(name_of(socket_).sin_port);
  on_datagram_.emplace(around.loop, socket_.get(), [this] { take(); });
}

void DatagramRelay::take() {
  std::string datagram(kDatagram, '\0');
  sockaddr_in client{};
  socklen_t size = sizeof client;
  const ssize_t got = recvfrom(socket_.get(), datagram.data(), datagram.size(), MSG_DONTWAIT,
                               reinterpret_cast<sockaddr*>(&client), &size);
  if (got < 0) return;
  Route* way = route(client);
  if (way == nullptr) return;
  datagram.resize(static_cast<std::size_t>(got));
  count(way->who, datagram.size());
  way->pump->give(std::move(datagram));
}

DatagramRelay::Route* DatagramRelay::route(const sockaddr_in& client) {
  const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) {
    return route.client.sin_port == client.sin_port &&
           route.client.sin_addr.s_addr == client.sin_addr.s_addr;
  });
  if (found != routes_.end()) return &*found;
  const auto who = around_.who_has(client, name_of(socket_));
  if (!who) return nullptr;
  Route& route = routes_.emplace_back();
  route.client = client;
  route.who = who->actor;
  std::optional<DatagramQueue> queue;
  around_.on_host(server_.actor, [&] {
    route.to_server = datagram_socket();
    connect_to(route.to_server, place_);
    queue.emplace(to_address(place_), name_of(route.to_server));
  });
  route.pump.emplace(
      route.to_server.get(), std::move(*queue), server_.brake, Pacing::drained, way_ms_,
      [this, who = who->actor](const std::string& datagram, std::int64_t entered_ns) {
        around_.recorder.add_begun(entered_ns, who, Relayed{datagram});
      });
  return &route;
}

void DatagramRelay::answer(const Route& route) {
  std::string datagram(kDatagram, '\0');
  for (ssize_t got = 0;
       (got = recv(route.to_server.get(), datagram.data(), datagram.size(), MSG_DONTWAIT)) >= 0;) {
    const std::string said = datagram.substr(0, static_cast<std::size_t>(got));
    around_.recorder.add(server_.actor, Relayed{said});
    sendto(socket_.get(), said.data(), said.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&route.client), sizeof route.client);
    count(server_.actor, said.size());
  }
}

void DatagramRelay::count(Actor who, std::size_t size) {
  passed_ += size;
  if (passed_ > most_) events_.on_flood(who);
}

bool DatagramRelay::is_read() const {
  return std::all_of(routes_.begin(), routes_.end(),
                     [](const Route& route) { return route.pump->is_drained(); });
}

void DatagramRelay::tick() {
  for (Route& route : routes_) {
    route.pump->go_on();
    answer(route);
  }
  if (told_ || !events_.client_ended()) return;
  const bool quiet = std::all_of(routes_.begin(), routes_.end(),
                                 [](const Route& route) { return route.pump->is_quiet(); });
  if (!quiet || !enough_.now()) return;
  told_ = true;
  events_.on_silence();
}

}  // namespace stickylab
