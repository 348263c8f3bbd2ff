// The programs to run, and the conditions of the run.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/recording.hpp"
#include "schedule/script.hpp"
#include "stage/net/wire_spec.hpp"

namespace stickylab {

/// A command line. `{host}`, `{host6}`, `{port}` and `{path}` in it are replaced by the place of
/// the program that listens (stage/launch.hpp), `{host:NAME}` and so on by that of the program
/// NAME.
struct Program {
  std::vector<std::string> command;
  std::string input;  ///< all of its standard input
};

/// The moment at which a program starts.
struct Start {
  enum class When : std::uint8_t {
    at_once,
    listens,  ///< when `other` has its port in LISTEN, or bound for UDP; or its path
    ended,    ///< when `other` has ended
    settled,  ///< when it has, and the server has taken what it said (stage/settled.hpp)
  } when = When::at_once;
  Actor other{};
};

struct ProgramSpec {
  Program program;
  int host = 0;  ///< the stage's host that it runs on, from 0 to kMostHosts - 1
  Start start;
  std::optional<Played> played;  ///< by the stage, instead of the program; it starts as that would
  bool direct = false;           ///< it goes to the server itself if a proxy stands before that
};

/// When a run is over although programs still run, as servers do: then they are ended.
struct Until {
  /// When these have ended and nothing moves any more (stage/quiet.hpp). None: when all have.
  std::vector<Actor> ended;
  std::optional<double> seconds;  ///< so long after its start
  bool settled = false;           ///< it is enough that the server has taken what they said
};

inline constexpr int kMostHosts = 9;  // 192.0.2.1 to 192.0.2.9

/// The default cast: the sender on the left host, the receiver on the right one. `first` starts at
/// once, the other when that one listens.
std::vector<ProgramSpec> two_programs(Program sender, Program receiver, Actor first = kReceiver);

struct RunSpec {
  /// `net` says on which stage, `cast` who takes part; the hosts of the cast, kernel, started and
  /// evidence are filled in by the run.
  RunInfo info;
  std::vector<ProgramSpec> programs = two_programs({}, {});  ///< in the order of the cast
  std::optional<Transport> transport;  ///< for the ports that are awaited; empty: either
  std::uint16_t port = 0;              ///< for the first that listens; 0: the stage chooses
  bool any_port = false;               ///< whatever port they open; for stages of their own
  unsigned mtu = 1500;                 ///< for the hosts' links, in bytes
  WireSpec wire;
  std::optional<Relaying> relayed;  ///< the first that listens is reached through a proxy only
  /// Lines that are looked for in a program's memory while the stream is silent: it may have made
  /// them, and not yet written.
  std::vector<std::string> looked_for;
  /// UDP has no end: if the stage plays or relays, the run is over when the server has read all and
  /// waits, and this says of what it has printed that it is enough; else at the deadline. None: it
  /// always is.
  std::function<bool(const std::string& printed)> enough;
  /// On loopback: one that nobody else uses, if the system allows that.
  bool own_network = false;
  bool gates_off = false;       ///< the kit's gates step aside
  bool stepped = false;         ///< a person holds the wire; on two hosts
  std::filesystem::path probe;  ///< the LD_PRELOAD library; empty with Probe::kernel
  double timeout_s = 10;        ///< of the whole run
  std::optional<Until> until;   ///< of a run that nobody judges; servers may leave a daemon

  Program& program(Actor actor) { return spec_of(actor).program; }
  const Program& program(Actor actor) const { return spec_of(actor).program; }
  ProgramSpec& spec_of(Actor actor) { return programs.at(static_cast<std::size_t>(actor)); }
  const ProgramSpec& spec_of(Actor actor) const {
    return programs.at(static_cast<std::size_t>(actor));
  }
};

/// True if a probe of either kind is there.
bool observes_calls(const RunSpec& spec);

/// True if another program waits until this one listens.
bool is_awaited(const RunSpec& spec, Actor actor);

/// The first in the cast that is awaited; the first of all if none is.
Actor first_listener(const RunSpec& spec);

/// Throws InputError, naming the program, if the cast cannot be played: two programs of one name, a
/// host that there is not, a program that waits for itself or in a circle, more programs than a
/// cast may have.
void check_cast(const RunSpec& spec);

}  // namespace stickylab
