// What proc(5) says of a process, at each station of its life.
#include "stage/process/proc_stat.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/prctl.h>

#include <utility>

#include "process_by_hand.hpp"

using namespace stickylab;

namespace {

/// A child that waits for ever, under a name that looks like the rest of the line.
class Child {
 public:
  Child() : pid_(must(fork(), "fork")) {
    if (pid_ > 0) {
      named_.write.reset();
      char none = 0;
      must(read(named_.read.get(), &none, 1), "read");  // 0: it has its name
      return;
    }
    prctl(PR_SET_NAME, "x) Z 1 (y) Z 1");
    named_.write.reset();
    for (;;) pause();
  }
  ~Child() {
    if (pid_ > 0) reap();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }

  /// Returns when the signal has made it so, and leaves what waitid(2) finds.
  void get(int signal, int options) {
    kill(pid_, signal);
    siginfo_t info{};
    must(waitid(P_PID, static_cast<id_t>(pid_), &info, options | WNOWAIT), "waitid");
  }
  /// Its process ID until then.
  pid_t reap() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    return std::exchange(pid_, 0);
  }

 private:
  Pipe named_;
  pid_t pid_;
};

char state(const Child& child) {
  const auto stat = proc_stat(child.pid());
  return stat ? stat->state : '?';
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("one that asks about itself runs, and has its parent") {
    const auto stat = proc_stat(getpid());
    REQUIRE(stat);
    CHECK(stat->state == 'R');
    CHECK(stat->parent == getppid());
  }

  TEST_CASE("a process is stopped, has ended, is gone, whatever its name is") {
    Child child;
    REQUIRE(proc_stat(child.pid()));
    CHECK(proc_stat(child.pid())->parent == getpid());
    child.get(SIGSTOP, WSTOPPED);
    CHECK(state(child) == 'T');
    child.get(SIGKILL, WEXITED);
    CHECK(state(child) == 'Z');
    CHECK_FALSE(proc_stat(child.reap()));
  }

  TEST_CASE("there is no process 0") { CHECK_FALSE(proc_stat(0)); }
}
