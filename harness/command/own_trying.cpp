#include "command/own_trying.hpp"

#include <algorithm>
#include <map>

#include "base/input_error.hpp"
#include "base/phrase_table.hpp"
#include "command/not_judged.hpp"
#include "schedule/both_ways.hpp"
#include "schedule/deliveries.hpp"
#include "schedule/shrink.hpp"
#include "stage/runner.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

constexpr double kLeastLimitS = 3;
constexpr double kTimesUncut = 20;     // a delivery may take so many times the uncut run …
constexpr double kForAPieceS = 0.025;  // … and so much for each piece
constexpr std::size_t kExcerpt = 60;   // bytes of a line in a message

/// In what two uncut runs differ: {0} is a line, {1} and {2} the two.
constexpr auto kTwoDiffer = phrases_of<Unlike>({
    {Unlike::client_output,
     {"two uncut runs differ: the client printed \"{1}\" and \"{2}\" (line {0}); say what counts "
      "with --ignore or --count",
      "两次不切分的运行不一样：客户端在第 {0} 行打印了“{1}”和“{2}”；"
      "请用 --ignore 或 --count 指定比较哪些内容"}},
    {Unlike::client_exit,
     {"two uncut runs differ: the client ended with \"{1}\" and \"{2}\"; mend that first",
      "两次不切分的运行不一样：客户端分别以“{1}”和“{2}”结束；请先解决这个问题"}},
    {Unlike::replies,
     {"two uncut runs differ: the server replied \"{1}\" and \"{2}\" (line {0}); say what counts "
      "with --ignore or --count",
      "两次不切分的运行不一样：服务端在第 {0} 行应答了“{1}”和“{2}”；"
      "请用 --ignore 或 --count 指定比较哪些内容"}},
    {Unlike::server_output,
     {"two uncut runs differ: the server printed \"{1}\" and \"{2}\" (line {0}); say what counts "
      "with --ignore, --count or --judge client",
      "两次不切分的运行不一样：服务端在第 {0} 行打印了“{1}”和“{2}”；"
      "请用 --ignore、--count 或 --judge client 指定比较哪些内容"}},
    {Unlike::server_exit,
     {"two uncut runs differ: the server ended with \"{1}\" and \"{2}\"; mend that first",
      "两次不切分的运行不一样：服务端分别以“{1}”和“{2}”结束；请先解决这个问题"}},
    {Unlike::check_output,
     {"two uncut runs differ: --check printed \"{1}\" and \"{2}\" (line {0}); say what counts "
      "with --ignore or --count",
      "两次不切分的运行不一样：--check 在第 {0} 行打印了“{1}”和“{2}”；"
      "请用 --ignore 或 --count 指定比较哪些内容"}},
    {Unlike::crash,
     {"two uncut runs differ: the server crashed in one of them",
      "两次不切分的运行不一样：其中一次服务端崩溃了"}},
    {Unlike::busy,
     {"two uncut runs differ: in one of them the server worked on and on",
      "两次不切分的运行不一样：其中一次服务端一直在空转"}},
    {Unlike::hang,
     {"two uncut runs differ: one did not come to an end",
      "两次不切分的运行不一样：其中一次没有结束"}},
    {Unlike::limit,
     {"two uncut runs differ: one used more than a run may",
      "两次不切分的运行不一样：其中一次占用的资源超过上限"}},
    {Unlike::not_run,
     {"two uncut runs differ: one did not run", "两次不切分的运行不一样：其中一次没有运行起来"}},
    {Unlike::silent_end,
     {"two uncut runs differ: one was cut off", "两次不切分的运行不一样：其中一次中途断了"}},
});

using Seconds = std::chrono::duration<double>;

Schedule uncut() { return {.stream = {}, .replies = Cutting{}, .after = {}}; }

/// The two texts around the first byte in which they differ, and its line.
struct TriedPlace {
  std::size_t line = 1;
  std::string one;
  std::string other;
};
TriedPlace place_of(const std::string& one, const std::string& other) {
  const auto differ = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
  const auto at = static_cast<std::size_t>(differ - one.begin());
  const std::size_t start = one.substr(0, at).rfind('\n') + 1;
  const auto line_of = [&](const std::string& text) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::size_t from = at - start > kExcerpt / 2 ? at - kExcerpt / 2 : start;
    return visible(std::string_view(text).substr(from, std::min(end - from, kExcerpt)));
  };
  return {1 + static_cast<std::size_t>(std::count(one.begin(), differ, '\n')), line_of(one),
          line_of(other)};
}

