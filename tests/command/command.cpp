// Commands as they are run, without a network.
#include "command.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "launch.hpp"
#include "service/message.hpp"

using namespace commands;

namespace {

// A sanitizer can say nothing within the limit of addresses.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::size_t descriptors() {
  const auto all = std::filesystem::directory_iterator("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

// The processes that have this word among theirs.
std::vector<pid_t> processes_with(const std::string& word) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream in(entry.path() / "cmdline");
    std::string all;
    std::getline(in, all, '\n');  // nothing if it has ended meanwhile
    if (all.find(word + '\0') == std::string::npos) continue;
    found.push_back(std::atoi(entry.path().filename().c_str()));
  }
  return found;
}

bool ends(pid_t process) {
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  if (fd < 0) return true;
  pollfd end{.fd = fd, .events = POLLIN, .revents = 0};
  const bool ended = poll(&end, 1, 10'000) == 1;
  close(fd);
  return ended;
}

// Killed processes go by themselves, but not in the same moment.
bool all_go(const std::string& word) { return std::ranges::all_of(processes_with(word), ends); }

class Runs {
 public:
  Runs() { uv_loop_init(&loop); }
  ~Runs() {
    CHECK(uv_loop_close(&loop) == 0);  // no handle is left
  }
  Runs(const Runs&) = delete;
  Runs& operator=(const Runs&) = delete;

  std::shared_ptr<Command> start(std::vector<std::string> argv) {
    order.argv = std::move(argv);
    return Command::start(&loop, order,
                          {.said =
                               [this](Stream stream, std::string_view bytes) {
                                 (stream == Stream::output ? output : errors) += bytes;
                                 if (on_said) on_said();
                               },
                           .has_room = [this] { return has_room; },
                           .took = [this](std::size_t size) { took += size; },
                           .ended = [this](const Ended& how) { ended = how; }});
  }
  Ended run(std::vector<std::string> argv) {
    start(std::move(argv));
    uv_run(&loop, UV_RUN_DEFAULT);
    REQUIRE(ended);
    return *ended;
  }
  Ended shell(const std::string& line) { return run({"sh", "-c", line}); }
  void until_said(const std::string& what) {
    while (output.find(what) == std::string::npos) uv_run(&loop, UV_RUN_ONCE);
  }

  uv_loop_t loop{};
  Order order{
      .home = std::filesystem::temp_directory_path(), .user = "eva", .apart = can_be_apart()};
  std::string output;
  std::string errors;
  std::size_t took = 0;
  bool has_room = true;
  std::function<void()> on_said;
  std::optional<Ended> ended;
};

}  // namespace

