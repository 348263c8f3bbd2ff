// The life of a run, from its stage to its end.
//
// A run is one process, the stage process, with one loop. It makes the stage (namespaces, hosts,
// wire), and then everything is an event of the loop: a program prints or ends, a frame leaves a
// host, a timer looks at something that the kernel does not tell by itself.
//
// Each program waits, runs, and has ended, in that order. `start_due` is asked after every event
// that may let a program start: at the beginning, when a port has been seen open, when a program
// has ended. A program is executed on its host, in a process group of its own, with its probe log
// and pipes; the programs of a run never share more than the two ends' step gate.
//
// A run ends in one of four ways. All programs have ended by themselves: that is the good one. What
// was to be seen has been seen (`Until`), and a server goes on: it is asked to end, and is killed
// if it does not. Something is wrong, and we stop it: the time is over, a limit is exceeded,
// nothing can happen any more, a program cannot be executed or never opens the port that others
// wait for. Or the harness is gone: then nobody wants the recording, and everything ends at once.
//
// To stop a run is to freeze all programs, so that none sees how another ends, and then to kill
// them; the first reason is the one that is recorded, and their ends are marked as ours. What a
// program started and left behind is counted as strays, and ended. Only then are the probe's logs
// read: nobody writes them any more, and a recording tells what the programs did, not how we tidied
// up. The loop is left when no program runs and none is to start, so what each part of the run
// holds (timers, sockets, frames) can be given back in order.
#include "stage/play.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/loop.hpp"
#include "recording/in_silence.hpp"
#include "recording/recorder.hpp"
#include "stage/deadlock.hpp"
#include "stage/launch.hpp"
#include "stage/players.hpp"
#include "stage/process/deadline.hpp"
#include "stage/process/limits.hpp"
#include "stage/process/one_processor.hpp"
#include "stage/process/patience.hpp"
#include "stage/process/run_folder.hpp"
#include "stage/process/unwritten.hpp"
#include "stage/quiet.hpp"
#include "stage/readiness.hpp"
#include "stage/running.hpp"
#include "stage/settled.hpp"
#include "stage/stepping.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kGoodbyeLookMs = 10;
constexpr int kLooksForGoodbye = 100;  // a second
constexpr int kLooksIfSettled = 10;    // a server of which nobody asks how it ends
constexpr std::uint64_t kDeadlockCheckMs = 10;
constexpr std::uint64_t kSteppedSlower = 10;  // if a person sets the pace, time stands still

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

class Run {
 public:
  Run(const RunSpec& spec, Setting& setting, int harness, int person)
      : spec_(spec),
        person_(person),
        recorder_(spec.info),
        setting_(setting),
        containment_(setting.containment),
        stage_(setting.stage),
        harness_(loop_, harness, [this] { on_harness_gone(); }),
        readiness_(
            loop_, spec.transport,
            [this](Actor actor, const std::string& address) { on_ready(running(actor), address); }),
        players_(loop_, recorder_, spec, *stage_, programs_,
                 [this](Actor actor) { return place(actor); },
                 {[this](Actor) {
                    start_due();
                    after_end();
                  },
                  [this] { stop(Stop::silence, print_in_silence(seen_in_silence())); },
                  [this](Actor actor, const std::string& limit) {
                    stop(Stop::traffic, by(limit, actor));
                  }}) {
    for (std::size_t i = 0; i < spec.programs.size(); ++i)
      programs_.emplace_back(static_cast<Actor>(i), spec.info.probe == Probe::kernel);
    if (is_local()) go_local();
    if (spec_.transport == Transport::udp) one_processor_.emplace();
    set_places();
    fill_in_info();
    if (is_pair()) make_step_gate();
  }

  Recording play() {
    start_clock();
    const std::uint64_t check_ms = kLimitsCheckMs * (spec_.stepped ? kSteppedSlower : 1);
    limits_timer_.emplace(loop_, check_ms, check_ms, [this] { check_limits(); });
    stage_->attach(loop_, recorder_,
                   [this](Actor actor) { return running(actor).log().data_reads(); });
    if (spec_.until && spec_.until->seconds)
      span_.emplace(loop_, static_cast<std::uint64_t>(*spec_.until->seconds * 1000), 0,
                    [this] { wind_down(); });
    if (spec_.stepped) stepping_.emplace(loop_, recorder_, *stage_, person_, programs());
    watch_for_deadlock();
    start_due();
    if (!is_over()) loop_.run();
    finish();
    return recorder_.take();
  }

