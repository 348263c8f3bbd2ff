// One program under test: started, watched, its output taken, ended.
#include "stage/process/process.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>

#include <cstdlib>
#include <iostream>

#include "process_by_hand.hpp"

using namespace stickylab;

namespace {

/// This machine, as it is.
bool here() { return true; }

/// A place that nobody gets to.
bool nowhere() {
  errno = EHOSTUNREACH;
  return false;
}

Launch shell(const std::string& script) { return {.command = {"sh", "-c", script}}; }

const std::vector<std::string> kEndless = {"tail", "-f", "/dev/null"};

/// What comes out of a non-blocking descriptor until its end.
std::string all_of(int fd) {
  std::string text;
  char buffer[4096];
  while (tells(fd)) {
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n <= 0) return n == 0 ? text : text + " (failed)";
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text + " (did not end)";
}

struct Done {
  std::string output, errors;
  ProcessExited exited;
};

Done run(const Launch& launch) {
  Process process(launch, here);
  Done done{all_of(process.output()), all_of(process.errors()), {}};
  REQUIRE(tells(process.pidfd()));
  done.exited = process.wait();
  return done;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the exit status of a program is told") {
    CHECK(run({.command = {"true"}}).exited == ProcessExited{0, 0, false});
    CHECK(run(shell("exit 7")).exited == ProcessExited{7, 0, false});
  }

  TEST_CASE("the signal that ended a program is told") {
    CHECK(run(shell("kill -SEGV $$")).exited == ProcessExited{0, SIGSEGV, false});
  }

  TEST_CASE("a program that cannot be executed is named, with the reason") {
    const auto start = [](const std::string& program) {
      const Process process({.command = {program, "argument"}}, here);
    };
    CHECK_THROWS_WITH_AS(start("/no/such/program"),
                         "execute /no/such/program: No such file or directory", std::system_error);
    CHECK_THROWS_WITH_AS(start("/dev/null"), "execute /dev/null: Permission denied",
                         std::system_error);
    CHECK(waitpid(-1, nullptr, WNOHANG) == -1);  // nor is there a child left
  }

  TEST_CASE("a program whose host cannot be entered is not started") {
    const auto start = [] { const Process process(shell(""), nowhere); };
    CHECK_THROWS_WITH_AS(start(), "execute sh: No route to host", std::system_error);
  }

  TEST_CASE("what a program prints is taken, each stream by itself") {
    const Done done = run(shell("echo out; echo err >&2; printf '\\377\\000'"));
    CHECK(done.output == std::string("out\n\xff\0", 6));
    CHECK(done.errors == "err\n");
  }

  TEST_CASE("reading what a program has not printed yet does not block") {
    Process process({.command = kEndless}, here);
    char byte = 0;
    CHECK(read(process.output(), &byte, 1) == -1);
    CHECK(errno == EAGAIN);
  }

  TEST_CASE("a program's own output blocks, and its input is empty") {
    CHECK(run(shell("cat; dd if=/dev/zero bs=200000 count=1 2>/dev/null")).output ==
          std::string(200'000, '\0'));
  }

  TEST_CASE("a program inherits the step gate and the probe's log, and nothing else") {
    const Fd leaked(must(fcntl(0, F_DUPFD, 20), "fcntl"));  // not close-on-exec
    const Fd leaked_high(must(fcntl(0, F_DUPFD, 251), "fcntl"));
    Launch launch = shell(
        "i=0; while [ $i -lt 300 ]; do [ -e /dev/fd/$i ] && printf '%s ' $i; i=$((i+1)); done");
    CHECK(run(launch).output == "0 1 2 ");
    Pipe step;
    Pipe log;
    launch.step_fd = step.write.get();
    launch.probe_fd = log.write.get();
    CHECK(run(launch).output == "0 1 2 3 250 ");
  }

  TEST_CASE("the step gate is descriptor 3, whatever it was before") {
    Pipe step;
    Launch launch = shell("echo step >&3");
    launch.step_fd = step.write.get();
    run(launch);
    step.write.reset();
    must(fcntl(step.read.get(), F_SETFL, O_NONBLOCK), "fcntl");
    CHECK(all_of(step.read.get()) == "step\n");
  }

  TEST_CASE("a variable that is given replaces one that is there") {
    setenv("STICKYLAB_TEST", "old", 1);
    setenv("STICKYLAB_TEST_TOO", "kept", 1);
    Launch launch = shell("env | grep ^STICKYLAB_TEST | sort");
    launch.environment = {{"STICKYLAB_TEST", "new=er"}};
    CHECK(run(launch).output == "STICKYLAB_TEST=new=er\nSTICKYLAB_TEST_TOO=kept\n");
    unsetenv("STICKYLAB_TEST");
    unsetenv("STICKYLAB_TEST_TOO");
  }

  TEST_CASE("a program leaves no core file, and dies of SIGPIPE as programs do") {
    CHECK(run(shell("ulimit -c")).output == "0\n");
    const auto before = signal(SIGPIPE, SIG_IGN);
    CHECK(run(shell("kill -PIPE $$")).exited.signal == SIGPIPE);
    signal(SIGPIPE, before);
  }

  TEST_CASE("a program is alone in its process group, and killed with all of it") {
    Process process(shell("tail -f /dev/null & exec tail -f /dev/null"), here);
    CHECK(getpgid(process.pid()) == process.pid());
    process.kill();
    CHECK(all_of(process.output()) == "");  // the end: nobody has it open any more
    REQUIRE(tells(process.pidfd()));
    CHECK(process.wait() == ProcessExited{0, SIGKILL, false});
  }

  TEST_CASE("a program does not outlive its owner") {
    Fd ended;
    {
      const Process process({.command = kEndless}, here);
      ended = pidfd_of(process.pid());
      CHECK_FALSE(tells(ended.get(), 0));
    }
    CHECK(tells(ended.get(), 0));
  }

  TEST_CASE("a program dies with the process that started it") {
    Pipe told;
    Pipe go;
    const pid_t parent = must(fork(), "fork");
    if (parent == 0) {
      go.write.reset();
      const Process process({.command = kEndless}, here);
      const pid_t pid = process.pid();
      must(write(told.write.get(), &pid, sizeof pid), "write");
      char none = 0;
      must(read(go.read.get(), &none, 1), "read");
      _exit(0);  // without telling `process`
    }
    pid_t pid = 0;
    REQUIRE(read(told.read.get(), &pid, sizeof pid) == sizeof pid);
    const Fd program = pidfd_of(pid);
    CHECK_FALSE(tells(program.get(), 0));
    go.write.reset();
    must(waitpid(parent, nullptr, 0), "waitpid");
    CHECK(tells(program.get()));
  }
}
