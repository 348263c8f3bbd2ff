#include "report/own_trial_junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/own_trial.hpp"
#include "report/xml.hpp"

namespace stickylab {
namespace {

bool is_skipped(const OwnTrial& trial, const OwnGroup& group) {
  return failure_of(trial, group) == nullptr && group.made < group.planned;
}

std::string case_xml(const OwnTrial& trial, const OwnGroup& group, const View& view) {
  const std::string head = fmt::format("<testcase classname=\"deliveries\" name=\"{}\" time=\"0\"",
                                       group_name(group.group));
  if (is_skipped(trial, group))
    return fmt::format("{}><skipped message=\"{}\"/></testcase>\n", head,
                       xml(own_left_out(group, view.lang)));
  const OwnFailure* failure = failure_of(trial, group);
  if (failure == nullptr) return head + "/>\n";
  return fmt::format("{}>\n<failure message=\"{}\" type=\"{}\">{}</failure>\n</testcase>\n", head,
                     xml(own_failure_summary(*failure, view.lang)),
                     unlike_name(failure->difference.what),
                     xml_lines(joined(own_failure_lines(trial, *failure, view))));
}

}  // namespace

std::string own_trial_junit(const OwnTrial& trial, const View& wanted) {
  View view = wanted;
  view.color = false;
  std::string body;
  for (const OwnGroup& group : trial.groups) body += case_xml(trial, group, view);
  const auto skipped =
      std::count_if(trial.groups.begin(), trial.groups.end(),
                    [&](const OwnGroup& group) { return is_skipped(trial, group); });
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "<testsuite name=\"stickylab try\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
      "time=\"{:.3f}\">\n<properties>\n{}{}</properties>\n{}</testsuite>\n</testsuites>\n",
      trial.groups.size(), trial.failures.size(), skipped, trial.seconds,
      property("planned", std::to_string(trial.planned)),
      property("made", std::to_string(trial.made)), body);
}

}  // namespace stickylab
