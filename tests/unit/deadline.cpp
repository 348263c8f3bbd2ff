// The limit of a run counts the time in which it could go on.
#include "stage/process/deadline.hpp"

#include <doctest/doctest.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>

#include "stage/process/proc_stat.hpp"

using namespace stickylab;

namespace {

/// Processes that compute without end, all on one processor.
class Crowd {
 public:
  explicit Crowd(int size) {
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(sched_getcpu(), &first);
    for (int i = 0; i < size; ++i) {
      const pid_t child = must(fork(), "fork");
      if (child == 0) {
        sched_setaffinity(0, sizeof first, &first);
        for (volatile bool on = true; on;) continue;
      }
      pids_.push_back(child);
    }
  }
  ~Crowd() {
    for (const pid_t pid : pids_) {
      kill(pid, SIGKILL);
      waitpid(pid, nullptr, 0);
    }
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  const std::vector<pid_t>& pids() const { return pids_; }

 private:
  std::vector<pid_t> pids_;
};

/// How long a limit of 0.2 s took, in seconds.
double limit_of(const std::vector<pid_t>& processes) {
  const auto start = std::chrono::steady_clock::now();
  Loop loop;
  const Deadline deadline(
      loop, 0.2, [&] { return processes; }, [&] { loop.stop(); });
  loop.run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("who does not get a processor has longer, and not for ever") {
    const Crowd crowd(4);
    const double seconds = limit_of({crowd.pids().front()});
    CHECK(seconds > 0.4);  // it has a quarter of the processor
    CHECK(seconds < 0.2 * kMostOfLimit + 1);
    CHECK(starved_ns(crowd.pids().front()) > 200'000'000);
  }

  TEST_CASE("who waits for something else has no longer") {
    const pid_t child = must(fork(), "fork");
    if (child == 0)
      for (;;) pause();
    const std::int64_t before = starved_ns(getpid());
    const double seconds = limit_of({child});
    const double starved = static_cast<double>(starved_ns(getpid()) - before) / 1e9;
    CHECK(seconds >= 0.2);
    CHECK(seconds < 0.3 + 2 * starved);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
}
