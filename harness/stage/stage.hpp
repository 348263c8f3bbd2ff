// A stage: the network on which the programs of a run live.
//
// In: a RunSpec (the cast with its commands and hosts, the network, the wire, the time limit); if
// the run is stepped, the commands of the person who holds the wire. Out: one Recording for each
// run, with all that was seen of calls, packets, output and ends. A run has a stage process,
// its own or that of its series (stage/series.hpp), which ends every process that it started.
//
// Its folders are process/ (programs), net/ (hosts and wire), socket/ (the kernel's account),
// tracer/ (calls as the kernel sees them) and player/ (a stream that the stage itself delivers). It
// knows nothing of verdicts, rows and languages: others judge a run, from its recording.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "recording/recording.hpp"
#include "stage/run.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

class Wire;

/// The port of the first program that listens on a host, on a stage of their own: as in the
/// documents, and nobody else has it. Further ones have the ports that follow.
inline constexpr std::uint16_t kPort = 8080;

/// Made in the stage process, before the programs. It lives as long as the run, or as a series of
/// runs (stage/series.hpp). Programs are named
/// by their place in the cast; which host each is on, `RunSpec` says.
class Stage {
 public:
  virtual ~Stage() = default;

  /// The IPv4 address of an actor's host.
  virtual std::string address(Actor actor) const = 0;

  /// The place for an actor to listen, if it does: always the same, and its alone.
  virtual Endpoint place(Actor actor) = 0;

  /// The place for a relay to listen, on the host of the program that it leads to; port 0: the
  /// kernel chooses one.
  virtual Endpoint relay(Actor to) { return {address(to), 0}; }

  /// Called in a program's own process, between fork and exec: moves it to its host. Makes only
  /// async-signal-safe calls. False, with errno, if that fails.
  virtual bool enter(Actor actor) const = 0;

  /// Does something on an actor's host, in this process: sockets made there belong there.
  virtual void on_host(Actor /*actor*/, const std::function<void()>& what) const { what(); }

  /// Called once, before the programs start: the stage may watch the loop and record. `reads` tells
  /// how many reads of an actor have brought bytes so far.
  virtual void attach(Loop& /*loop*/, Recorder& /*recorder*/,
                      const std::function<int(Actor)>& /*reads*/) {}

  /// The wire between the hosts, once attached; none if nothing can be held.
  virtual Wire* wire() { return nullptr; }

  /// Called once, when the programs have ended.
  virtual void finish() {}

  /// Called between two runs: the actors of the next one have places that nobody had before.
  virtual void renew() {}

  /// Names what can be observed on this stage beside the calls: `kernel`, `wire`.
  virtual std::vector<std::string> evidence() const = 0;
};

/// Makes the stage that `spec.info.net` names, with the hosts that its programs want. Throws
/// std::system_error if the system forbids it.
std::unique_ptr<Stage> make_stage(const RunSpec& spec);

/// This machine's own loopback device, or where `spec` wants it and the system allows it one that
/// nobody else uses; ports that are free, no wire. Programs that are awaited
/// listen on 127.0.0.2, the others are at 127.0.0.1.
std::unique_ptr<Stage> make_loopback(const RunSpec& spec);

/// Hosts in namespaces of their own, and the wire between them.
std::unique_ptr<Stage> make_two_hosts(const RunSpec& spec);

/// One host in a namespace of its own, 127.0.0.1 and ::1 for everybody, its loopback device for a
/// wire.
std::unique_ptr<Stage> make_one_host(const RunSpec& spec);

}  // namespace stickylab
