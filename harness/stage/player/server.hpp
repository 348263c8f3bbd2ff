// The stage plays a server.
#pragma once

#include <functional>
#include <list>

#include "base/ticker.hpp"
#include "stage/player/talk.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// Listens, and says on each connection that comes what its line wants: the n-th has line n.
class Server {
 public:
  /// Listens at `place` at once: clients may connect from then on. `on_silence` is called if a line
  /// ends in silence, once its client has read all and sleeps.
  Server(const Surroundings& around, Actor self, const Endpoint& place, const Played& played,
         std::function<void()> on_silence);

 private:
  /// A connection that was taken; it may have to wait for its line to start.
  struct Doing {
    Script::Line line;
    Contact client;
    sockaddr_in peer{};
    std::optional<Talk> talk;
  };

  void accept();
  void tick();
  bool may_start(const Script::Line& line) const;
  void begin(Doing& doing);

  const Surroundings& around_;
  const Actor self_;
  const Played& played_;
  const std::function<void()> on_silence_;
  Fd listener_;
  std::list<Doing> connections_;
  int accepted_ = 0;
  bool told_ = false;
  Readable on_connection_;
  Ticker ticker_;
};

}  // namespace stickylab
