// A stage: the network on which the two programs of a run live.
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

/// Where programs listen on a stage of their own: as in the documents, and nobody else has it.
inline constexpr std::uint16_t kPort = 8080;

/// Made in the stage process, before the programs. It lives as long as the run.
class Stage {
 public:
  virtual ~Stage() = default;

  virtual Endpoint receiver() const = 0;
  /// Where a relay is to listen, on the receiver's host; port 0: the kernel chooses one.
  virtual Endpoint relay() const { return {receiver().host, 0}; }

  /// Called in a program's own process, between fork and exec: moves it to its host. Makes only
  /// async-signal-safe calls. False, with errno, where that fails.
  virtual bool enter(Actor who) const = 0;

  /// Does something on an end's host, in this process: sockets made there belong there.
  virtual void on_host(Actor /*who*/, const std::function<void()>& what) const { what(); }

  /// Called once, before the programs start: the stage may watch the loop and record. How many of
  /// the receiver's reads have brought bytes so far, `reads` tells.
  virtual void attach(Loop& /*loop*/, Recorder& /*recorder*/,
                      const std::function<int()>& /*reads*/) {}

  /// The wire between the hosts, once attached; none where nothing can be held.
  virtual Wire* wire() { return nullptr; }

  /// Called once, when the programs have ended.
  virtual void finish() {}

  /// What can be observed on this stage beside the calls: `kernel`, `wire`.
  virtual std::vector<std::string> evidence() const = 0;
};

/// Makes the stage that `spec.info.net` names. Throws std::system_error where the system forbids
/// it.
std::unique_ptr<Stage> make_stage(const RunSpec& spec);

/// 127.0.0.1 and 127.0.0.2 of this machine, a free port, no wire.
std::unique_ptr<Stage> make_loopback();

/// Two hosts in namespaces of their own, and the wire between them.
std::unique_ptr<Stage> make_two_hosts(const RunSpec& spec);

/// One host in a namespace of its own, 127.0.0.1 for both, its loopback device for a wire.
std::unique_ptr<Stage> make_one_host(const RunSpec& spec);

}  // namespace stickylab
