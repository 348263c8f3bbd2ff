#include <fmt/format.h>

#include <optional>

#include "command/commands.hpp"
#include "command/compile.hpp"
#include "command/out.hpp"
#include "command/plan.hpp"
#include "command/split.hpp"
#include "command/watch.hpp"
#include "report/trial.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr double kTimeoutS = 3;  // of one delivery, where --timeout does not say

/// The two programs of a trial; the lab's own fixed one where the student gave none.
struct Contestants {
  Program sender;
  Program receiver;
  bool own_receiver = false;  ///< the student's
  bool own_sender = false;
};

Contestants contestants(const Options& options, const RunSpec& lab,
                        const std::optional<Compiled>& compiled) {
  Contestants c{lab.sender, lab.receiver, compiled.has_value(), compiled.has_value()};
  if (compiled) {
    c.sender.command.front() = compiled->path();
    c.receiver.command.front() = compiled->path();
  }
  if (!options.sender.command.empty()) {
    c.sender = {split_command(options.sender.command), ""};
    c.own_sender = true;
  }
  if (!options.receiver.command.empty()) {
    c.receiver = {split_command(options.receiver.command), ""};
    c.own_receiver = true;
  }
  return c;
}

/// The line that runs a failure again.
std::string again(const Options& options, const Lab& lab, const Schedule& schedule) {
  std::string line = fmt::format("stickylab try {}", lab.number);
  if (!options.file.empty()) line += " " + options.file.string();
  if (!options.sender.command.empty())
    line += fmt::format(" --sender '{}'", options.sender.command);
  if (!options.receiver.command.empty())
    line += fmt::format(" --receiver '{}'", options.receiver.command);
  return line + fmt::format(" --schedule '{}'", print_schedule(schedule));
}

class Trying {
 public:
  Trying(const Options& options, const Plan& plan, const Lab& lab, const Contestants& programs)
      : options_(options), plan_(plan), programs_(programs), base_(plan.run(lab, Version::fixed)) {
    trial_.lab = &lab;
    base_.sender = programs.sender;
    base_.receiver = programs.receiver;
    base_.gates_off = true;
    base_.timeout_s = options.timeout_s.value_or(kTimeoutS);
  }

  Trial run() {
    if (!capture()) return std::move(trial_);
    if (!options_.schedule.empty()) {
      deliver({parse_schedule(options_.schedule)});
    } else if (deliver(schedules()) && (programs_.own_receiver || !hears())) {
      end_early();
    }
    if (trial_.failure) trial_.again = again(options_, *trial_.lab, trial_.failure->schedule);
    return std::move(trial_);
  }

 private:
  /// The sender's real run, to learn what it sends. Where the lab's own receiver listens to it,
  /// what that understands is the sender's first test.
  bool capture() {
    RunSpec spec = base_;
    spec.relayed = Schedule{};
    run_all({spec}, 1, [&](std::size_t, Recording recording) {
      trial_.stream = sent_stream(recording);
      Attempt attempt = judge_delivery(trial_.lab->messages, Schedule{}, recording);
      const bool silent = trial_.stream.bytes.empty();
      if (silent || (!programs_.own_receiver && attempt.fault != Fault::none))
        fail(std::move(attempt), std::move(recording));
      return true;
    });
    return !trial_.failure;
  }

  /// Whether the student's sender reads replies. Then it must hold as well, while both talk.
  bool hears() const { return programs_.own_sender && !trial_.stream.replies.empty(); }

  /// Where only the sender is the student's, its bytes need no other test than its own run.
  std::vector<Schedule> schedules() const {
    std::vector<Schedule> all;
    if (programs_.own_receiver || !hears()) all = deliveries(trial_.stream.bytes.size(), kSeed);
    if (!hears()) return all;
    const std::vector<Schedule> both = conversations(trial_.stream.replies.size(), kSeed);
    all.insert(all.end(), both.begin(), both.end());
    sort_simplest_first(all);
    return all;
  }

  void fail(Attempt attempt, Recording recording) {
    trial_.failure = std::move(attempt);
    trial_.failing = std::move(recording);
  }