TEST_CASE("300,000 bytes on each pipe come apart, in whichever order they are written") {
  for (const char* order : {"a b", "b a"}) {
    Runs runs;
    const Ended ended =
        runs.shell(std::string("a() { head -c 300000 /dev/zero; }; b() { head -c 300000 /dev/zero "
                               ">&2; }; ") +
                   (order[0] == 'a' ? "a; b" : "b; a"));
    CHECK(ended.exit == 0);
    CHECK(runs.output.size() == 300'000);
    CHECK(runs.errors.size() == 300'000);
  }
}

TEST_CASE("a command ends with a status, or by a signal") {
  for (const int status : {0, 1, 3, 125, 255}) {
    CHECK(Runs().shell("exit " + std::to_string(status)).exit == status);
  }
  for (const int signal : {SIGTERM, SIGKILL, SIGSEGV, SIGPIPE, SIGINT}) {
    const Ended ended = Runs().shell("kill -" + std::to_string(signal) + " $$");
    CHECK(ended.signal == signal);
  }
}

TEST_CASE("a command that is not there, and one that is none, say so as in a shell" *
          doctest::skip(kSanitized)) {
  Runs runs;
  CHECK(runs.run({"no-such-command"}).exit == 127);
  CHECK(runs.errors == "no-such-command: No such file or directory\n");
  CHECK(Runs().run({"/tmp"}).exit == 126);
}

TEST_CASE("a home that is not there is a refusal, and nothing stays") {
  const std::size_t before = descriptors();
  {
    Runs runs;
    runs.order.home = "/no/such/home";
    CHECK_THROWS_AS(runs.start({"true"}), service::Refusal);
    uv_run(&runs.loop, UV_RUN_DEFAULT);
  }
  CHECK(descriptors() == before);
}

TEST_CASE("a command has a home, four names, no input and no descriptor of the server") {
  const int open = fcntl(1, F_DUPFD, 100);  // each program would inherit it
  Runs where;
  CHECK(where.run({"pwd"}).exit == 0);
  CHECK(where.output == where.order.home.string() + "\n");
  Runs names;
  names.run({"env"});
  CHECK(names.output == "PATH=/usr/local/bin:/usr/bin:/bin\nLANG=C.UTF-8\nHOME=" +
                            names.order.home.string() + "\nUSER=eva\n");
  Runs listed;
  listed.run({"ls", "/proc/self/fd"});
  CHECK(listed.output == "0\n1\n2\n3\n");  // the last is of ls
  close(open);
}

TEST_CASE("a command without input reads nothing, least of all what its server would") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int terminal = dup(0);
  dup2(ends[0], 0);
  Runs runs;
  runs.order.longest = Millis{10'000};
  CHECK(runs.run({"cat"}).exit == 0);
  CHECK(!runs.ended->late);
  dup2(terminal, 0);
  for (const int fd : {ends[0], ends[1], terminal}) close(fd);
}

TEST_CASE("its output is a pipe, which has a name") {
  Runs runs;
  runs.shell("echo out > /dev/stdout; echo err > /dev/stderr");
  CHECK(runs.output == "out\n");
  CHECK(runs.errors == "err\n");
}

TEST_CASE("a command has limits") {
  Runs runs;
  runs.shell("ulimit -t; ulimit -v; ulimit -f; ulimit -c");
  CHECK(runs.output == "10\n1048576\n131072\n0\n");  // seconds, KiB, blocks of 512
  Runs memory;
  CHECK(memory.run({"dd", "if=/dev/zero", "of=/dev/null", "bs=2G", "count=1"}).exit == 1);
  CHECK(memory.errors.find("memory exhausted") != std::string::npos);
}

TEST_CASE("a child that holds the pipe is not waited for: it goes with the command") {
  Runs runs;
  const Ended ended = runs.shell("sleep 31.001 & echo hi");
  CHECK(ended.exit == 0);
  CHECK(ended.lasted < Millis{5'000});
  CHECK(runs.output == "hi\n");
  CHECK(all_go("31.001"));
}

TEST_CASE("a child that writes soon after the end is heard") {
  Runs runs;
  runs.shell("{ sleep 0.01; echo late; } &");
  CHECK(runs.output == "late\n");
}

TEST_CASE("a child that holds no pipe goes, too") {
  Runs runs;
  runs.shell("sleep 31.002 >/dev/null 2>&1 & echo hi");
  CHECK(all_go("31.002"));
}

TEST_CASE("a child with a session of its own goes, if there are namespaces") {
  Runs runs;
  if (!runs.order.apart) return;
  runs.shell("setsid sleep 31.003 & echo hi; setsid sleep 31.004 >/dev/null 2>&1 &");
  CHECK(runs.output == "hi\n");
  CHECK(all_go("31.003"));
  CHECK(all_go("31.004"));
}

TEST_CASE("16 MiB of output, and the command is killed") {
  Runs runs;
  const Ended ended = runs.run({"yes"});
  CHECK(ended.truncated);
  CHECK(ended.signal == SIGKILL);
  CHECK(runs.output.size() == OutputLimit::kMost);
}

TEST_CASE("nobody reads on if there is no room, and then all comes") {
  Runs runs;
  runs.has_room = false;
  const auto command =
      runs.start({"sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"});
  while (runs.output.empty()) uv_run(&runs.loop, UV_RUN_ONCE);
  CHECK(runs.output.size() <= 1 << 16);
  for (int i = 0; i < 10; ++i) uv_run(&runs.loop, UV_RUN_NOWAIT);
  CHECK(runs.output.size() <= 1 << 16);
  runs.has_room = true;
  command->go_on();
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.output.size() == 1'000'000);
  CHECK(runs.errors.size() == 1'000'000);
}

TEST_CASE("what is in the pipe when the command has ended comes, however late") {
  Runs runs;
  runs.has_room = false;
  const auto command = runs.start({"sh", "-c", "echo 1; head -c 60000 /dev/zero"});
  while (runs.output.empty()) uv_run(&runs.loop, UV_RUN_ONCE);
  uv_run(&runs.loop, UV_RUN_DEFAULT);  // until nothing is left but what is not read
  CHECK(!runs.ended);
  runs.has_room = true;
  command->go_on();
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.output.size() == 60'002);
}

TEST_CASE("output that is closed early is no end") {
  Runs runs;
  const Ended ended = runs.shell("exec >&-; echo more >&2; exit 7");
  CHECK(ended.exit == 7);
  CHECK(runs.errors == "more\n");
}

TEST_CASE("a command reads what it is given, to its end") {
  Runs runs;
  runs.order.has_input = true;
  const auto command = runs.start({"wc", "-c"});
  command->give(std::string(100'000, 'x'));
  command->give(std::string(100'000, 'y'));
  command->end_input();
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.output == "200000\n");
  CHECK(runs.took == 200'000);
}

TEST_CASE("a command need not read what it is given") {
  Runs runs;
  runs.order.has_input = true;
  const auto command = runs.start({"sh", "-c", "exec <&-; echo hi"});
  command->give(std::string(1'000'000, 'x'));
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.output == "hi\n");
  CHECK(runs.ended->exit == 0);
}

TEST_CASE("a command that takes too long is killed") {
  Runs runs;
  runs.order.longest = Millis{100};
  const Ended ended = runs.run({"sleep", "31.005"});
  CHECK(ended.late);
  CHECK(ended.signal == SIGKILL);
  CHECK(all_go("31.005"));
}

TEST_CASE("who is asked to end may do so in his own way") {
  Runs runs;
  const auto command = runs.start(
      {"sh", "-c", "trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.01; done"});
  runs.until_said("ready");
  command->ask_to_end();
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.ended->exit == 9);
  CHECK(runs.output == "ready\nbye\n");
}

TEST_CASE("who ignores that is killed") {
  Runs runs;
  const auto command =
      runs.start({"sh", "-c", "trap '' TERM; echo ready; sleep 31.006; sleep 31.007"});
  runs.until_said("ready");
  command->ask_to_end();
  uv_run(&runs.loop, UV_RUN_DEFAULT);
  CHECK(runs.ended->signal == SIGKILL);
  CHECK(!runs.ended->late);
  CHECK(all_go("31.006"));
}

TEST_CASE("a command cannot kill who has started it") {
  Runs runs;
  runs.shell("kill -9 $PPID; kill -9 0; echo alive");
  CHECK(runs.ended->exit + runs.ended->signal > 0);
  Runs again;
  // Were it not apart, root would end all that runs here.
  if (!again.order.apart || geteuid() == 0) return;
  CHECK(again.shell("kill -9 $PPID; kill -9 -1; echo alive").exit == 0);
  CHECK(again.output == "alive\n");
}

TEST_CASE("an abandoned command leaves no process and no descriptor") {
  const std::size_t before = descriptors();
  {
    Runs runs;
    const auto command = runs.start({"sh", "-c", "sleep 31.008 & echo ready; sleep 31.008"});
    runs.until_said("ready");
    command->abandon();
    uv_run(&runs.loop, UV_RUN_DEFAULT);
    CHECK(!runs.ended);
  }
  CHECK(all_go("31.008"));
  CHECK(descriptors() == before);
}

TEST_CASE("without namespaces all that stays in its group goes with a command") {
  Runs runs;
  runs.order.apart = false;
  CHECK(runs.shell("sleep 31.009 & exit 4").exit == 4);
  CHECK(all_go("31.009"));
  Runs killer;
  killer.order.apart = false;
  CHECK(killer.shell("sleep 31.010 & kill -9 $PPID; sleep 31.010").signal == SIGKILL);
  CHECK(all_go("31.010"));
}
