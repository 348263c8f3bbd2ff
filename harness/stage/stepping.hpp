// A run whose wire a person holds: what there is to see goes out, what is to be done comes in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "stage/net/wire_command.hpp"
#include "stage/socket/probe_log.hpp"
#include "stage/socket/sock_diag.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// In the stage process. From the beginning every packet is held. Whenever something has happened,
/// but not before the last has been taken, a snapshot goes out: the recording so far, as NDJSON,
/// and an empty line. In it what is on the wire is underway, and the queues of the kernels stand
/// there as they are.
class Stepping {
 public:
  using Logs = std::vector<const ProbeLogFile*>;  ///< of the programs, in the order of the cast

  /// `person` is a stream socket: WireCommands come from it, snapshots go to it. Needs a stage with
  /// a wire; throws std::logic_error if it has none.
  Stepping(Loop& loop, Recorder& recorder, Stage& stage, int person, Logs logs);

 private:
  /// Counts that differ if something has happened.
  using Seen = std::tuple<std::size_t, std::vector<std::uint64_t>, std::vector<std::uint64_t>>;

  void obey();
  void look();
  void look_at_queues(Actor who, const SockDiag& diag);
  Seen seen() const;
  std::string snapshot() const;

  Recorder& recorder_;
  Wire& wire_;
  const int person_;
  const Logs logs_;
  std::map<Actor, SockDiag> kernels_;
  std::map<Actor, std::map<std::string, Queues>> queues_;  ///< as recorded last, by peer
  Seen sent_;
  Readable commands_;
  Timer timer_;
};

}  // namespace stickylab
