// Sees when nothing more is to be expected of programs that do not end by themselves.
#pragma once

#include <functional>
#include <vector>

#include "base/loop.hpp"
#include "stage/socket/sock_diag.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// Looks again and again, at all processes of the run and at all TCP sockets of its hosts. A server
/// may have a timer of its own, so that it runs now and then is no sign: it is quiet if for half a
/// second no look finds a process that runs, and none a byte that is not acknowledged.
class Quiet {
 public:
  /// `actors` are those on whose hosts to look; none if the host is the whole machine, whose
  /// sockets are not ours. Calls `on_quiet` once.
  Quiet(Loop& loop, const Stage& stage, const std::vector<Actor>& actors,
        std::function<void()> on_quiet);

 private:
  void look();
  bool all_acknowledged() const;

  std::vector<SockDiag> hosts_;
  const std::function<void()> on_quiet_;
  int looks_ = 0;  ///< in a row that found nothing
  Timer timer_;
};

}  // namespace stickylab