  std::vector<RunSpec> specs_of(const std::vector<Schedule>& schedules) const {
    std::vector<RunSpec> specs;
    for (const Schedule& schedule : schedules) {
      specs.push_back(base_);
      if (schedule.replies) {
        specs.back().relayed = schedule;
      } else {
        specs.back().delivery = DeliverySpec{trial_.stream, schedule};
      }
    }
    return specs;
  }

  /// True where the receiver holds under all of them; else the first failure, by their order.
  bool deliver(const std::vector<Schedule>& schedules) {
    std::size_t first = schedules.size();
    run_all(specs_of(schedules), jobs(), [&](std::size_t index, Recording recording) {
      ++trial_.schedules;
      Attempt attempt = judge_delivery(trial_.lab->messages, schedules[index], recording);
      if (attempt.fault != Fault::none && index < first) {
        first = index;
        fail(std::move(attempt), std::move(recording));
      }
      return first == schedules.size();
    });
    return first == schedules.size();
  }

  void end_early() {
    trial_.ended_early = true;
    const std::vector<Schedule> schedules = early_endings(trial_.stream.bytes.size());
    std::vector<Attempt> attempts(schedules.size());
    std::vector<Recording> recordings(schedules.size());
    run_all(specs_of(schedules), jobs(), [&](std::size_t index, Recording recording) {
      ++trial_.schedules;
      attempts[index] = judge_delivery(trial_.lab->messages, schedules[index], recording);
      recordings[index] = std::move(recording);
      return true;
    });
    mark_silent_ends(trial_.lab->messages, attempts);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
      if (attempts[i].fault == Fault::none) continue;
      fail(std::move(attempts[i]), std::move(recordings[i]));
      return;
    }
  }

  /// A run waits more than it works.
  int jobs() const { return options_.jobs > 0 ? options_.jobs : 2 * plan_.jobs(); }

  const Options& options_;
  const Plan& plan_;
  const Contestants& programs_;
  RunSpec base_;
  Trial trial_;
};

std::optional<Compiled> compiled_file(const Options& options) {
  if (options.file.empty()) return std::nullopt;
  return std::make_optional<Compiled>(options.file, prefix_of(options).root);
}

/// Prints the answer; true where the programs hold.
bool try_once(const Options& options, const Plan& plan, const std::optional<Compiled>& compiled,
              Out& out) {
  const Lab& lab = plan.labs().front();
  const Contestants programs = contestants(options, plan.run(lab, Version::fixed), compiled);
  const Trial trial = Trying(options, plan, lab, programs).run();
  out.print(options.format == Format::json ? trial_json(trial) : trial_text(trial, out.view()));
  return trial.passed();
}

/// --watch: now, and after each save, until a signal comes. What the user can mend is said, and
/// the next save is waited for.
[[noreturn]] void try_on_save(const Options& options, const Plan& plan, Out& out) {
  const std::vector<std::filesystem::path> files = sources(options);
  Watch watch(files);
  const auto show = [&](const std::string& line) {
    if (options.format == Format::text) out.print(line);
  };
  for (;;) {
    show(round_line(out.view()));
    try {
      const std::optional<Compiled> compiled = compiled_file(options);
      watch.poll();
      try_once(options, plan, compiled, out);
    } catch (const InputError& error) {
      watch.poll();
      fmt::print(stderr, "stickylab: {}\n", error.what());
    }
    show(watching_line(files, out.view()));
    watch.wait();
  }
}

}  // namespace

int try_command(const Options& options) {
  const Plan plan(options);
  const Lab& lab = plan.labs().front();
  if (lab.transport != Transport::tcp)
    throw InputError(
        fmt::format("lab {} is not about a stream: `try` needs one of TCP", lab.number));
  const bool commands = !options.sender.command.empty() || !options.receiver.command.empty();
  if (options.file.empty() != commands)
    throw InputError("name a C++ file, or --sender and --receiver, or one of the two");
  Out out(options);
  if (options.watch) try_on_save(options, plan, out);
  return try_once(options, plan, compiled_file(options), out) ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
