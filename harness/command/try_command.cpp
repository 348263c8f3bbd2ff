#include "command/try_command.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "command/compile.hpp"
#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/own_try_command.hpp"
#include "command/report_output.hpp"
#include "command/shell_words.hpp"
#include "command/text_file.hpp"
#include "command/try_line.hpp"
#include "command/trying_datagrams.hpp"
#include "command/watch.hpp"
#include "recording/message_text.hpp"
#include "report/delivery_cases.hpp"
#include "report/json.hpp"
#include "report/trial.hpp"
#include "schedule/datagrams.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

bool has_sender(const TryOptions& options) { return !options.sender.empty(); }
bool has_receiver(const TryOptions& options) { return !options.receiver.empty(); }

std::vector<Actor> judged_of(const TryOptions& options) {
  switch (options.own.judged.value_or(Judged::server)) {
    case Judged::client:
      return {kSender};
    case Judged::both:
      return {kReceiver, kSender};
    case Judged::server:
      break;
  }
  return {kReceiver};
}

/// The student's programs in the place of the lab's own, of one or both.
void put_in_place(const TryOptions& options, const std::optional<Compiled>& compiled,
                  RunSpec& programs) {
  if (compiled)
    for (const Actor actor : {kSender, kReceiver})
      programs.program(actor).command.front() = compiled->path();
  if (has_sender(options)) programs.program(kSender) = {split_command(options.sender), ""};
  if (has_receiver(options)) programs.program(kReceiver) = {split_command(options.receiver), ""};
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
  spec.own_sender = compiled || has_sender(options);
  spec.own_receiver = compiled || has_receiver(options);
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
  switch (format) {
    case Format::json:
      return trial_json(trial);
    case Format::tap:
      return deliveries_tap(delivery_cases(trial, view));
    case Format::junit:
      return deliveries_junit(delivery_cases(trial, view));
    case Format::github:
      return deliveries_github(delivery_cases(trial, view), view.lang);
    case Format::text:
      break;
  }
  return trial_text(trial, view);
}

/// A lab whose fixed version says nothing of deliveries is about something else.
bool is_plain(const LabRuns& runs) {
  return expected_of(runs.labs().front(), Version::fixed, runs.net()).holds == Holds::not_stated;
}

