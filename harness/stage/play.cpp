#include "stage/play.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <optional>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "stage/player/delivery.hpp"
#include "stage/player/relay.hpp"
#include "stage/process/containment.hpp"
#include "stage/process/deadline.hpp"
#include "stage/process/limits.hpp"
#include "stage/process/process.hpp"
#include "stage/socket/deadlock.hpp"
#include "stage/socket/listening.hpp"
#include "stage/socket/probe_log.hpp"
#include "stage/stepping.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kReadyCheckMs = 1;

std::string replace_all(std::string text, std::string_view from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string kernel_name() {
  utsname name{};
  uname(&name);
  return fmt::format("{} {}", name.sysname, name.release);
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

/// One of the two ends of a run: its program, and what watches it.
struct End {
  End(Actor w, const Program& p) : who(w), program(p) {}

  Actor who;
  const Program& program;
  Fd step;  // this end's half of the step gate, until its program has it
  ProbeLogFile log;
  std::optional<Process> process;
  std::optional<Readable> exit;
  std::optional<Readable> output;
  std::optional<Readable> errors;
  std::size_t printed = 0;
  bool running = false;
};

class Run {
 public:
  Run(const RunSpec& spec, int harness, int person)
      : spec_(spec),
        person_(person),
        recorder_(spec.info),
        stage_(make_stage(spec)),
        address_(stage_->receiver()),
        harness_(loop_, harness, [this] { on_harness_gone(); }) {
    if (spec.port != 0) address_.port = spec.port;
    RunInfo& info = recorder_.info();
    info.kernel = kernel_name();
    info.started = utc_now();
    info.evidence = stage_->evidence();
    if (!spec.probe.empty()) info.evidence.insert(info.evidence.begin(), "calls");
    int fds[2];
    must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), "socketpair");
    receiver_.step = Fd(fds[0]);
    sender_.step = Fd(fds[1]);
  }

  Recording play() {
    start_clock();
    limits_timer_.emplace(loop_, kLimitsCheckMs, kLimitsCheckMs, [this] { check_limits(); });
    stage_->attach(loop_, recorder_, [this] { return receiver_.log.data_reads(); });
    if (spec_.stepped)
      stepping_.emplace(loop_, recorder_, *stage_, person_,
                        Stepping::Logs{sender_.log, receiver_.log});
    if (start(first_)) {
      stage_->on_host(first_.who, [this] { ports_.emplace(first_.process->pid()); });
      ready_.emplace(loop_, kReadyCheckMs, kReadyCheckMs, [this] { check_ready(); });
      loop_.run();
    }
    finish();
    return recorder_.take();
  }

 private:
  bool start(End& end) {
    const Launch launch = launch_of(end);
    try {
      end.process.emplace(launch, [this, &end] { return stage_->enter(end.who); });
    } catch (const std::system_error& error) {
      stop(Stop::not_started, error.what());
      return false;
    }
    end.step.reset();
    end.running = true;
    recorder_.add(end.who, ProcessStarted{end.process->pid(),
                                          fmt::to_string(fmt::join(launch.command, " "))});
    end.exit.emplace(loop_, end.process->pidfd(), [this, &end] { on_exit(end); });
    end.output.emplace(loop_, end.process->output(), [this, &end] { take_output(end, false); });
    end.errors.emplace(loop_, end.process->errors(), [this, &end] { take_output(end, true); });
    return true;
  }

  Launch launch_of(const End& end) const {
    const bool by_relay = relay_ && end.who == kSender;
    const std::string port = std::to_string(by_relay ? relay_->address().port : address_.port);
    Launch launch;
    for (const std::string& word : end.program.command)
      launch.command.push_back(
          replace_all(replace_all(word, "{host}", address_.host), "{port}", port));
    launch.environment = {{"STICKYLAB_HARNESS", "1"},
                          {"STICKYLAB_HOST", address_.host},
                          {"STICKYLAB_PORT", port},
                          {"STICKYLAB_STEP_FD", std::to_string(kStepFd)},
                          {"PYTHONUNBUFFERED", "1"}};
    if (spec_.gates_off) launch.environment["STICKYLAB_GATES"] = "off";
    if (spec_.stepped) launch.environment["STICKYLAB_GATES"] = "patient";
    launch.input = end.program.input;
    launch.step_fd = end.step.get();
    if (spec_.probe.empty()) return launch;
    launch.probe_fd = end.log.fd();
    launch.environment[kProbeDescriptor] = std::to_string(kProbeFd);
    const char* others = std::getenv("LD_PRELOAD");
    launch.environment["LD_PRELOAD"] =
        others ? fmt::format("{} {}", spec_.probe.string(), others) : spec_.probe.string();
    return launch;
  }

  void check_ready() {
    const auto port = spec_.any_port ? std::nullopt : std::optional(address_.port);
    const auto address = ports_->find(spec_.transport, port);
    if (!address) return;
    ready_.reset();
    recorder_.add(first_.who, ProcessReady{*address});
    is_ready_ = true;
    // The limit is the receiver's, once it has something to receive: starting up is not counted.
    if (spec_.delivery || spec_.relayed) start_clock();
    if (spec_.stepped) deadline_.reset();
    if (spec_.delivery) {
      delivery_.emplace(loop_, recorder_, *stage_, *spec_.delivery, receiver_.process->pid(),
                        [this] { stop(Stop::silence, ""); });
      return;
    }
    if (spec_.relayed)
      relay_.emplace(
          loop_, recorder_, *stage_, *spec_.relayed,
          [this](Actor who) { return (who == kSender ? sender_ : receiver_).process->pid(); },
          [this](Actor who) {
            stop(Stop::traffic,
                 fmt::format("{} MB, {}", kRelayLimit >> 20, actor_name(spec_.info.cast, who)));
          });
    End& second = &first_ == &receiver_ ? sender_ : receiver_;
    if (start(second) && !relay_ && !spec_.probe.empty()) watch_for_deadlock();
  }

  void watch_for_deadlock() {
    deadlock_.emplace(loop_, Deadlock::End{receiver_.process->pid(), receiver_.log},
                      Deadlock::End{sender_.process->pid(), sender_.log},
                      [this] { stop(Stop::deadlock, ""); });
  }

  void on_exit(End& end) {
    check_limits();
    deadlock_.reset();
    end.exit.reset();
    end.running = false;
    ProcessExited exited = end.process->wait();
    if (exited.signal == SIGXFSZ) stop(Stop::written, file_limit(end.who));
    exited.stopped = stopped_ && exited.signal == SIGKILL;
    recorder_.add(end.who, exited);
    if (!is_ready_ && !stopped_)
      stop(Stop::not_ready, exited.signal != 0 ? fmt::format("signal {}", exited.signal)
                                               : fmt::format("exit {}", exited.code));
    if (!receiver_.running && !sender_.running) loop_.stop();
  }

  /// Takes what is there. Stops the run where a program prints without end.
  void take_output(End& end, bool error) {
    char buffer[65536];
    const int fd = error ? end.process->errors() : end.process->output();
    for (;;) {
      const ssize_t n = read(fd, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return;  // EAGAIN: nothing more for now
      if (n == 0) break;
      end.printed += static_cast<std::size_t>(n);
      recorder_.add(end.who, Output{error, std::string(buffer, static_cast<std::size_t>(n))});
      if (end.printed <= kOutputLimit) continue;
      stop(Stop::output, fmt::format("{} MB, {}", kOutputLimit / 1'000'000,
                                     actor_name(spec_.info.cast, end.who)));
      break;
    }
    (error ? end.errors : end.output).reset();
    end.process->close_output(error);
  }

  void start_clock() {
    const auto processes = [this] {
      std::vector<pid_t> running;
      for (const End* end : {&receiver_, &sender_})
        if (end->running) running.push_back(end->process->pid());
      return running;
    };
    deadline_.emplace(loop_, spec_.timeout_s, processes, [this] { on_deadline(); });
  }

  void check_limits() {
    const auto pid = [](const End& end) { return end.process ? end.process->pid() : 0; };
    if (recorder_.size() > kRecordingLimit)
      stop(Stop::traffic, fmt::format("{} MB", kRecordingLimit / 1'000'000));
    if (stopped_) return;
    if (const auto found = limits_.exceeded(pid(receiver_), pid(sender_)))
      stop(found->why, found->detail);
  }

  void on_deadline() {
    if (!is_ready_) {
      stop(Stop::not_ready, fmt::format("{} s", spec_.timeout_s));
    } else {
      stop(Stop::deadline, fmt::format("{} s", spec_.timeout_s));
    }
  }

  /// Nobody is left to be told.
  [[noreturn]] void on_harness_gone() {
    containment_.end();
    _exit(1);
  }

  /// Ends the run from our side: the first reason counts.
  void stop(Stop why, const std::string& detail) {
    if (stopped_) return;
    stopped_ = true;
    recorder_.add(kHarness, Stopped{why, detail});
    for (const End* end : {&receiver_, &sender_})  // so that neither sees how the other ends
      if (end->running) kill(-end->process->pid(), SIGSTOP);
    for (End* end : {&receiver_, &sender_})
      if (end->running) end->process->kill();
    if (!receiver_.running && !sender_.running) loop_.stop();
  }

  /// Both programs have ended: takes what is still in the pipes, ends what they left, reads the
  /// logs.
  void finish() {
    for (End* end : {&receiver_, &sender_}) {
      if (end->output) take_output(*end, false);
      if (end->errors) take_output(*end, true);
      end->output.reset();
      end->errors.reset();
    }
    delivery_.reset();
    relay_.reset();
    stepping_.reset();
    ready_.reset();
    deadline_.reset();
    limits_timer_.reset();
    deadlock_.reset();
    stage_->finish();
    if (const int strays = containment_.strays(); strays > 0)
      recorder_.add(kHarness, Strays{strays});
    containment_.end();
    if (spec_.probe.empty()) return;
    add_calls(recorder_, kSender, sender_.log);
    add_calls(recorder_, kReceiver, receiver_.log);
  }

  const RunSpec& spec_;
  const int person_;
  Recorder recorder_;
  Containment containment_;
  std::unique_ptr<Stage> stage_;
  Endpoint address_;
  Loop loop_;
  End receiver_{kReceiver, spec_.receiver};
  End sender_{kSender, spec_.sender};
  End& first_ = spec_.first == kReceiver ? receiver_ : sender_;
  Readable harness_;
  std::optional<Deadline> deadline_;
  std::optional<OpenPorts> ports_;  // of the host of `first_`
  Limits limits_;
  std::optional<Timer> limits_timer_;
  std::optional<Timer> ready_;
  std::optional<Deadlock> deadlock_;
  std::optional<Delivery> delivery_;
  std::optional<Relay> relay_;
  std::optional<Stepping> stepping_;
  bool is_ready_ = false;
  bool stopped_ = false;
};

}  // namespace

Recording play(const RunSpec& spec, int harness, int person) {
  return Run(spec, harness, person).play();
}

}  // namespace stickylab
