#include "command/try_command.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "command/compile.hpp"
#include "command/for_machines.hpp"
#include "command/keep.hpp"
#include "command/own_try_command.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "command/shell_words.hpp"
#include "command/title.hpp"
#include "command/try_asked.hpp"
#include "command/try_line.hpp"
#include "command/trying_datagrams.hpp"
#include "command/watch.hpp"
#include "report/json.hpp"
#include "report/trial.hpp"
#include "stage/runner.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

/// The student's programs in the place of the lab's own, of one or both.
void put_in_place(const TryOptions& options, const std::optional<Compiled>& compiled,
                  RunSpec& programs) {
  if (compiled)
    for (const Actor actor : {kSender, kReceiver})
      programs.program(actor).command.front() = compiled->path();
  if (!options.sender.empty()) programs.program(kSender) = {split_command(options.sender), ""};
  if (!options.receiver.empty())
    programs.program(kReceiver) = {split_command(options.receiver), ""};
}

/// The lab's own fixed programs, the student's in the place of one or both.
TrialSpec trial_of(const TryOptions& options, const LabRuns& runs,
                   const std::optional<Compiled>& compiled) {
  const Lab& lab = runs.labs().front();
  TrialSpec spec{.lab = lab,
                 .programs = paced_by_schedule(runs.run(lab, Version::fixed), options.stage),
                 .shown_on = runs.net(),
                 .jobs = runs.deliveries_at_a_time()};
  put_in_place(options, compiled, spec.programs);
  spec.own_sender = compiled || !options.sender.empty();
  spec.own_receiver = compiled || !options.receiver.empty();
  spec.judged = judged_of(options);
  return spec;
}

Trial tried(const TrialSpec& spec, const std::vector<Schedule>& schedules) {
  if (spec.lab.transport == Transport::udp)
    return schedules.empty() ? try_datagrams_everywhere(spec)
                             : try_these_datagrams(spec, schedules);
  return schedules.empty() ? try_everywhere(spec) : try_these(spec, schedules);
}

std::string report_of(const Trial& trial, Format format, const View& view) {
  if (auto text = for_machines(trial, format, view)) return *text;
  return format == Format::json ? trial_json(trial) : trial_text(trial, view);
}

/// Runs the programs once, as the lab's own are run; prints the run. True if it was right.
bool run_plainly(const TryOptions& options, const LabRuns& runs,
                 const std::optional<Compiled>& compiled, Out& out) {
  const Lab& lab = runs.labs().front();
  RunSpec programs = runs.run(lab, Version::fixed);
  put_in_place(options, compiled, programs);
  Observation seen;
  run_all({std::move(programs)}, 1, [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording);
    const Trace trace(std::move(recording));
    seen = observe(lab.meant, trace);
    out.print(options.view.format == Format::json
                  ? run_json(lab, Version::fixed, seen, runs.environment())
                  : plain_text(lab, trace, seen, out.view()));
    return true;
  });
  return seen.verdict == Verdict::same;
}

/// Prints the answer; true if the programs hold.
bool try_programs(const TryOptions& options, const TryAsked& asked,
                  const std::optional<Compiled>& compiled, Out& out) {
  if (is_plain(asked.runs)) return run_plainly(options, asked.runs, compiled, out);
  const TrialSpec spec = trial_of(options, asked.runs, compiled);
  const auto begun = std::chrono::steady_clock::now();
  Trial trial = tried(spec, asked.schedules);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  trial.seconds = took.count();
  if (trial.failure) {
    trial.again = try_line(options, trial);
    keep(options.stage.record, trial.failing.recording(),
         fmt::format("{}-{}-tried", spec.lab.number, spec.lab.name));
  }
  out.print(report_of(trial, options.view.format, out.view()));
  return trial.passed();
}

std::optional<Compiled> compiled_file(const TryOptions& options, const LabRuns& runs) {
  if (options.file.empty()) return std::nullopt;
  return std::make_optional<Compiled>(options.file, runs.prefix().root, runs.labs().front());
}

/// A round of --watch. What the user can mend is said, and the next save is waited for. Returns the
/// sign of the outcome.
std::string_view try_in_round(const TryOptions& options, const TryAsked& asked, Watch& watch,
                              Out& out) {
  const Glyphs& signs = glyphs(out.view());
  try {
    const std::optional<Compiled> compiled = compiled_file(options, asked.runs);
    watch.poll();
    return try_programs(options, asked, compiled, out) ? signs.good : signs.bad;
  } catch (const InputError& error) {
    watch.poll();
    fmt::print(stderr, "stickylab: {}\n", say(error, out.view().lang));
    return signs.unclear;
  }
}

/// --watch: now, and after each save, until a signal comes.
[[noreturn]] void try_on_save(const TryOptions& options, const TryAsked& asked, Out& out) {
  const std::vector<std::filesystem::path> files = sources(options);
  Watch watch(files);
  const auto show = [&](const std::string& line) {
    if (options.view.format == Format::text) out.print(line);
  };
  const Title title;
  const std::string name = "try " + asked.runs.labs().front().number;
  for (;;) {
    show(round_line(out.view()));
    title.say(fmt::format("{} {}", glyphs(out.view()).ellipsis, name));
    title.say(fmt::format("{} {}", try_in_round(options, asked, watch, out), name));
    for (const std::filesystem::path& file : watch.end_round())
      show(written_by_runs_line(file, out.view()));
    show(watching_line(files, out.view()));
    watch.wait();
  }
}

/// --new: writes a program instead of trying one.
int start_command(const TryOptions& options) {
  check_starter(options);
  const std::vector<Lab> labs = find_labs(prefix_of(options.root).labs(), {});
  const Lab lab = find_labs(prefix_of(options.root).labs(), {options.lab}).front();
  std::string tool = "stickylab";
  if (!options.root.empty()) tool += " --root " + quote_word(options.root.string());
  Out(options.view).print(write_starter(*options.starter, lab, labs, tool, options.view.lang));
  return kReproduced;
}

}  // namespace

int try_command(const TryOptions& options) {
  if (options.starter) return start_command(options);
  if (options.own.given()) return own_try_command(options);
  const TryAsked asked = asked_of(options);
  Out out(options.view);
  if (options.watch) try_on_save(options, asked, out);
  const bool passed = try_programs(options, asked, compiled_file(options, asked.runs), out);
  return passed ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