/// Throws InputError for what is of deliveries only.
void check_plain(const TryOptions& options, const Lab& lab) {
  const bool of_a_run = options.view.format == Format::text || options.view.format == Format::json;
  const std::pair<const char*, bool> of_deliveries[] = {{"--schedule", !options.schedules.empty()},
                                                        {"--judge", options.own.judged.has_value()},
                                                        {"--format", !of_a_run}};
  for (const auto& [name, given] : of_deliveries)
    if (given)
      throw InputError({"{}: lab {} is run as it is: what it shows does not lie in how the bytes "
                        "are delivered",
                        "{}：实验 {} 只按原样运行：它讲的不在于字节怎样送达"},
                       name, lab.number);
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
bool try_programs(const TryOptions& options, const LabRuns& runs,
                  const std::vector<Schedule>& schedules, const std::optional<Compiled>& compiled,
                  Out& out) {
  if (is_plain(runs)) return run_plainly(options, runs, compiled, out);
  const TrialSpec spec = trial_of(options, runs, compiled);
  const auto begun = std::chrono::steady_clock::now();
  Trial trial = tried(spec, schedules);
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
  return std::make_optional<Compiled>(options.file, runs.prefix().root, runs.labs().front().folder);
}

/// --watch: now, and after each save, until a signal comes. What the user can mend is said, and
/// the next save is waited for.
[[noreturn]] void try_on_save(const TryOptions& options, const LabRuns& runs,
                              const std::vector<Schedule>& schedules, Out& out) {
  const std::vector<std::filesystem::path> files = sources(options);
  Watch watch(files);
  const auto show = [&](const std::string& line) {
    if (options.view.format == Format::text) out.print(line);
  };
  for (;;) {
    show(round_line(out.view()));
    try {
      const std::optional<Compiled> compiled = compiled_file(options, runs);
      watch.poll();
      try_programs(options, runs, schedules, compiled, out);
    } catch (const InputError& error) {
      watch.poll();
      fmt::print(stderr, "stickylab: {}\n", say(error, out.view().lang));
    }
    for (const std::filesystem::path& file : watch.end_round())
      show(written_by_runs_line(file, out.view()));
    show(watching_line(files, out.view()));
    watch.wait();
  }
}

/// Throws InputError for an option that means nothing to a lab.
void check_for_lab(const OwnOptions& own) {
  const std::pair<const char*, bool> only_own[] = {{"--client-input", !own.client_input.empty()},
                                                   {"--count", !own.count.empty()},
                                                   {"--ignore", !own.ignore.empty()},
                                                   {"--expect", !own.expect.empty()},
                                                   {"--check", !own.check.empty()},
                                                   {"--keep-server", own.keep_server},
                                                   {"--quick", own.quick},
                                                   {"--all-failures", own.all_failures},
                                                   {"--endings", own.endings},
                                                   {"--strict-end", own.strict_end},
                                                   {"--cut", own.cut_connection.has_value()},
                                                   {"--budget", own.budget_ms.has_value()}};
  for (const auto& [name, given] : only_own)
    if (given)
      throw InputError({"{} is of `try --server --client`: a lab says itself what counts",
                        "{} 只用于 `try --server --client`：实验自己规定看什么"},
                       name);
}

/// Throws InputError if the sender's messages are to count, and cannot.
void check_judged(const TryOptions& options, const Lab& lab) {
  if (judged_of(options) == std::vector<Actor>{kReceiver}) return;
  if (lab.transport == Transport::udp)
    throw InputError({"--judge sender: lab {} is about datagrams, and has no replies to cut",
                      "--judge sender：实验 {} 讲的是数据报，没有应答可切"},
                     lab.number);
  if (options.file.empty() && !has_sender(options))
    throw InputError({"--judge sender: the sender is the lab's own; name yours with --sender",
                      "--judge sender：现在的发送方是实验自带的；请用 --sender 给出你的"});
}

/// The runs of the lab, with the user's messages in the place of its own, if they are given. Throws
/// InputError.
LabRuns runs_of(const TryOptions& options) {
  LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  if (options.messages.empty()) return runs;
  if (options.file.empty() && !(has_sender(options) && has_receiver(options)))
    throw InputError(
        {"--messages: the lab's own program sends its own messages, or expects them; give "
         "both, --sender and --receiver",
         "--messages：实验自带的程序只收发它自己的消息；请用 --sender 和 --receiver "
         "给出两个程序"});
  Lab lab = runs.labs().front();
  if (!std::filesystem::is_regular_file(options.messages))
    throw InputError({"--messages: {} is no file", "--messages：没有文件 {}"},
                     options.messages.string());
  lab.meant.messages = messages_in(read_file(options.messages));
  if (lab.meant.messages.empty())
    throw InputError(
        {"{}: there is no line `message: TEXT` in it, as a right receiver prints one for "
         "each message",
         "{}：里面没有 `message: TEXT` 行；正确的接收方每收到一条消息就打印一行"},
        options.messages.string());
  return LabRuns(runs.prefix(), {std::move(lab)}, runs.net(), options.stage);
}

std::vector<Schedule> only_schedules(const TryOptions& options) {
  std::vector<Schedule> schedules;
  for (const std::string& line : options.schedules) schedules.push_back(parse_schedule(line));
  if (judged_of(options) != std::vector<Actor>{kSender}) return schedules;
  for (const Schedule& schedule : schedules)
    if (!schedule.replies)
      throw InputError({"--schedule '{}': it says nothing of replies, and with --judge sender only "
                        "these are read: add `replies whole`",
                        "--schedule '{}'：没有写 replies，而 --judge sender 只看应答：请加上 "
                        "`replies whole`"},
                       print_schedule(schedule));
  return schedules;
}

}  // namespace

int try_command(const TryOptions& options) {
  if (options.own.given()) return own_try_command(options);
  if (options.lab.empty())
    throw InputError({"name a lab, or --server and --client for two programs of your own",
                      "请给出一个实验，或者用 --server 和 --client 给出你自己的两个程序"});
  check_for_lab(options.own);
  if (options.file.empty() != (has_sender(options) || has_receiver(options)))
    throw InputError({"name a C++ file, or --sender and --receiver, or one of the two",
                      "没有可试的程序：请给出一个 C++ 文件，或者用 --sender、--receiver 给出命令，"
                      "只给其中一个也行"});
  if (!options.file.empty()) must_be_cpp(options.file);
  const LabRuns runs = runs_of(options);
  if (is_plain(runs)) check_plain(options, runs.labs().front());
  check_judged(options, runs.labs().front());
  const std::vector<Schedule> schedules = only_schedules(options);
  if (runs.labs().front().transport == Transport::tcp)
    for (const Schedule& schedule : schedules) check_for_stream(schedule);
  Out out(options.view);
  if (options.watch) try_on_save(options, runs, schedules, out);
  return try_programs(options, runs, schedules, compiled_file(options, runs), out) ? kReproduced
                                                                                   : kNotReproduced;
}

}  // namespace stickylab
