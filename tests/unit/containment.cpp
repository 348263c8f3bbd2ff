// No process of a run outlives it. Each test is a stage of its own, in a child process: to contain
// is to change the process for good.
#include "stage/process/containment.hpp"

#include <doctest/doctest.h>
#include <sys/prctl.h>

#include <cstdlib>

#include "process_by_hand.hpp"

using namespace stickylab;

namespace {

enum class Way { namespaces, subreaper };
constexpr Way kBothWays[] = {Way::namespaces, Way::subreaper};

void choose(Way way) {
  if (way == Way::subreaper) setenv(kNoNamespaces, "1", 1);
}

[[noreturn]] void stay() {
  for (;;) pause();
}

bool is_open(const Pipe& pipe) { return !tells(pipe.read.get(), 0); }

/// Starts a program that leaves a daemon behind: forked twice, in a session of its own, deaf to
/// SIGTERM. The daemon has the write end of `held` for as long as it lives.
void leave_a_daemon(Pipe& held) {
  Pipe started;
  const pid_t program = must(fork(), "fork");
  if (program == 0) {
    if (fork() != 0) _exit(0);
    setsid();
    if (fork() != 0) _exit(0);
    signal(SIGTERM, SIG_IGN);
    started.write.reset();
    stay();
  }
  started.write.reset();
  held.write.reset();
  must(waitpid(program, nullptr, 0), "waitpid");
  char none = 0;
  must(read(started.read.get(), &none, 1), "read");  // 0: all that is left is the daemon
}

/// Whether there comes to be one, once what is about to end has ended.
bool comes_to_one_stray(const Containment& containment) {
  for (int ms = 0; ms < kPatienceMs; ++ms) {
    if (containment.strays().size() == 1) return true;
    poll(nullptr, 0, 1);
  }
  return false;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a process that forked twice and left its session is gone after the end") {
    for (const Way way : kBothWays) {
      CAPTURE(static_cast<int>(way));
      CHECK(in_a_child([&] {
              choose(way);
              Containment containment;
              Pipe held;
              leave_a_daemon(held);
              if (!is_open(held) || !comes_to_one_stray(containment)) return 1;
              containment.end();
              return is_open(held) || !containment.strays().empty() ? 2 : 0;
            }) == 0);
    }
  }

  TEST_CASE("the end also comes when the containment goes, and may come twice") {
    for (const Way way : kBothWays) {
      CAPTURE(static_cast<int>(way));
      CHECK(in_a_child([&] {
              choose(way);
              Pipe held;
              {
                Containment containment;
                leave_a_daemon(held);
              }
              if (is_open(held)) return 1;
              Containment again;
              again.end();
              again.end();
              return 0;
            }) == 0);
    }
  }

  TEST_CASE("nothing is left of a stage that is killed in a namespace") {
    Pipe held;
    Pipe namespaces;
    const int status = in_a_child([&] {
      const Containment containment;
      // The first process of a PID namespace is process 1 to its children.
      const pid_t child = must(fork(), "fork");
      if (child == 0) _exit(getppid() == 0 ? 0 : 1);
      int inside = 0;
      waitpid(child, &inside, 0);
      if (inside == 0) must(write(namespaces.write.get(), "", 1), "write");
      leave_a_daemon(held);
      kill(getpid(), SIGKILL);
      return 0;
    });
    held.write.reset();
    namespaces.write.reset();
    char allowed = 0;
    if (read(namespaces.read.get(), &allowed, 1) == 0) {
      MESSAGE("this system allows no PID namespace");
      end_children();
      return;
    }
    CHECK(status == 128 + SIGKILL);
    CHECK(tells(held.read.get()));
  }

  TEST_CASE("programs that have ended leave no strays") {
    for (const Way way : kBothWays)
      CHECK(in_a_child([&] {
              choose(way);
              const Containment containment;
              const pid_t program = must(fork(), "fork");
              if (program == 0) _exit(0);
              waitpid(program, nullptr, 0);
              return static_cast<int>(containment.strays().size());
            }) == 0);
  }

  TEST_CASE("a child is found whatever its name is, until it has ended") {
    CHECK(in_a_child([] {
            Pipe named;
            const pid_t child = must(fork(), "fork");
            if (child == 0) {
              prctl(PR_SET_NAME, "x) Z 1 (y) Z 1");
              named.write.reset();
              stay();
            }
            named.write.reset();
            char none = 0;
            must(read(named.read.get(), &none, 1), "read");
            if (children_of(getpid()) != std::vector<pid_t>{child}) return 1;
            kill(child, SIGKILL);
            siginfo_t ended{};
            must(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), "waitid");
            if (!children_of(getpid()).empty()) return 2;  // a zombie is not living
            end_children();
            return waitpid(child, nullptr, WNOHANG) == -1 ? 0 : 3;
          }) == 0);
  }
}
