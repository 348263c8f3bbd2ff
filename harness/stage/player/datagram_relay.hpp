// The stage stands between two real programs that send each other datagrams.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>

#include "base/ticker.hpp"
#include "stage/player/datagram_pump.hpp"
#include "stage/player/enough.hpp"
#include "stage/player/player.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// Takes datagrams in the place of a server and carries each on to it, one at a time, in their
/// order; what it answers goes back at once. What passes is recorded as `Relayed`, one for each
/// datagram.
class DatagramRelay {
 public:
  struct Events {
    std::function<bool()> client_ended;   ///< asked: nothing more will come
    std::function<void()> on_silence;     ///< the server has read all, and has printed enough
    std::function<void(Actor)> on_flood;  ///< who says more than `most` bytes
  };

  /// Is bound to `own`, on the server's host, at once: clients may send from then on. The server is
  /// at `place`, the clients at `way_ms` from it.
  DatagramRelay(const Surroundings& around, Contact server, Endpoint place, const Endpoint& own,
                std::size_t most, double way_ms, Enough enough, Events events);

  /// Where the clients are to send to.
  Endpoint address() const { return address_; }

  /// Whether the server has read all that was sent.
  bool is_read() const;

 private:
  /// What one address of a client sends.
  struct Route {
    sockaddr_in client{};
    Actor who{};
    Fd to_server;
    std::optional<DatagramPump> pump;
  };

  void take();
  Route* route(const sockaddr_in& client);
  void answer(const Route& route);
  void count(Actor who, std::size_t size);
  void tick();

  const Surroundings& around_;
  const Contact server_;
  const Endpoint place_;
  const std::size_t most_;
  const double way_ms_;
  Enough enough_;
  const Events events_;
  Fd socket_;
  Endpoint address_;
  std::list<Route> routes_;
  std::size_t passed_ = 0;  ///< bytes
  bool told_ = false;
  std::optional<Readable> on_datagram_;
  Ticker ticker_;
};

}  // namespace stickylab
