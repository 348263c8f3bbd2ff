// The stage plays a client.
#pragma once

#include <functional>
#include <list>

#include "base/ticker.hpp"
#include "stage/player/talk.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// Opens a connection for each line of the script, when that line starts, and says its stream.
class Client {
 public:
  /// `server` listens at `place`. `on_end` is called once everything is said and ended as the
  /// script says; with `true` if a line ends in silence: then the server has read all, and sleeps.
  Client(const Surroundings& around, Actor self, Contact server, Endpoint place,
         const Played& played, std::function<void(bool silent)> on_end);

 private:
  /// A line, and its connection once it has started.
  struct Doing {
    explicit Doing(const Script::Line& l) : line(l) {}
    const Script::Line& line;
    std::optional<Talk> talk;
  };

  void tick();
  void start(Doing& doing);
  bool may_start(const Script::Line& line) const;
  void begin(Doing& doing);

  const Surroundings& around_;
  const Actor self_;
  const Contact server_;
  const Endpoint place_;
  const Played& played_;
  const std::function<void(bool)> on_end_;
  std::list<Doing> lines_;
  bool ended_ = false;
  Ticker ticker_;
};

}  // namespace stickylab
