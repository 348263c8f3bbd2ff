#include "report/own_trial_tap.hpp"

#include <fmt/format.h>

#include "report/own_trial.hpp"
#include "report/yaml.hpp"

namespace stickylab {
namespace {

void write_failure(std::string& out, const OwnTrial& trial, const OwnFailure& failure,
                   const View& view) {
  Yaml yaml(out);
  yaml.text("message", own_failure_summary(failure, view.lang));
  yaml.text("schedule", print_schedule(failure.schedule));
  yaml.text("fault", unlike_name(failure.difference.what));
  yaml.text("again", failure.again);
  yaml.block("story", joined(own_failure_lines(trial, failure, view)));
}

}  // namespace

std::string own_trial_tap(const OwnTrial& trial, const View& wanted) {
  View view = wanted;
  view.color = false;
  std::string out = fmt::format("TAP version 14\n1..{}\n", trial.groups.size());
  int number = 0;
  for (const OwnGroup& group : trial.groups) {
    const OwnFailure* failure = failure_of(trial, group);
    out += fmt::format("{}ok {} - {}", failure ? "not " : "", ++number, group_name(group.group));
    if (!failure && group.made < group.planned) out += " # SKIP " + own_left_out(group, view.lang);
    out += '\n';
    if (failure) write_failure(out, trial, *failure, view);
  }
  return out;
}

}  // namespace stickylab