 private:
  // Before the programs start.

  bool is_pair() const { return programs_.size() == 2; }

  bool is_local() const { return spec_.transport == Transport::local; }

  /// The programs meet at a path, and their calls on it are seen.
  void go_local() {
    folder_.emplace();
    for (const Running& program : programs_) program.log().memory().local = 1;
  }

  /// A port is given to who asks first: those that are awaited come first, so that a server has the
  /// port of the documents.
  void set_places() {
    for (const Running& program : programs_)
      if (is_awaited(spec_, program.actor()))
        places_.emplace(program.actor(), place_on_stage(program.actor()));
    if (spec_.port != 0 && !places_.empty()) places_.begin()->second.port = spec_.port;
  }

  Endpoint place(Actor actor) {
    const auto found = places_.find(actor);
    return found == places_.end() ? place_on_stage(actor) : found->second;
  }

  /// A path is the same from every host: the stages have one file system.
  Endpoint place_on_stage(Actor actor) {
    Endpoint place = stage_->place(actor);
    if (folder_)
      place.path = folder_->path() / std::string(actor_name(spec_.info.cast, actor)).substr(0, 32);
    return place;
  }

  void fill_in_info() {
    RunInfo& info = recorder_.info();
    info.kernel = kernel_name();
    info.started = utc_now();
    info.evidence = stage_->evidence();
    if (is_local()) std::erase(info.evidence, "wire");  // nothing of theirs is on it
    if (observes_calls(spec_)) info.evidence.insert(info.evidence.begin(), "calls");
    for (std::size_t i = 0; i < info.cast.size(); ++i)
      info.cast[i].host = stage_->address(static_cast<Actor>(i));
  }