bool ends_early(const Schedule& schedule) {
  return schedule.after || schedule.end != StreamEnd::fin;
}

/// FIN and RST after each number of bytes: who is silent is not wrong.
std::vector<Schedule> endings_of(std::size_t size) {
  std::vector<Schedule> all = early_endings(size, ways::kSeed);
  std::erase_if(all, [](const Schedule& s) { return s.end == StreamEnd::silence; });
  return all;
}

/// How many schedules from `at` on go together in one run: one that ends early goes alone.
std::size_t together(const std::vector<Schedule>& schedules, std::size_t at, std::size_t most) {
  const auto begin = schedules.begin() + static_cast<std::ptrdiff_t>(at);
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(most, schedules.size() - at));
  return std::max<std::size_t>(
      1, static_cast<std::size_t>(std::find_if(begin, end, ends_early) - begin));
}

std::size_t pieces_of(const Schedule& schedule, const Sizes& sizes) {
  return pieces(schedule, sizes.stream).size() +
         pieces(schedule.replies.value_or(Cutting{}), 0, sizes.replies).size();
}

/// The places of what is delivered until the first failure: of all, or of each group.
std::vector<std::vector<std::size_t>> parts_of(const std::vector<Schedule>& schedules,
                                               bool each_group) {
  std::map<DeliveryGroup, std::vector<std::size_t>> parts;
  for (std::size_t i = 0; i < schedules.size(); ++i)
    parts[each_group ? group_of(schedules[i]) : DeliveryGroup::whole].push_back(i);
  std::vector<std::vector<std::size_t>> all;
  for (auto& [group, places] : parts) all.push_back(std::move(places));
  return all;
}

double ended_s(const Recording& recording, Actor client) {
  for (const Event& event : recording.events)
    if (event.who == client && std::holds_alternative<ProcessExited>(event.data))
      return static_cast<double>(event.time_ns) / 1e9;
  return recording.events.empty() ? 0 : static_cast<double>(recording.events.back().time_ns) / 1e9;
}

}  // namespace

OwnTrying::OwnTrying(const OwnTrialSpec& spec, Counter& counter)
    : spec_(spec),
      counter_(counter),
      runs_(spec.own, spec.stage),
      start_(std::chrono::steady_clock::now()) {}

std::vector<OwnOutcome> OwnTrying::play(const OwnRun& run,
                                        const std::function<void(Recording&)>& look) {
  std::vector<OwnOutcome> outcomes;
  run_all({run.spec}, 1, [&](std::size_t, Recording recording) {
    outcomes = own_outcomes_of(recording, run.cast);
    look(recording);
    return true;
  });
  return outcomes;
}

void OwnTrying::learn() {
  double uncut_s = 0;
  const OwnRun first = runs_.patient_run(spec_.net);
  const std::vector<OwnOutcome> meant = play(first, [&](Recording& recording) {
    trial_.sizes = sizes_of(recording, first.cast, spec_.own.cut_connection);
    uncut_s = ended_s(recording, first.cast.clients.front().client);
    runs_.learn(recording, first.cast);
    conversation_ = conversation_of(recording, first.cast);
  });
  must_have_ended(meant, 1);
  trial_.meant = meant.front();
  runs_.set_server_ends(trial_.meant.server.has_value());
  trial_.shown = spec_.own.cut_connection.value_or(1);
  if (const Stream* written = runs_.written()) {
    const bool client = runs_.is_client_written();
    (client ? trial_.sizes.stream : trial_.sizes.replies) = written->bytes.size();
    conversation_.emplace();
    (client ? conversation_->requests : conversation_->replies) = *written;
  }
  if (spec_.own.endings && !conversation_)
    throw InputError({"--endings: the client opened {} connections; it is for one",
                      "--endings：客户端开了 {} 个连接；它只适用于一个连接"},
                     trial_.sizes.connections);
  const std::size_t again = batch() > 1 ? 2 : 1;
  const OwnRun second = runs_.run(std::vector<Schedule>(again, uncut()), spec_.net);
  const std::vector<OwnOutcome> outcomes = play(second, [](Recording&) {});
  must_have_ended(outcomes, again);
  for (const OwnOutcome& outcome : outcomes) must_be_alike(outcome);
  trial_.meant = meant_by(std::move(trial_.meant), spec_.counting);
  must_say_something();
  limit_deliveries(uncut_s);
}

