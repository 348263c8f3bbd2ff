// Finds which of the programs that others wait for have their port open by now.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>

#include "base/loop.hpp"
#include "stage/socket/listening.hpp"

namespace stickylab {

/// Asks the kernel every millisecond, as long as there is a program to ask about.
class Readiness {
 public:
  /// Calls `on_ready` with the address that is open, HOST:PORT or a path, once for each program.
  Readiness(Loop& loop, std::optional<Transport> transport,
            std::function<void(Actor, const std::string&)> on_ready);

  /// Watches for `port`, or for any if there is none. `ports` is that of the program.
  void await(Actor actor, OpenPorts ports, std::optional<std::uint16_t> port);
  /// Watches for this path.
  void await_path(Actor actor, OpenPorts ports, std::string path);
  void forget(Actor actor);

 private:
  struct Awaited {
    Actor actor;
    OpenPorts ports;
    std::optional<std::uint16_t> port;
    std::string path;  ///< empty: a port
  };

  void add(Awaited awaited);
  std::optional<std::string> open_of(const Awaited& awaited) const;
  void check();

  Loop& loop_;
  const std::optional<Transport> transport_;
  const std::function<void(Actor, const std::string&)> on_ready_;
  std::list<Awaited> awaited_;
  std::optional<Timer> timer_;
};

}  // namespace stickylab