  void make_step_gate() {
    int fds[2];
    must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), "socketpair");
    for (std::size_t i = 0; i < 2; ++i) programs_[i].inherit_step(Fd(fds[i]));
  }

  std::vector<const Running*> programs() const {
    std::vector<const Running*> programs;
    for (const Running& program : programs_) programs.push_back(&program);
    return programs;
  }

  // Starting.

  Running& running(Actor actor) { return programs_.at(static_cast<std::size_t>(actor)); }

  bool is_due(const Running& program) {
    const Start& start = spec_.spec_of(program.actor()).start;
    switch (start.when) {
      case Start::When::at_once:
        return true;
      case Start::When::listens:
        return running(start.other).is_ready();
      case Start::When::ended:
        return has_ended(start.other);
      case Start::When::settled:
        return settled_.contains(start.other);
    }
    return false;
  }

  bool has_ended(Actor actor) const {
    return programs_.at(static_cast<std::size_t>(actor)).phase() == Running::Phase::ended ||
           players_.has_ended(actor);
  }

  bool waits(const Running& program) const {
    return program.phase() == Running::Phase::waits && !players_.has_started(program.actor());
  }

  /// Starts every actor that waits and whose moment has come. A server that is played listens as
  /// soon as it starts: others may be due then.
  void start_due() {
    for (bool again = true; std::exchange(again, false);)
      for (Running& program : programs_)
        if (!stopped_ && waits(program) && is_due(program)) {
          start(program);
          again = true;
        }
  }

  void start(Running& program) {
    const Actor actor = program.actor();
    if (spec_.spec_of(actor).start.when == Start::When::settled) start_clock();
    if (players_.plays(actor)) return play_actor(program);
    const auto its_place = [&](Actor other) { return players_.place_for(actor, other); };
    if (setting_.born && setting_.born->actor == actor) return adopt(program);
    try {
      program.launch(
          loop_, recorder_, launch_of(spec_, actor, its_place),
          [this, actor] { return stage_->enter(actor); }, [this, &program] { on_exit(program); },
          flood_of(actor));
    } catch (const std::system_error& error) {
      stop(Stop::not_started, error.what());
      return;
    }
    if (is_awaited(spec_, actor)) await(program);
  }

  std::function<void()> flood_of(Actor actor) {
    return [this, actor] {
      stop(Stop::output, by(fmt::format("{} MB", kOutputLimit / 1'000'000), actor));
    };
  }

  /// Takes the fork that was made for this run.
  void adopt(Running& program) {
    Born born = *std::exchange(setting_.born, std::nullopt);
    const std::string address = born.address;
    program.adopt(
        loop_, recorder_, std::move(born), [this, &program] { on_exit(program); },
        flood_of(program.actor()));
    on_ready(program, address);
  }

  void play_actor(Running& program) {
    players_.start(program.actor());
    program.set_ready();  // a server listens from then on
  }

  void await(const Running& program) {
    const auto port = spec_.any_port ? std::nullopt : std::optional(place(program.actor()).port);
    const std::string path = place(program.actor()).path;
    const pid_t pid = program.runs() ? program.pid() : 0;
    stage_->on_host(program.actor(), [&] {
      OpenPorts ports(pid, [&] { return left_by(program); });
      if (folder_) return readiness_.await_path(program.actor(), std::move(ports), path);
      readiness_.await(program.actor(), std::move(ports), port);
    });
  }

  /// What may be a server that a program left behind. Nothing tells who did; so nobody else may
  /// have run, or the port must be the one that was given to this program.
  std::vector<pid_t> left_by(const Running& program) const {
    const bool alone = std::all_of(programs_.begin(), programs_.end(), [&](const Running& other) {
      return &other == &program || other.phase() == Running::Phase::waits;
    });
    return spec_.any_port && !alone ? std::vector<pid_t>{} : daemons();
  }

  void on_ready(Running& program, const std::string& address) {
    recorder_.add(program.actor(), ProcessReady{address});
    program.set_ready();
    // The limit is that of a program on trial, once it has something to do: starting up is not
    // counted.
    if (plays_a_part()) start_clock();
    if (spec_.stepped) deadline_.reset();
    if (spec_.relayed && program.actor() == first_listener(spec_))
      players_.stand_before(program.actor());
    start_due();
  }

  bool plays_a_part() const {
    return spec_.relayed ||
           std::any_of(spec_.programs.begin(), spec_.programs.end(),
                       [](const ProgramSpec& program) { return program.played.has_value(); });
  }

  // Watching.

  /// A run of one program waits for somebody who is not in the cast. To a run that nobody judges
  /// somebody may come all the same, on the network of the machine.
  void watch_for_deadlock() {
    if (programs_.size() < 2 || !observes_calls(spec_) || plays_a_part()) return;
    if (spec_.until && spec_.until->seconds) return;
    deadlock_.emplace(
        loop_,
        Deadlock::Around{.programs = programs_,
                         .stage = *stage_,
                         .left_behind = [this] { return daemons(); },
                         .limit_s = spec_.timeout_s,
                         .has_visitors = spec_.until && spec_.info.net == Net::loopback,
                         .may_be = [this] { return is_left_alone(); }},
        [this] { stop(Stop::deadlock, ""); },
        kDeadlockCheckMs * (spec_.stepped ? kSteppedSlower : 1));
  }

  /// Whether the stage itself has nothing more to do, unless a program goes on.
  bool is_left_alone() {
    if (stopped_ || quiet_ || settling_ || players_.relays()) return false;
    return std::all_of(programs_.begin(), programs_.end(), [&](const Running& program) {
      if (waits(program)) return spec_.spec_of(program.actor()).start.when == Start::When::ended;
      return program.is_ready() || !is_awaited(spec_, program.actor());
    });
  }

  void start_clock() {
    const auto processes = [this] {
      std::vector<pid_t> running;
      for (const Running& program : programs_)
        if (program.runs()) running.push_back(program.pid());
      return running;
    };
    deadline_.emplace(loop_, spec_.timeout_s, processes, [this] { on_deadline(); });
  }

  void check_limits() {
    if (recorder_.size() > kRecordingLimit)
      stop(Stop::traffic, fmt::format("{} MB", kRecordingLimit / 1'000'000));
    if (stopped_) return;
    std::vector<pid_t> pids;
    for (const Running& program : programs_) pids.push_back(program.pid());
    const auto excess = limits_.exceeded(pids);
    if (!excess) return;
    const bool known = excess->most.has_value();
    stop(excess->why, known ? by(excess->limit, static_cast<Actor>(*excess->most)) : excess->limit);
  }

  // Ending.

  void on_exit(Running& program) {
    check_limits();
    ProcessExited exited = program.reap();
    if (exited.signal == SIGKILL && program.has_lost_tracer())
      stop(Stop::stage_lost, by("its tracer ended", program.actor()));
    if (exited.signal == SIGXFSZ) stop(Stop::written, by(file_limit(), program.actor()));
    exited.stopped = stopped_ && (goodbye_ || exited.signal == SIGKILL);
    recorder_.add(program.actor(), exited);
    if (is_awaited(spec_, program.actor()) && !program.is_ready() && !is_daemon(program, exited))
      stop(Stop::not_ready, of_many(exited.signal != 0 ? fmt::format("signal {}", exited.signal)
                                                       : fmt::format("exit {}", exited.code),
                                    program.actor()));
    start_due();
    after_end();
    if (is_over()) loop_.stop();
  }

  /// A program, or an actor that is played, has ended.
  void after_end() {
    if (waits_for_settling()) {
      settling_.emplace(loop_, players_.proxy(), running(first_listener(spec_)).pid(),
                        [this](bool busy) { on_settled(busy); });
    } else if (has_been_seen()) {
      watch_for_quiet();
    }
  }

  bool waits_for_settling() const {
    const auto waits = [](const ProgramSpec& p) { return p.start.when == Start::When::settled; };
    return (spec_.until && spec_.until->settled) ||
           std::any_of(spec_.programs.begin(), spec_.programs.end(), waits);
  }

  void on_settled(bool busy) {
    for (const Running& program : programs_)
      if (has_ended(program.actor())) settled_.insert(program.actor());
    start_due();
    if (!has_been_seen()) return;
    if (spec_.until->settled) {
      wind_down(busy ? kBusyServer : "");
    } else {
      watch_for_quiet();
    }
  }

  /// Whether a program has left a process that goes on in its place, as `memcached -d` does.
  bool is_daemon(const Running& program, const ProcessExited& exited) {
    if (!spec_.until || exited.code != 0 || exited.signal != 0 || daemons().empty()) return false;
    readiness_.forget(program.actor());
    await(program);
    daemon_looks_.emplace(loop_, kGoodbyeLookMs, kGoodbyeLookMs, [this] { look_for_daemons(); });
    return true;
  }

  /// The processes that programs which have ended left behind.
  std::vector<pid_t> daemons() const {
    std::vector<pid_t> ours = tracers();
    for (const Running& program : programs_) ours.push_back(program.pid());
    return containment_.strays(ours);
  }

  /// Whether those have ended for which the run is made; then only servers are left.
  bool has_been_seen() const {
    if (!spec_.until || spec_.until->ended.empty()) return false;
    const auto& ended = spec_.until->ended;
    return std::all_of(ended.begin(), ended.end(), [&](Actor actor) { return has_ended(actor); });
  }

  void watch_for_quiet() {
    if (quiet_ || stopped_) return;
    std::vector<Actor> actors;
    for (const Running& program : programs_)
      if (spec_.info.net != Net::loopback) actors.push_back(program.actor());
    quiet_.emplace(loop_, *stage_, actors, [this] { wind_down(); });
  }

  /// Asks all that still run to end, as their user would, and ends them if they do not.
  void wind_down(const std::string& detail = "") {
    if (std::exchange(stopped_, true)) return;
    recorder_.add(kHarness, Stopped{Stop::over, detail});
    for (const Running& program : programs_) program.terminate();
    for (const pid_t daemon : daemons()) ::kill(daemon, SIGTERM);
    goodbye_.emplace(loop_, kGoodbyeLookMs, kGoodbyeLookMs, [this] { look_who_is_left(); });
  }

  int looks_for_goodbye() const {
    return spec_.until && spec_.until->settled ? kLooksIfSettled : kLooksForGoodbye;
  }

  void look_who_is_left() {
    if (++goodbye_looks_ == looks_for_goodbye())
      for (Running& program : programs_) program.kill();
    if (is_over()) loop_.stop();
  }

  /// A daemon that ends without a port open is as little of a server as any other program.
  void look_for_daemons() {
    if (!daemons().empty()) return;
    for (const Running& program : programs_)
      if (program.phase() == Running::Phase::ended && is_awaited(spec_, program.actor()) &&
          !program.is_ready())
        stop(Stop::not_ready, of_many("exit 0", program.actor()));
  }

  void on_deadline() {
    const std::string limit = fmt::format("{} s", spec_.timeout_s);
    for (const Running& program : programs_)
      if (program.runs() && is_awaited(spec_, program.actor()) && !program.is_ready())
        stop(Stop::not_ready, of_many(limit, program.actor()));
    if (players_.are_datagrams_read())
      stop(Stop::silence, print_in_silence(seen_in_silence()));
    else
      stop(Stop::deadline, limit);
  }

  /// Nobody is left to be told.
  [[noreturn]] void on_harness_gone() {
    containment_.end();
    folder_.reset();
    _exit(1);
  }

  std::string by(const std::string& limit, Actor actor) const {
    return fmt::format("{}, {}", limit, actor_name(spec_.info.cast, actor));
  }
  /// With the name only if it might be another's: of two programs one listens.
  std::string of_many(const std::string& detail, Actor actor) const {
    return is_pair() ? detail : by(detail, actor);
  }

  /// The program that waits is the one that is not played.
  InSilence seen_in_silence() const {
    InSilence seen;
    for (const Running& program : programs_) {
      if (!program.runs()) continue;
      seen.timeout_ms = timeout_of(program.pid());
      seen.unwritten = lines_in_memory(program.pid(), spec_.looked_for);
    }
    return seen;
  }

  /// Ends the run from our side: the first reason counts.
  void stop(Stop why, const std::string& detail) {
    if (stopped_) return;
    stopped_ = true;
    recorder_.add(kHarness, Stopped{why, detail});
    for (const Running& program : programs_) program.freeze();
    for (Running& program : programs_) program.kill();
    if (is_over()) loop_.stop();
  }

  /// No program runs, and none will.
  bool is_over() {
    const bool may_go_on = !stopped_ || (goodbye_ && goodbye_looks_ < looks_for_goodbye());
    if (spec_.until && may_go_on && !daemons().empty()) return false;
    return std::none_of(programs_.begin(), programs_.end(), [&](const Running& program) {
      const bool will_run = waits(program) && !stopped_ && !players_.plays(program.actor());
      return program.runs() || will_run;
    });
  }

  /// All programs have ended: takes what is still in the pipes, ends what they left, reads the
  /// logs.
  void finish() {
    for (Running& program : programs_) program.close_output();
    players_.end();
    quiet_.reset();
    settling_.reset();
    span_.reset();
    goodbye_.reset();
    daemon_looks_.reset();
    stepping_.reset();
    deadline_.reset();
    limits_timer_.reset();
    deadlock_.reset();
    stage_->finish();
    std::vector<pid_t> ours = tracers();
    if (setting_.mother) ours.push_back(setting_.mother->pid());
    const auto strays = containment_.strays(ours);
    if (!strays.empty()) recorder_.add(kHarness, Strays{static_cast<int>(strays.size())});
    if (stopped_ || !strays.empty() || setting_.is_over) setting_.end();
    if (!observes_calls(spec_)) return;
    for (const Running& program : programs_) add_calls(recorder_, program.actor(), program.log());
  }

  std::vector<pid_t> tracers() const {
    std::vector<pid_t> tracers;
    for (const Running& program : programs_) tracers.push_back(program.tracer());
    return tracers;
  }

  const RunSpec& spec_;
  const int person_;
  Recorder recorder_;
  Setting& setting_;
  Containment& containment_;
  const std::unique_ptr<Stage>& stage_;
  std::optional<RunFolder> folder_;            ///< if the programs meet at a path
  std::optional<OneProcessor> one_processor_;  ///< if they send datagrams
  std::map<Actor, Endpoint> places_;           ///< of those that are awaited
  Loop loop_;
  std::deque<Running> programs_;  ///< by actor
  Readable harness_;
  Readiness readiness_;
  Players players_;
  std::optional<Deadline> deadline_;
  Limits limits_;
  std::optional<Timer> limits_timer_;
  std::optional<Deadlock> deadlock_;
  std::optional<Stepping> stepping_;
  std::optional<Timer> span_;  ///< the run is over when it ends
  std::optional<Quiet> quiet_;
  std::optional<Settled> settling_;
  std::set<Actor> settled_;
  std::optional<Timer> daemon_looks_;
  std::optional<Timer> goodbye_;  ///< programs have been asked to end
  int goodbye_looks_ = 0;
  bool stopped_ = false;
};

}  // namespace

Recording play(const RunSpec& spec, Setting& setting, int harness, int person) {
  return Run(spec, setting, harness, person).play();
}

}  // namespace stickylab
