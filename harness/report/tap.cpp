#include "report/tap.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "lanes/verdict_text.hpp"
#include "report/check_words.hpp"
#include "report/evidence.hpp"
#include "report/trial.hpp"
#include "report/yaml.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMostTapMessages = 8;  ///< of one version; the story counts them all
constexpr int kWidestMessage = 200;          ///< columns

std::vector<std::string> shown(const std::vector<std::string>& messages, const View& view) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(messages.size(), kMostTapMessages); ++i)
    texts.push_back(quoted(messages[i], std::ssize(messages[i]), kWidestMessage, view));
  return texts;
}

void write_version(Yaml& yaml, const Evidence& evidence, const View& view) {
  const Observation& seen = evidence.seen;
  yaml.text("verdict", verdict_name(seen.verdict));
  if (seen.reason != Reason::none) yaml.text("reason", reason_text(seen, view.lang));
  yaml.below("expected", [&] {
    for (const Mismatch& m : evidence.mismatches) yaml.text(m.what, m.expected);
  });
  yaml.below("observed", [&] {
    for (const Mismatch& m : evidence.mismatches) yaml.text(m.what, m.observed);
  });
  yaml.list("messages", shown(seen.messages, view));
  yaml.block("story", story_of(evidence, view));
}

/// Names a failure by what was not as stated.
std::string message_of(const CheckFailure& failure, Lang lang) {
  std::string text;
  for (const Version version : {Version::broken, Version::fixed})
    if (const Evidence evidence = evidence_of(failure, version); !evidence.mismatches.empty())
      text += (text.empty() ? "" : " | ") + summary_of(evidence, lang);
  return text;
}

/// The first run that was not as stated.
void write_run(Yaml& yaml, const CheckFailure& failure, const View& view) {
  yaml.text("message", message_of(failure, view.lang));
  yaml.text("outcome", outcome_name(failure.comparison.outcome));
  yaml.number("run", failure.run);
  for (const Version version : {Version::broken, Version::fixed})
    if (const Evidence evidence = evidence_of(failure, version); !evidence.mismatches.empty())
      yaml.below(version_name(version), [&] { write_version(yaml, evidence, view); });
}

void write_trial(Yaml& yaml, Version version, const Trial& trial, const View& view) {
  yaml.text("message", trial_summary(version, trial, view.lang));
  yaml.number("made", trial.schedules);
  yaml.number("same", trial.held);
  if (!trial.failure) return;
  if (!trial.real) yaml.text("schedule", print_schedule(trial.failure->schedule));
  yaml.text("fault", fault_name(trial.failure->fault));
  yaml.list("messages", shown(trial.failure->understood, view));
  yaml.block("story", joined(failure_lines(trial, view)));
}

void write_failure(std::string& out, const CheckResult& result, const Environment& environment,
                   const View& view) {
  Yaml yaml(out);
  yaml.text("kernel", environment.kernel);
  yaml.text("stage", net_name(environment.net));
  yaml.list("evidence", environment.evidence);
  yaml.number("runs", result.asked);
  yaml.number("made", result.runs);
  yaml.number("reproduced", result.reproduced);
  yaml.number("inconclusive", result.inconclusive);
  yaml.list("meant", shown(result.lab->meant.messages, view));
  if (result.first_failure) write_run(yaml, *result.first_failure, view);
  for (const Version version : {Version::broken, Version::fixed})
    if (const auto& trial = result.count(version).trial; trial && !trial->passed())
      yaml.below(fmt::format("{}_deliveries", version_name(version)),
                 [&] { write_trial(yaml, version, *trial, view); });
}

std::string comments(const std::vector<CheckResult>& results, const Environment& environment,
                     const View& view) {
  int made = 0;
  int asked = 0;
  for (const CheckResult& result : results) {
    made += result.runs;
    asked += result.asked;
  }
  std::string text;
  for (const Line& line : environment_lines(environment, view)) text += "# " + line.text() + '\n';
  return text + "# " + say(kRunsMade, view.lang, made, asked) + '\n';
}

}  // namespace

std::string check_tap(const std::vector<CheckResult>& results, const Environment& environment,
                      const View& wanted) {
  View view = wanted;
  view.color = false;
  std::string out = "TAP version 14\n";
  if (results.empty()) return out + "1..0 # SKIP " + say(kNoRuns, view.lang) + '\n';
  out += fmt::format("1..{}\n", results.size()) + comments(results, environment, view);
  int number = 0;
  for (const CheckResult& result : results) {
    const bool skipped = result.runs == 0;
    out += fmt::format("{}ok {} - {} {}", result.passed() ? "" : "not ", ++number,
                       result.lab->number, result.lab->name);
    if (skipped) out += " # SKIP " + say(kNotRun, view.lang);
    if (result.is_skipped()) out += " # SKIP " + say(kNeedsWire, view.lang);
    out += '\n';
    if (!result.passed()) write_failure(out, result, environment, view);
  }
  return out;
}

}  // namespace stickylab
