// The stage plays a part itself: client, server, or proxy between two real programs.
//
// A script comes in, and streams of bytes; pieces of them leave by real sockets, to real programs.
// What was sent is recorded. A client opens connections (client.hpp), a server takes them
// (server.hpp), a proxy joins two programs (proxy.hpp); each connection of the first two is a Talk,
// the proxy's two ends of one are Legs, and what goes in one direction is a Pump. This room knows
// nothing of stages, hosts or wires: it is given functions that make sockets where they belong, and
// that name the program at the other end.
//
// How bytes are delivered. A program on trial must hold however its bytes come, so we decide how
// they come, and make sure that they did: a piece that is sent before the last one was read may
// arrive together with it, and nobody would know. So nothing here waits for a time. Ten thousand
// times a second each connection looks, from outside, at what the program that reads has done:
//  - The next piece goes when the last is in the program's queue (sock_diag says how many bytes
//  have
//    arrived) and has been read (and how many wait), and the program sleeps: who looks for more
//    right after a read must find nothing. One that looks all the time is given 5 ms to do so.
//  - A program may want more before it reads (MSG_PEEK, SO_RCVLOWAT). If all has arrived, and it
//  has
//    slept for 20 ms without a single time slice, it waits for us: the next piece goes.
//  - `merged` is the opposite: the program is stopped (SIGSTOP) until everything is in its queue.
//    Several connections may want it stopped; it goes on when none does (brake.hpp). The end of the
//    stream, FIN or RST, goes into its queue before that, unless the sender had waited for a reply
//    before it closed.
//  - In a conversation a turn begins when so many bytes of reply have come, whatever they are: we
//    know what was said in the real run, not what it means.
// A proxy does not know the turns. It collects what a program says until that program waits for an
// answer: it was told all, its bytes are acknowledged, and it has slept for 2 ms. Only then are
// they passed on, cut as the script says, so that it does not matter how the program wrote them.
// FIN and RST are passed on in the same way, last; with `merged` before the program goes on.
//
// Datagrams are not cut, and UDP tells neither what has arrived nor when it is over: a client that
// sends them (datagram_client.hpp) and a relay (datagram_relay.hpp) share a DatagramPump, which
// goes by what waits in the program's queue, and by when it runs and sleeps.
//
// A program that is gone has nothing to wait for: what is left for it counts as delivered. How long
// all this may take is for the run to say (stage/process/deadline.hpp).
#pragma once

#include <netinet/in.h>

#include <functional>
#include <memory>
#include <optional>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "stage/player/brake.hpp"

namespace stickylab {

/// A real program that a player talks to.
struct Contact {
  Actor actor{};
  std::shared_ptr<Brake> brake;
};

/// What a player is given of the run around it; outlives the player.
struct Surroundings {
  Loop& loop;
  Recorder& recorder;
  /// Does something on the host of an actor: sockets made there belong there.
  std::function<void(Actor, const std::function<void()>&)> on_host;
  /// The program that has the socket with these addresses, its own and its peer's.
  std::function<std::optional<Contact>(const sockaddr_in& own, const sockaddr_in& peer)> who_has;
};

}  // namespace stickylab
