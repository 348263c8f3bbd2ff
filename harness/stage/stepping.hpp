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
#include "stage/running.hpp"
#include "stage/socket/sock_diag.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// In the stage process. From the beginning every packet is held. Whenever something has happened,
/// but not before the last has been taken, a snapshot goes out: the recording so far, as NDJSON,
/// and an empty line. In it what is on the wire is underway; the queues of the kernels, and what
/// the programs wait in, stand there as they are. While nothing moves, the kernels are asked twice
/// a second, to let a machine rest.
class Stepping {
 public:
  using Programs = std::vector<const Running*>;  ///< in the order of the cast

  /// `person` is a stream socket: WireCommands come from it, snapshots go to it. Needs a stage with
  /// a wire; throws std::logic_error if it has none.
  Stepping(Loop& loop, Recorder& recorder, Stage& stage, int person, Programs programs);

 private:
  /// Counts that differ if something has happened.
  using Seen = std::tuple<std::size_t, std::vector<std::uint64_t>, std::vector<std::uint64_t>>;

  void obey();
  void look();
  void ask_kernels();
  void look_at_queues(Actor who, const SockDiag& diag);
  void look_at_program(std::size_t which);
  Seen seen() const;
  std::string snapshot() const;

  Recorder& recorder_;
  Wire& wire_;
  const int person_;
  const Programs programs_;
  std::map<Actor, SockDiag> kernels_;
  using Ends = std::pair<std::string, std::string>;
  std::map<Actor, std::map<Ends, Queues>> queues_;  ///< as recorded last
  /// As recorded last, with the length of the log at that time: a call has come since, or not.
  std::vector<std::pair<WaitsIn, std::uint64_t>> waiting_;
  Seen looked_;
  int quiet_ = 0;  ///< looks in a row at which nothing had moved
  Seen sent_;
  Readable commands_;
  Timer timer_;
};

}  // namespace stickylab