void OwnTrying::must_say_something() const {
  const bool ends_count = !runs_.is_client_written() && !spec_.counting.chooses();
  if (ends_count || !says_nothing(trial_.meant, spec_.counting)) return;
  throw InputError(
      {"nothing in the uncut run counts: no reply, no output; change --count, --ignore "
       "or --judge, or ask the server with --check",
       "不切分的运行里没有可比较的内容：没有应答，也没有输出；"
       "请修改 --count、--ignore 或 --judge，或者用 --check 查询服务端"});
}

void OwnTrying::limit_deliveries(double uncut_s) {
  if (spec_.stage.timeout_s) return;
  std::size_t most = 0;
  for (const Schedule& schedule : spec_.schedules)
    most = std::max(most, pieces_of(schedule, trial_.sizes));
  if (spec_.schedules.empty()) most = trial_.sizes.stream + trial_.sizes.replies;
  most = std::min<std::size_t>(most, 2 * ways::kMostPieces);
  runs_.set_limit(kLeastLimitS + kTimesUncut * uncut_s + kForAPieceS * static_cast<double>(most));
}

void OwnTrying::must_have_ended(const std::vector<OwnOutcome>& outcomes, std::size_t wanted) const {
  const auto last_line = [](const std::string& text) {
    const std::string trimmed = text.substr(0, text.find_last_not_of('\n') + 1);
    return visible(trimmed.substr(trimmed.rfind('\n') + 1));
  };
  if (outcomes.empty())
    throw NotJudged({"the uncut run did not begin: no client was started",
                     "不切分的运行没有开始：客户端没有启动"});
  for (const OwnOutcome& outcome : outcomes) {
    if (!outcome.stopped) continue;
    if (outcome.stopped->why == Stop::not_ready)
      throw NotJudged({"the server never listened on {{port}} ({}); its last words: {}",
                       "服务端一直没有在 {{port}} 上监听（{}）；它最后的输出：{}"},
                      outcome.stopped->detail, last_line(outcome.server_errors));
    throw NotJudged({"the uncut run was stopped ({}: {}): there is nothing to compare with",
                     "不切分的运行被终止（{}：{}），没有可对照的结果"},
                    stop_name(outcome.stopped->why), outcome.stopped->detail);
  }
  if (outcomes.size() < wanted)
    throw NotJudged({"the server did not stay for a second client: leave out --keep-server",
                     "服务端没有等第二个客户端就退出了：请去掉 --keep-server"});
}

void OwnTrying::must_be_alike(const OwnOutcome& other) const {
  const auto difference = unlike(trial_.meant, other, spec_.counting);
  if (!difference) return;
  const TriedPlace place = place_of(difference->meant, difference->seen);
  throw InputError(chosen(kTwoDiffer[difference->what]), place.line, place.one, place.other);
}

std::size_t OwnTrying::batch() const {
  const bool each = !spec_.own.keep_server || runs_.is_server_written() || trial_.meant.server;
  return each ? 1 : spec_.own.check.empty() ? kKeptFor : kKeptFor / 2;
}

bool OwnTrying::has_time() const {
  const Seconds taken = std::chrono::steady_clock::now() - start_;
  return !spec_.own.budget_ms || taken.count() * 1000 < *spec_.own.budget_ms;
}

std::optional<OwnTrying::Found> OwnTrying::first_failing(
    const std::vector<Schedule>& schedules, std::size_t batch,
    const std::function<void(std::size_t)>& on_made) {
  std::vector<OwnRun> runs;
  std::vector<RunSpec> specs;
  std::vector<std::size_t> firsts;  // of each run
  for (std::size_t at = 0; at < schedules.size();) {
    const std::size_t size = together(schedules, at, batch);
    const auto begin = schedules.begin() + static_cast<std::ptrdiff_t>(at);
    runs.push_back(run_of({begin, begin + static_cast<std::ptrdiff_t>(size)}, spec_.net));
    specs.push_back(runs.back().spec);
    firsts.push_back(at);
    at += size;
  }
  std::optional<Found> found;
  run_all(specs, spec_.jobs, [&](std::size_t index, const Recording& recording) {
    std::vector<OwnOutcome> outcomes = own_outcomes_of(recording, runs[index].cast);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const std::size_t at = firsts[index] + i;
      auto difference = wrong_in(outcomes[i], schedules[at]);
      on_made(at);
      if (!difference || (found && found->index < at)) continue;
      found = Found{at, std::move(*difference), std::move(outcomes[i])};
      break;
    }
    return !found && has_time();
  });
  return found;
}

