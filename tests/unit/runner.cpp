// Whole runs of small programs on the loopback stage: what the recording says of each way to end.
#include "stage/runner.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include "recording/message_text.hpp"
#include "stage/process/containment.hpp"
#include "stage/process/limits.hpp"

using namespace stickylab;

namespace {

using Command = std::vector<std::string>;

Command python(const std::string& program) { return {"python3", "-c", program}; }

/// Listens, does `then` with the connection `c`.
Command server(const std::string& then) {
  return python(R"(import socket, signal
s = socket.create_server(("{host}", {port}))
c, _ = s.accept()
)" + then);
}

const Command kReceive = server("print('message:', c.recv(9).decode())");
const Command kSend =
    python(R"(import socket; socket.create_connection(("{host}", {port})).sendall(b"hi"))");
const Command kEndless = {"tail", "-f", "/dev/null"};

RunSpec spec(Command receiver, Command sender, double timeout_s = 30) {
  RunSpec made;
  made.info.lab = "01";
  made.info.net = Net::loopback;
  made.program(kReceiver).command = std::move(receiver);
  made.program(kSender).command = std::move(sender);
  made.timeout_s = timeout_s;
  return made;
}

Recording play_one(const RunSpec& one) {
  Recording result;
  run_all({one}, 1, [&](std::size_t, Recording recording) {
    result = std::move(recording);
    return true;
  });
  return result;
}

/// The events of one kind and lane.
template <class T>
std::vector<T> all(const Recording& recording, Actor who) {
  std::vector<T> found;
  for (const Event& event : recording.events)
    if (const T* data = std::get_if<T>(&event.data); data && event.who == who)
      found.push_back(*data);
  return found;
}

std::string printed(const Recording& recording, Actor who, bool error = false) {
  std::string text;
  for (const Output& output : all<Output>(recording, who))
    if (output.error == error) text += output.bytes;
  return text;
}

std::string first_error(const Recording& recording) {
  return printed(recording, kReceiver, true) + printed(recording, kSender, true);
}

/// Why the harness ended the run; REQUIREs that it did so once.
Stopped stop_of(const Recording& recording) {
  const auto stops = all<Stopped>(recording, kHarness);
  REQUIRE(stops.size() == 1);
  return stops.front();
}

/// Runs a short one and an endless one side by side. As the short one is done: `then`, with the
/// stage process of the other. What is told of the other.
template <class F>
std::vector<Recording> beside_an_endless_run(F then) {
  std::vector<Recording> others;
  run_all({spec({"true"}, {"true"}), spec(kEndless, kEndless)}, 2,
          [&](std::size_t index, Recording recording) {
            if (index == 1) {
              others.push_back(std::move(recording));
            } else {
              const std::vector<pid_t> stages = children_of(getpid());
              REQUIRE(stages.size() == 1);
              then(stages.front());
            }
            return true;
          });
  return others;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a run is recorded from the start of the receiver to the end of both programs") {
    const Recording recording = play_one(spec(kReceive, kSend));
    CAPTURE(first_error(recording));
    CHECK(messages_in(printed(recording, kReceiver)) == std::vector<std::string>{"hi"});
    for (const Actor who : {kSender, kReceiver}) {
      CHECK(all<ProcessStarted>(recording, who).size() == 1);
      CHECK(all<ProcessExited>(recording, who) == std::vector<ProcessExited>{{0, 0, false}});
    }
    const auto ready = all<ProcessReady>(recording, kReceiver);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].address.starts_with("127.0.0.2:"));
    CHECK(all<Stopped>(recording, kHarness).empty());
    CHECK(all<Strays>(recording, kHarness).empty());
  }

  TEST_CASE("the sender is started when the receiver is ready, not before") {
    const Recording recording = play_one(spec(kReceive, kSend));
    const auto place = [&](auto is_it) {
      return std::find_if(recording.events.begin(), recording.events.end(), is_it);
    };
    const auto ready = place([](const Event& e) { return std::get_if<ProcessReady>(&e.data); });
    const auto sender = place(
        [](const Event& e) { return e.who == kSender && std::get_if<ProcessStarted>(&e.data); });
    CHECK(ready < sender);
    CHECK(std::is_sorted(recording.events.begin(), recording.events.end(),
                         [](const Event& a, const Event& b) { return a.time_ns < b.time_ns; }));
  }

  TEST_CASE("the recording says what was run, where and when") {
    const Recording recording = play_one(spec(kReceive, kSend));
    CHECK(recording.info.lab == "01");
    CHECK(recording.info.kernel.starts_with("Linux "));
    CHECK(recording.info.started.size() == std::string("2025-01-31T12:00:00Z").size());
    CHECK(recording.info.evidence == std::vector<std::string>{"kernel"});
    const std::string command = all<ProcessStarted>(recording, kSender).at(0).command;
    CHECK(command.find("\"127.0.0.2\"") != std::string::npos);
    CHECK(command.find("{port}") == std::string::npos);
  }

  TEST_CASE("a program finds the address in its environment, and a step gate to the other end") {
    const Recording recording = play_one(spec(
        server("import os, socket\n"
               "step = socket.socket(fileno=int(os.environ['STICKYLAB_STEP_FD']))\n"
               "print(step.recv(4).decode())"),
        python("import os, socket\n"
               "where = os.environ['STICKYLAB_HOST'], int(os.environ['STICKYLAB_PORT'])\n"
               "socket.create_connection(where)\n"
               "socket.socket(fileno=int(os.environ['STICKYLAB_STEP_FD'])).sendall(b'step')\n")));
    CAPTURE(first_error(recording));
    CHECK(printed(recording, kReceiver) == "step\n");
  }

  TEST_CASE("how each program ended is told") {
    const Recording recording =
        play_one(spec(server("signal.raise_signal(signal.SIGABRT)"),
                      python("import socket; socket.create_connection(('{host}', {port}))\n"
                             "raise SystemExit(3)")));
    CAPTURE(first_error(recording));
    CHECK(all<ProcessExited>(recording, kSender) == std::vector<ProcessExited>{{3, 0, false}});
    CHECK(all<ProcessExited>(recording, kReceiver) ==
          std::vector<ProcessExited>{{0, SIGABRT, false}});
  }

  TEST_CASE("output is recorded to its end, each stream by itself") {
    const Recording recording = play_one(spec(
        server("import sys; sys.stdout.write('x' * 300_000); sys.stderr.write('error')"), kSend));
    CHECK(printed(recording, kReceiver) == std::string(300'000, 'x'));
    CHECK(printed(recording, kReceiver, true) == "error");
  }

  TEST_CASE("programs that still run at the deadline are stopped, and that is a deadline") {
    const Recording recording = play_one(spec(server(""), {"true"}, 2));
    CHECK(stop_of(recording) == Stopped{Stop::deadline, "2 s"});
    CHECK(all<ProcessExited>(recording, kReceiver) ==
          std::vector<ProcessExited>{{0, SIGKILL, true}});
    CHECK(all<ProcessExited>(recording, kSender) == std::vector<ProcessExited>{{0, 0, false}});
  }

  TEST_CASE("a receiver that never opens its port is not ready, and the sender is not started") {
    const Recording recording = play_one(spec(kEndless, kSend, 0.1));
    CHECK(stop_of(recording) == Stopped{Stop::not_ready, "0.1 s"});
    CHECK(all<ProcessStarted>(recording, kSender).empty());
  }

  TEST_CASE("a receiver that ends before its port is open is not ready, and says how it ended") {
    const auto stop = [](const Command& receiver) {
      return stop_of(play_one(spec(receiver, kSend)));
    };
    CHECK(stop({"true"}) == Stopped{Stop::not_ready, "exit 0"});
    CHECK(stop({"sh", "-c", "exit 3"}) == Stopped{Stop::not_ready, "exit 3"});
    CHECK(stop({"sh", "-c", "kill -SEGV $$"}) == Stopped{Stop::not_ready, "signal 11"});
  }

  TEST_CASE("a program that prints without end is stopped, and nearly all of it is dropped") {
    const std::string flood = "while True: print('message: hi' * 1000)";
    const Recording recording = play_one(spec(server(flood), kSend));
    CHECK(stop_of(recording) == Stopped{Stop::output, "1 MB, receiver"});
    CHECK(printed(recording, kReceiver).size() > kOutputLimit);
    CHECK(printed(recording, kReceiver).size() < 2 * kOutputLimit);
    CHECK(stop_of(play_one(spec(server("c.recv(9); c.recv(9)"), python(flood)))) ==
          Stopped{Stop::output, "1 MB, sender"});
  }

  TEST_CASE("what both programs use together is limited, and the one that uses more is named") {
    const std::string hoard = "x = b'x' * 60_000_000; import signal; signal.pause()";
    const std::string more = "x = b'x' * 490_000_000; import signal; signal.pause()";
    const auto client = [](const std::string& then) {
      return python(R"(import socket
c = socket.create_connection(("{host}", {port}))
)" + then);
    };
    CHECK(stop_of(play_one(spec(server(hoard), client(more)))) ==
          Stopped{Stop::memory, "512 MB, sender"});
    CHECK(stop_of(play_one(spec(server(more), client(hoard)))) ==
          Stopped{Stop::memory, "512 MB, receiver"});
  }

  TEST_CASE("a program that cannot be executed is not started, whichever it is") {
    const Stopped stop{Stop::not_started, "execute /no/such/program: No such file or directory"};
    CHECK(stop_of(play_one(spec({"/no/such/program"}, kSend))) == stop);
    const Recording recording = play_one(spec(server(""), {"/no/such/program"}));
    CHECK(stop_of(recording) == stop);
    CHECK(all<ProcessExited>(recording, kReceiver) ==
          std::vector<ProcessExited>{{0, SIGKILL, true}});
  }

  TEST_CASE("a program that stays behind is a stray, and is ended") {
    const Recording recording = play_one(
        spec(server("import subprocess\n"
                    "subprocess.Popen(['tail', '-f', '/dev/null'], start_new_session=True)\n"),
             kSend));
    CAPTURE(first_error(recording));
    CHECK(all<Strays>(recording, kHarness) == std::vector<Strays>{{1}});
    CHECK(all<Stopped>(recording, kHarness).empty());
  }

  TEST_CASE("without namespaces a run is the same, a stray included") {
    setenv(kNoNamespaces, "1", 1);
    const Recording recording = play_one(
        spec(server("import subprocess\n"
                    "subprocess.Popen(['tail', '-f', '/dev/null'], start_new_session=True)\n"
                    "print('message:', c.recv(9).decode())"),
             kSend));
    unsetenv(kNoNamespaces);
    CHECK(messages_in(printed(recording, kReceiver)) == std::vector<std::string>{"hi"});
    CHECK(all<Strays>(recording, kHarness) == std::vector<Strays>{{1}});
  }

  TEST_CASE("eight runs, four at a time: each is told once, with its own index") {
    std::vector<RunSpec> specs;
    for (int i = 0; i < 8; ++i) {
      specs.push_back(spec(server("print('message: run " + std::to_string(i) + "')"), kSend));
      specs.back().info.lab = std::to_string(i);
    }
    std::map<std::size_t, std::string> told;
    run_all(specs, 4, [&](std::size_t index, Recording recording) {
      CAPTURE(first_error(recording));
      CHECK(recording.info.lab == std::to_string(index));
      CHECK(told.emplace(index, printed(recording, kReceiver)).second);
      return true;
    });
    CHECK(told.size() == 8);
    for (const auto& [index, text] : told)
      CHECK(text == "message: run " + std::to_string(index) + "\n");
  }

  TEST_CASE("nothing to run is done at once") {
    run_all({}, 4, [](std::size_t, Recording) {
      FAIL("nothing was run");
      return true;
    });
  }

  TEST_CASE("one at a time, runs are told in order; and no more are started where that is asked") {
    std::vector<std::size_t> told;
    const RunSpec quick = spec({"true"}, {"true"});
    run_all({quick, quick, quick, quick}, 1, [&](std::size_t index, Recording) {
      told.push_back(index);
      return index < 2;
    });
    CHECK(told == std::vector<std::size_t>{0, 1, 2});
  }

  TEST_CASE("what a caller throws comes through, and nothing is left running") {
    const RunSpec quick = spec({"true"}, {"true"});
    const auto refuse = [](std::size_t, Recording) -> bool {
      throw std::invalid_argument("no, thanks");
    };
    CHECK_THROWS_WITH_AS(run_all({quick, quick}, 1, refuse), "no, thanks", std::invalid_argument);
    CHECK(children_of(getpid()).empty());
  }

  TEST_CASE("a stage process that is killed is lost, and its programs are ended") {
    const auto others =
        beside_an_endless_run([](pid_t stage) { REQUIRE(kill(stage, SIGKILL) == 0); });
    REQUIRE(others.size() == 1);
    CHECK(stop_of(others[0]) == Stopped{Stop::stage_lost, "killed by SIGKILL"});
    CHECK(others[0].events.size() == 1);
    CHECK(children_of(getpid()).empty());
  }

  TEST_CASE("a program that kills its stage loses only its own run") {
    setenv(kNoNamespaces, "1", 1);
    std::map<std::size_t, Recording> told;
    run_all({spec({"sh", "-c", "kill -KILL $PPID"}, kSend), spec(kReceive, kSend)}, 1,
            [&](std::size_t index, Recording recording) {
              told[index] = std::move(recording);
              return true;
            });
    unsetenv(kNoNamespaces);
    CHECK(stop_of(told[0]).why == Stop::stage_lost);
    CHECK(printed(told[1], kReceiver) == "message: hi\n");
    CHECK(children_of(getpid()).empty());
  }

  TEST_CASE("a signal to the harness ends all runs, and says which it was") {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      try {
        beside_an_endless_run([&](pid_t) { raise(number); });
        FAIL("it went on");
      } catch (const Interrupted& interrupted) {
        CHECK(interrupted.signal == number);
      }
      CHECK(children_of(getpid()).empty());
    }
  }
}
