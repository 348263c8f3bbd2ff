#include "stage/stage_process.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <functional>
#include <ostream>

#include "base/channel.hpp"
#include "stage/play.hpp"

namespace stickylab {
namespace {

/// What a stage process does, with a pidfd of the harness and its own end of the channel.
using Life = std::function<void(int harness, int channel)>;

/// The whole life of a stage process. Exit status 1: the last that it told is an error's text.
[[noreturn]] void be_stage(const Life& life, pid_t harness, int channel) {
  setpgid(0, 0);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) signal(number, SIG_DFL);
  int status = 0;
  try {
    const Fd watched(must(static_cast<int>(syscall(SYS_pidfd_open, harness, 0)), "pidfd_open"));
    if (getppid() != harness) _exit(1);  // it ended first, and the number may be somebody else's
    life(watched.get(), channel);
  } catch (const std::exception& error) {
    tell(channel, error.what());
    status = 1;
  }
  _exit(status);
}

StageProcess start(const Life& life) {
  int fds[2];
  must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), "socketpair");
  StageProcess stage{.pid = 0, .channel = Fd(fds[0])};
  const Fd theirs(fds[1]);
  const pid_t harness = getpid();
  stage.pid = must(fork(), "fork");
  if (stage.pid != 0) return stage;
  stage.channel.reset();
  be_stage(life, harness, theirs.get());
}

}  // namespace

StageProcess start_stage(const RunSpec& spec) {
  return start([&](int harness, int channel) {
    check_cast(spec);
    Setting setting(spec, false);
    const Recording recording = play(spec, setting, harness, channel);
    Telling telling(channel);
    std::ostream out(&telling);
    write_ndjson(out, recording);
    out.flush();
  });
}

StageProcess start_series(const std::vector<RunSpec>& specs, bool forks) {
  return start([&](int harness, int channel) { play_series(specs, forks, harness, channel); });
}

void ask(const StageProcess& stage, const Asked& asked) {
  // It is small enough to be taken whole; if the stage has ended, its status says so.
  [[maybe_unused]] const auto sent = send(stage.channel.get(), &asked, sizeof asked, MSG_NOSIGNAL);
}

void ask_no_more(const StageProcess& stage) { shutdown(stage.channel.get(), SHUT_WR); }

int wait_for(const StageProcess& stage) {
  int status = 0;
  must(waitpid(stage.pid, &status, 0), "waitpid");
  return status;
}

void Told::add(std::string_view bytes) {
  unfinished_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = unfinished_.find('\n', begin)) != std::string::npos;
       begin = end + 1)
    read(unfinished_.substr(begin, end - begin));
  unfinished_.erase(0, begin);
}

/// An error's text is no recording; whether it is one tells the exit status.
void Told::read(const std::string& line) {
  complete_ = line.empty();
  if (line == kForkedRun) forked_ = true;
  if (wrong_ || complete_ || line == kForkedRun) return;
  try {
    reader_.read(line);
  } catch (const std::runtime_error& error) {
    wrong_ = error;
  }
}

Recording Told::result(const RunSpec& spec, int status) {
  if (WIFSIGNALED(status))
    return lost(spec, fmt::format("killed by SIG{}", sigabbrev_np(WTERMSIG(status))));
  if (WEXITSTATUS(status) != 0) return lost(spec, unfinished_);
  if (wrong_) throw std::runtime_error(*wrong_);
  return reader_.take();
}

Recording lost(const RunSpec& spec, const std::string& how) {
  Recording recording{spec.info, {}};
  recording.events.push_back(
      {.time_ns = 0, .seq = 1, .who = kHarness, .data = Stopped{Stop::stage_lost, how}});
  return recording;
}

}  // namespace stickylab
