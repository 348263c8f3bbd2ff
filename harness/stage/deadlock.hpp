// A run in which nothing can happen any more: seen, not guessed.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "stage/process/endless.hpp"
#include "stage/process/rest.hpp"
#include "stage/process/stillness.hpp"
#include "stage/running.hpp"
#include "stage/socket/sock_diag.hpp"
#include "stage/socket/standstill.hpp"
#include "stage/socket/unix_peers.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Looks at all programs of a run and at all that they started, threads too. They are in a deadlock
/// if none of them has run for 50 ms, each is in a wait that nothing limits in time
/// (stage/process/endless.hpp), all that they wait for is theirs alone, and nothing is under way to
/// it: no packet on the wire or in a queue of the kernel, no byte unacknowledged, no timer of TCP
/// armed (stage/socket/standstill.hpp). Then only one of them could wake another, and none does.
///
/// What cannot be seen counts as something that may happen, and the deadline of the run is still
/// there: a program without the probe, a file of an unknown kind, a socket that has a limit in time
/// or somebody else at its other end, a signal that was ordered for later.
class Deadlock {
 public:
  /// What it is told of the run around it.
  struct Around {
    const std::deque<Running>& programs;
    Stage& stage;
    std::function<std::vector<pid_t>()> left_behind;  ///< processes of programs that have ended
    double limit_s = 0;                               ///< of the run
    bool has_visitors = false;     ///< somebody who is not of the run may come to its sockets
    std::function<bool()> may_be;  ///< false as long as the stage itself will do something
  };

  /// Calls `on_seen` when it sees one. It looks every `check_ms`.
  Deadlock(Loop& loop, Around around, std::function<void()> on_seen, std::uint64_t check_ms);

 private:
  /// What was seen when nothing could happen.
  struct Seen {
    std::vector<SleepingTask> tasks;
    std::uint64_t frames = 0;  ///< that the wire has taken so far
    friend bool operator==(const Seen&, const Seen&) = default;
  };
  struct Host {
    SockDiag sockets;
    UnixPeers peers;
    bool is_patient = false;
  };

  void open_host();
  void check();
  bool first_threads_rest();
  std::optional<Seen> look();
  std::vector<pid_t> processes() const;
  bool are_calls_seen(const std::vector<SleepingTask>& tasks) const;
  bool ask_outside(const std::vector<HostSockets>& hosts, const Sleepers& all) const;
  std::optional<Sleepers> sleepers(const std::vector<SleepingTask>& tasks) const;
  std::vector<HostSockets> sockets() const;

  const Around around_;
  const std::function<void()> on_seen_;
  std::vector<Host> hosts_;
  std::set<std::string> addresses_;
  std::map<pid_t, Stillness> first_threads_;
  std::optional<Seen> seen_;
  Timer timer_;
};

}  // namespace stickylab