void OwnTrying::add(Found found, Schedule schedule, std::size_t index) {
  OwnFailure failure{.index = index,
                     .schedule = std::move(schedule),
                     .shrunk_from = {},
                     .difference = std::move(found.difference),
                     .outcome = std::move(found.outcome),
                     .said = {},
                     .again_shown = {},
                     .failing = {},
                     .again = {}};
  trial_.failures.push_back(std::move(failure));
}

OwnRun OwnTrying::run_of(const std::vector<Schedule>& schedules, Net net) const {
  const bool cut_off = conversation_ && ends_early(schedules.front());
  return cut_off ? runs_.cut_off_run(schedules.front(), *conversation_, net)
                 : runs_.run(schedules, net);
}

std::optional<OwnDifference> OwnTrying::wrong_in(const OwnOutcome& outcome,
                                                 const Schedule& schedule) const {
  return ends_early(schedule) ? unlike_cut_off(trial_.meant, outcome, spec_.counting,
                                               schedule.replies.has_value(), spec_.own.strict_end)
                              : unlike(trial_.meant, outcome, spec_.counting);
}

std::vector<Schedule> OwnTrying::planned() const {
  const Sizes& sizes = trial_.sizes;
  std::vector<Schedule> schedules = spec_.schedules;
  if (schedules.empty())
    schedules = (spec_.own.quick ? few_ways : both_ways)(sizes.stream, sizes.replies, ways::kSeed);
  for (Schedule& schedule : schedules)
    if (!schedule.replies && !ends_early(schedule)) schedule.replies.emplace();
  if (!spec_.own.endings || !spec_.schedules.empty()) return schedules;
  for (Schedule& ending : endings_of(sizes.stream)) schedules.push_back(std::move(ending));
  for (Schedule& ending : endings_of(sizes.replies)) {
    ending.replies.emplace();
    schedules.push_back(std::move(ending));
  }
  return schedules;
}

void OwnTrying::deliver() {
  const std::vector<Schedule> schedules = planned();
  trial_.planned = schedules.size();
  trial_.groups.plan(schedules);
  trial_.all = true;
  const auto begun = std::chrono::steady_clock::now();
  for (const std::vector<std::size_t>& part : parts_of(schedules, spec_.own.all_failures)) {
    std::vector<Schedule> some;
    for (const std::size_t index : part) some.push_back(schedules[index]);
    std::size_t made = 0;
    auto found = first_failing(some, batch(), [&](std::size_t at) {
      ++made;
      trial_.groups.count_made(some[at]);
      counter_.show(++trial_.made, trial_.planned);
    });
    trial_.all = trial_.all && (found || made == some.size());
    if (!found) continue;
    const std::size_t at = found->index;
    add(std::move(*found), some[at], part[at]);
  }
  trial_.seconds = Seconds(std::chrono::steady_clock::now() - begun).count();
}

void OwnTrying::shrink() {
  for (OwnFailure& failure : trial_.failures) shrink(failure);
}

void OwnTrying::shrink(OwnFailure& failure) {
  const Schedule fewest = fewest_cuts(
      failure.schedule, trial_.sizes.stream, trial_.sizes.replies,
      [&](const std::vector<Schedule>& schedules) -> std::optional<std::size_t> {
        auto found = first_failing(schedules, 1, [&](std::size_t) { ++trial_.shrinking; });
        if (!found) return std::nullopt;
        failure.difference = std::move(found->difference);
        failure.outcome = std::move(found->outcome);
        return found->index;
      });
  if (fewest == failure.schedule) return;
  failure.shrunk_from = std::exchange(failure.schedule, fewest);
}

void OwnTrying::show() {
  for (OwnFailure& failure : trial_.failures) show(failure);
}

void OwnTrying::show(OwnFailure& failure) {
  const auto& said = failure.outcome.said;
  if (const Stream* written = runs_.written())
    (runs_.is_client_written() ? failure.said.requests : failure.said.replies) = written->bytes;
  else if (std::ssize(said) >= trial_.shown)
    failure.said = std::next(said.begin(), trial_.shown - 1)->second;
  OwnRun run = run_of({failure.schedule}, spec_.shown_on);
  run.spec.probe = spec_.probe;
  const std::vector<OwnOutcome> outcomes =
      play(run, [&](Recording& recording) { failure.failing = Trace(std::move(recording)); });
  const auto again = outcomes.empty() ? std::nullopt : wrong_in(outcomes.front(), failure.schedule);
  failure.again_shown =
      !again ? Again::passed
      : again->what == failure.difference.what && again->seen == failure.difference.seen
          ? Again::same
          : Again::other;
}

}  // namespace stickylab
