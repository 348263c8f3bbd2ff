// No process of a run outlives it: a PID namespace if the system allows one, else a subreaper.
#pragma once

#include <sys/types.h>

#include <vector>

namespace stickylab {

/// The children of a child that ends come to this process, which must end them.
void adopt_orphans();

/// Kills and reaps the children of this process, and theirs, until there is none.
void end_children();

/// Set in the environment to any value: use no namespaces (to test the other way).
inline constexpr char kNoNamespaces[] = "STICKYLAB_NO_NAMESPACES";

/// Made once, by a stage process before it starts programs. The namespace's first process reaps
/// what programs abandon; when it ends, the kernel ends all others (pid_namespaces(7)).
class Containment {
 public:
  Containment();
  ~Containment() { end(); }
  Containment(const Containment&) = delete;
  Containment& operator=(const Containment&) = delete;

  /// The processes that programs which have ended left behind. `ours` are none of them.
  std::vector<pid_t> strays(const std::vector<pid_t>& ours = {}) const;

  /// Ends everything that still runs, and waits for it. Also done by the destructor.
  void end();

 private:
  pid_t init_ = 0;  ///< the namespace's first process; 0: this process is a subreaper
};

/// The living children of a process, from /proc.
std::vector<pid_t> children_of(pid_t parent);

}  // namespace stickylab
