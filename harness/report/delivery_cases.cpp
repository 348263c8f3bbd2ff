#include "report/delivery_cases.hpp"

#include "report/delivery_words.hpp"
#include "report/own_trial.hpp"
#include "report/trial.hpp"

namespace stickylab {
namespace {

View without_color(View view) {
  view.color = false;
  return view;
}

/// Each group, with its failure if `failure_of_group` gives one.
template <class FailureOf>
void add_groups(DeliveryCases& all, const GroupCounts& groups, Lang lang,
                const FailureOf& failure_of_group) {
  for (const GroupCount& group : groups.all()) {
    all.planned += group.planned;
    all.made += group.made;
    DeliveryCase& one = all.cases.emplace_back();
    one.name = group_name(group.group);
    one.failed = failure_of_group(group);
    if (!one.failed && group.made < group.planned)
      one.skipped = say(kCaseLeftOut, lang, group.made, group.planned);
  }
}

DeliveryCase::Failed failed(const OwnTrial& trial, const OwnFailure& failure, const View& view) {
  return {.summary = own_failure_summary(failure, view.lang),
          .schedule = print_schedule(failure.schedule),
          .fault = std::string(unlike_name(failure.difference.what)),
          .again = failure.again,
          .story = joined(own_failure_lines(trial, failure, view))};
}

DeliveryCase::Failed failed(const Trial& trial, const View& view) {
  const Attempt& attempt = *trial.failure;
  return {.summary = trial_fault(trial, view),
          .schedule = trial.real ? "" : print_schedule(attempt.schedule),
          .fault = std::string(attempt.fault == Fault::verdict ? verdict_name(attempt.verdict)
                                                               : fault_name(attempt.fault)),
          .again = trial.again,
          .story = joined(failure_lines(trial, view))};
}

}  // namespace

DeliveryCases delivery_cases(const OwnTrial& trial, const View& wanted) {
  const View view = without_color(wanted);
  DeliveryCases all{.seconds = trial.seconds};
  using Failed = std::optional<DeliveryCase::Failed>;
  add_groups(all, trial.groups, view.lang, [&](const GroupCount& group) -> Failed {
    const OwnFailure* failure = failure_of(trial, group);
    return failure != nullptr ? Failed(failed(trial, *failure, view)) : std::nullopt;
  });
  return all;
}

DeliveryCases delivery_cases(const Trial& trial, const View& wanted) {
  const View view = without_color(wanted);
  DeliveryCases all{.seconds = trial.seconds};
  using Failed = std::optional<DeliveryCase::Failed>;
  const Failed failure = trial.failure ? Failed(failed(trial, view)) : std::nullopt;
  DeliveryCase& real = all.cases.emplace_back();
  real.name = "real-run";
  if (trial.real) real.failed = failure;
  add_groups(all, trial.groups, view.lang, [&](const GroupCount& group) -> Failed {
    const bool here = failure && !trial.real && trial.failure->group == group.group;
    return here ? failure : std::nullopt;
  });
  return all;
}

}  // namespace stickylab
