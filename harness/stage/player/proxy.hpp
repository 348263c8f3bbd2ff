// The stage stands between two real programs.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>

#include "base/ticker.hpp"
#include "schedule/script.hpp"
#include "stage/player/leg.hpp"
#include "stage/player/player.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// Takes connections in the place of a server and carries each on to the server, in both
/// directions: both programs hear each other as the script says. What a program says is passed on
/// when it waits for an answer, or has closed its end: so it does not depend on how it writes where
/// its bytes are cut. FIN is passed on as FIN and RST as RST, when the other program has been told
/// all and waits. What passes is recorded as `Relayed`, piece by piece.
class Proxy {
 public:
  /// Listens at `own`, on the server's host, at once: clients may connect from then on. The server
  /// listens at `place`. `on_flood` is told which program says more than `kRelayLimit` on one
  /// connection.
  Proxy(const Surroundings& around, Contact server, Endpoint place, const Endpoint& own,
        const Relaying& relaying, std::function<void(Actor)> on_flood);

  /// Where the clients are to connect.
  Endpoint address() const { return address_; }

  /// Whether something is under way: bytes or an end that one program has said and the other has
  /// not been told, or a connection that is not carried on yet.
  bool carries() const;

 private:
  /// A connection that is carried on.
  struct Joint {
    Script::Line line;
    int number = 0;  ///< among all connections
    Contact client;
    sockaddr_in peer{};      ///< the client's address
    std::size_t passed = 0;  ///< bytes, to the server
    Fd to_client;            ///< until the two ends are joined
    Fd to_server;
    std::unique_ptr<Leg> client_leg;  ///< none any more once both have been told the end
    std::unique_ptr<Leg> server_leg;
  };

  void accept();
  void tick();
  bool may_start(const Script::Line& line) const;
  bool is_connected(Joint& joint);
  void join(Joint& joint);
  std::unique_ptr<Leg> leg(Joint& joint, bool of_client, Fd socket, const sockaddr_in& program);
  void carry(Joint& joint);
  Script::Line line_for(Actor client);
  static void pass(Leg& from, Leg& to);
  static bool waits(const Leg& from, const Leg& to);

  const Surroundings& around_;
  const Contact server_;
  const Endpoint place_;
  const Relaying& relaying_;
  const std::function<void(Actor)> on_flood_;
  Fd listener_;
  Endpoint address_;
  std::list<Joint> joints_;
  int accepted_ = 0;
  std::map<int, int> accepted_from_;  ///< of each client that has a script of its own
  std::optional<Readable> on_connection_;
  Ticker ticker_;
};

/// Bytes that a program may say in all on one connection.
inline constexpr std::size_t kRelayLimit = 16 << 20;

}  // namespace stickylab
