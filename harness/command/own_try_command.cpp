#include "command/own_try_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/interrupts.hpp"
#include "command/counter.hpp"
#include "command/for_machines.hpp"
#include "command/keep.hpp"
#include "command/network.hpp"
#include "command/own_trying.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "command/text_file.hpp"
#include "command/try_line.hpp"
#include "report/own_trial.hpp"
#include "stage/available.hpp"

namespace stickylab {
namespace {

constexpr int kRunsAtATime = 2;  // for each processor: a run waits as much as it works

int processors() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

void must_make_sense(const TryOptions& options) {
  const bool of_a_lab = !options.lab.empty() || !options.file.empty() || !options.sender.empty() ||
                        !options.receiver.empty() || !options.messages.empty();
  if (of_a_lab)
    throw InputError(
        {"--server and --client are your own programs, without a lab: leave out LAB, "
         "FILE, --sender, --receiver and --messages",
         "--server 和 --client 是你自己的程序，不属于实验：请去掉实验编号、文件、"
         "--sender、--receiver 和 --messages"});
  if (options.own.server.empty() || options.own.client.empty())
    throw InputError({"{} is missing: name both ends, as a command or as bytes:FILE",
                      "缺少 {}：两端都要给出，写成命令，或者写成 bytes: 加文件名"},
                     options.own.server.empty() ? "--server" : "--client");
}

Counting counting_of(const OwnOptions& own) {
  Counting counting;
  counting.judged = own.judged.value_or(Judged::client);
  if (!own.count.empty()) counting.count(own.count);
  for (const std::string& expression : own.ignore) counting.ignore(expression);
  if (own.expect.empty()) return counting;
  if (!std::filesystem::is_regular_file(own.expect))
    throw InputError({"--expect: {} is no file", "--expect：没有文件 {}"}, own.expect);
  counting.expected = read_file(own.expect);
  return counting;
}

/// Deliveries have a network of their own if that can be had: then no port of this machine is
/// taken, and none of its services can be reached.
Net net_for_deliveries(const StageOptions& stage, Lang lang) {
  if (stage.net || stage.wire.any()) return choose_net(stage, lang);
  return why_no_one_host().empty() ? Net::one_host : Net::loopback;
}

std::string report_of(const OwnTrial& trial, Format format, const View& view) {
  if (auto text = for_machines(trial, format, view)) return *text;
  return format == Format::json ? own_trial_json(trial) : own_trial_text(trial, view);
}

void report(OwnTrial trial, const TryOptions& options, Out& out) {
  int number = 0;
  for (OwnFailure& failure : trial.failures) {
    failure.again = own_try_line(options, failure.schedule);
    if (!failure.again_shown) continue;
    const std::string name = ++number > 1 ? fmt::format("tried-{}", number) : "tried";
    keep(options.stage.record, failure.failing.recording(), name);
    keep_capture(options.stage.record, failure.failing, name, out.view().lang);
  }
  out.print(report_of(trial, options.view.format, out.view()));
}

}  // namespace

int own_try_command(const TryOptions& options) {
  must_make_sense(options);
  const Counting counting = counting_of(options.own);
  OwnTrialSpec spec{
      .own = options.own,
      .stage = options.stage,
      .counting = counting,
      .net = net_for_deliveries(options.stage, options.view.lang),
      .shown_on = choose_net(options.stage, options.view.lang),
      .probe = prefix_of(options.root).probe(),
      .schedules = {},
      .jobs = options.stage.jobs > 0 ? options.stage.jobs : kRunsAtATime * processors()};
  must_exist(spec.probe);
  for (const std::string& line : options.schedules)
    spec.schedules.push_back(parse_conversation(line));
  Out out(options.view);
  Counter counter(options.view.lang);
  OwnTrying trying(spec, counter);
  try {
    trying.learn();
    trying.deliver();
    trying.shrink();
    trying.show();
  } catch (const Interrupted&) {
    counter.clear();
    OwnTrial trial = trying.take();
    trial.all = false;
    trial.interrupted = true;
    if (trial.made > 0) report(std::move(trial), options, out);
    throw;
  }
  counter.clear();
  OwnTrial trial = trying.take();
  const bool passed = trial.passed();
  report(std::move(trial), options, out);
  return passed ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
