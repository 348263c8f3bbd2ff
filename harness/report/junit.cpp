#include "report/junit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lanes/row_words.hpp"
#include "lanes/story.hpp"
#include "report/check_words.hpp"
#include "report/evidence.hpp"
#include "report/trial.hpp"
#include "report/xml.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMostOutput = 16'384;  ///< bytes of what a program printed

enum class TestStatus : std::uint8_t { passed, failure, error, skipped };

/// One version of a lab.
struct Case {
  const CheckResult& result;
  Version version;

  const VersionCount& count() const { return result.count(version); }
  Evidence evidence() const { return evidence_of(*result.first_failure, version); }

  TestStatus status() const {
    if (result.runs == 0 || result.is_skipped()) return TestStatus::skipped;
    if (count().failed == 0) return TestStatus::passed;
    const bool unclear = evidence().seen.verdict == Verdict::inconclusive;
    return unclear ? TestStatus::error : TestStatus::failure;
  }
};

/// What the receiver printed; a flood is cut.
std::string printed(const Trace& trace, Lang lang) {
  std::string text;
  for (const Event& event : trace.events())
    if (const auto* output = std::get_if<Output>(&event.data))
      if (event.who == kReceiver && !output->error) text += output->bytes;
  if (text.size() <= kMostOutput) return text;
  const std::size_t left_out = text.size() - kMostOutput;
  text.resize(kMostOutput);
  return text + '\n' + say(kBytesLeftOut, lang, left_out) + '\n';
}

/// Kernel, stage, run, what was meant, the story, and the difference.
std::string story_text(const Case& test, const Environment& environment, const View& view) {
  const CheckResult& result = test.result;
  const Evidence evidence = test.evidence();
  Lines lines = environment_lines(environment, view);
  append(lines, flowed({{say(kFirstFailure, view.lang, result.first_failure->run, result.asked)}},
                       view.width, 0, view));
  append(lines, heading(*result.lab, view));
  append(lines, story(evidence.trace, evidence.seen, view.width, view));
  append(lines, mismatch_lines(test.version, evidence.mismatches, view));
  return joined(lines);
}

std::string problem(const Case& test, const Environment& environment, const View& view) {
  const Evidence evidence = test.evidence();
  const bool unclear = test.status() == TestStatus::error;
  const Outcome outcome = unclear ? Outcome::inconclusive : Outcome::not_reproduced;
  const std::string tag = unclear ? "error" : "failure";
  // Its own failure came in a later run than that of the other version.
  if (evidence.mismatches.empty())
    return fmt::format("<{} message=\"{}\" type=\"{}\"/>", tag,
                       xml(say(kFailedLater, view.lang, test.count().failed)),
                       outcome_name(outcome));
  return fmt::format("<{0} message=\"{1}\" type=\"{2}\">{3}</{0}>\n<system-out>{4}</system-out>",
                     tag, xml(summary_of(evidence, view.lang)), outcome_name(outcome),
                     xml_lines(story_text(test, environment, view)),
                     xml_lines(printed(evidence.trace, view.lang)));
}

std::string case_xml(const Case& test, const Environment& environment, const View& view) {
  const Lab& lab = *test.result.lab;
  const std::string head =
      fmt::format("<testcase classname=\"{}-{}\" name=\"{}\" time=\"{:.3f}\"", xml(lab.number),
                  xml(lab.name), version_name(test.version), test.count().seconds);
  switch (test.status()) {
    case TestStatus::passed:
      return head + "/>\n";
    case TestStatus::skipped:
      return fmt::format("{}><skipped message=\"{}\"/></testcase>\n", head,
                         xml(say(chosen(test.result.runs == 0 ? kNotRun : kNeedsWire), view.lang)));
    case TestStatus::failure:
    case TestStatus::error:
      break;
  }
  return fmt::format("{}>\n{}\n</testcase>\n", head, problem(test, environment, view));
}

/// A version under the deliveries of its lab.
struct TrialCase {
  const Lab& lab;
  Version version;
  const Trial& trial;
};

std::string trial_xml(const TrialCase& test, const View& view) {
  const std::string head =
      fmt::format("<testcase classname=\"{}-{}\" name=\"{} deliveries\" time=\"0\"",
                  xml(test.lab.number), xml(test.lab.name), version_name(test.version));
  if (test.trial.passed()) return head + "/>\n";
  const Trial& trial = test.trial;
  return fmt::format("{}>\n<failure message=\"{}\" type=\"{}\">{}</failure>\n</testcase>\n", head,
                     xml(trial_summary(test.version, trial, view.lang)),
                     trial.failure ? fault_name(trial.failure->fault) : "holds",
                     trial.failure ? xml_lines(joined(failure_lines(trial, view))) : "");
}

std::string properties(const std::vector<CheckResult>& results, const Environment& environment) {
  int made = 0;
  for (const CheckResult& result : results) made += result.runs;
  return "<properties>\n" + property("kernel", environment.kernel) +
         property("net", net_name(environment.net)) +
         property("evidence", fmt::to_string(fmt::join(environment.evidence, ","))) +
         property("runs", std::to_string(made)) + "</properties>\n";
}

}  // namespace

std::string check_junit(const std::vector<CheckResult>& results, const Environment& environment,
                        const View& wanted) {
  View view = wanted;
  view.color = false;
  std::vector<Case> cases;
  for (const CheckResult& result : results)
    for (const Version version : {Version::broken, Version::fixed})
      cases.push_back({result, version});

  std::vector<TrialCase> trials;
  for (const CheckResult& result : results)
    for (const Version version : {Version::broken, Version::fixed})
      if (const auto& trial = result.count(version).trial)
        trials.push_back({*result.lab, version, *trial});

  const auto count = [&](TestStatus status) {
    return std::count_if(cases.begin(), cases.end(),
                         [&](const Case& test) { return test.status() == status; });
  };
  double seconds = 0;
  std::string body;
  for (const Case& test : cases) {
    seconds += test.count().seconds;
    body += case_xml(test, environment, view);
  }
  for (const TrialCase& test : trials) body += trial_xml(test, view);
  const auto failed = std::count_if(trials.begin(), trials.end(),
                                    [](const TrialCase& test) { return !test.trial.passed(); });
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "<testsuite name=\"stickylab\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
      "time=\"{:.3f}\">\n{}{}</testsuite>\n</testsuites>\n",
      cases.size() + trials.size(), count(TestStatus::failure) + failed, count(TestStatus::error),
      count(TestStatus::skipped), seconds, properties(results, environment), body);
}

}  // namespace stickylab
