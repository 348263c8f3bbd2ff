#include "report/own_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lanes/ending_text.hpp"
#include "lanes/story.hpp"
#include "report/own_trial_words.hpp"
#include "report/trial_words.hpp"
#include "text/common_words.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kAround = 24;   // bytes beside a cut
constexpr std::size_t kMostCuts = 8;  // that are shown
constexpr std::size_t kMostWords = 400;

/// `…GET / HT|TP/1.1…`: the bytes around the first cuts, a bar for each cut.
std::string marked(std::string_view bytes, const Cutting& cutting) {
  std::vector<std::size_t> cuts;
  std::size_t at = 0;
  for (const std::size_t size : pieces(cutting, 0, bytes.size()))
    if ((at += size) < bytes.size() && cuts.size() < kMostCuts) cuts.push_back(at);
  if (cuts.empty()) cuts.push_back(0);
  std::string text;
  std::size_t next = 0;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const std::size_t from = std::max(next, cuts[i] - std::min(cuts[i], kAround));
    if (from > next) text += "...";
    text += visible(bytes.substr(from, cuts[i] - from));
    if (cuts[i] > 0) text += '|';
    const std::size_t limit = i + 1 < cuts.size() ? cuts[i + 1] : bytes.size();
    next = std::min(limit, cuts[i] + kAround);
    text += visible(bytes.substr(cuts[i], next - cuts[i]));
  }
  return next < bytes.size() ? text + "..." : text;
}

std::string cut_text(std::string_view bytes, const Cutting& cutting, const View& view) {
  const std::string text = "\"" + marked(bytes, cutting) + "\"";
  const bool is_cut = pieces(cutting, 0, bytes.size()).size() > 1;
  return is_cut ? say(kInBrackets, view.lang, text, say(kCutAt, view.lang)) : text;
}

/// The same, with the end of the direction if it ends early. `ends`: the schedule's end is its own.
std::string direction(std::string_view bytes, const Cutting& cutting, const Schedule& schedule,
                      bool ends, const View& view) {
  if (!ends || (!schedule.after && schedule.end == StreamEnd::fin))
    return cut_text(bytes, cutting, view);
  const std::string text =
      cut_text(bytes.substr(0, schedule.after.value_or(bytes.size())), cutting, view);
  return text + say(kComma, view.lang) +
         std::string(in(view.lang, schedule.end == StreamEnd::rst ? kThenRst : kThenFin));
}

/// The line of `text` in which it differs from `other`.
std::string differing(const std::string& text, const std::string& other, const View& view) {
  const auto found = std::mismatch(text.begin(), text.end(), other.begin(), other.end()).first;
  const auto at = static_cast<std::size_t>(found - text.begin());
  const std::size_t start = text.substr(0, at).rfind('\n') + 1;
  const std::size_t end = std::min(text.find('\n', start), text.size());
  if (start == text.size()) return std::string(in(view.lang, kOwnNothing));
  const std::size_t from = at - start > kMostWords / 2 ? at - kMostWords / 2 : start;
  const std::string line =
      quoted(std::string_view(text).substr(from, std::min(end - from, kMostWords)), -1,
             3 * view.width, view);
  const auto number = 1 + std::count(text.begin(), text.begin() + static_cast<long>(start), '\n');
  return std::count(text.begin(), text.end(), '\n') > 1 ? say(kOwnLine, view.lang, number, line)
                                                        : line;
}

std::string last_line(const std::string& text) {
  const std::string trimmed = text.substr(0, text.find_last_not_of("\r\n") + 1);
  return visible_text(std::string_view(trimmed).substr(trimmed.rfind('\n') + 1));
}

std::string ended(const std::optional<Ending>& ending, const std::string& errors,
                  const View& view) {
  const std::string how = ending && ending->how != Ending::How::stopped
                              ? ending_text(*ending, view.lang)
                              : std::string(in(view.lang, kOwnGoesOn));
  return errors.empty() ? how : say(kOwnLastWords, view.lang, how, last_line(errors));
}

bool compares_texts(Unlike what) { return what < Unlike::crash || what == Unlike::silent_end; }

}  // namespace

Lines own_failure_lines(const OwnTrial& trial, const OwnFailure& failure, const View& view) {
  Lines lines;
  if (failure.again_shown) {
    lines = scene(failure.failing, observe(Meant{}, failure.failing), view.width, view);
    lines.emplace_back(view);
  }
  const auto line = [&](const Phrase& label, const std::string& text, Tone tone = Tone::strong) {
    append(lines, labelled(in(view.lang, label), text, view, tone));
  };
  line(kOwnWhich, say(kOwnDelivery, view.lang, failure.index + 1, trial.planned,
                      print_schedule(failure.schedule)));
  if (failure.shrunk_from) line(kOwnShrunk, print_schedule(*failure.shrunk_from));
  const Schedule& schedule = failure.schedule;
  const auto said = [&](const Phrase& label, const std::string& bytes, const Cutting& cutting,
                        bool ends) {
    const std::string text = direction(bytes, cutting, schedule, ends, view);
    line(label, trial.sizes.connections < 2 ? text : say(kOwnOn, view.lang, text, trial.shown));
  };
  if (trial.sizes.stream > 0)
    said(kOwnDelivered, failure.said.requests, schedule.stream, !schedule.replies);
  if (trial.sizes.replies > 0)
    said(kTrialReplies, failure.said.replies, schedule.replies.value_or(Cutting{}),
         schedule.replies.has_value());
  if (compares_texts(failure.difference.what)) {
    const bool went_on =
        failure.difference.what == Unlike::server_exit && failure.difference.meant.empty();
    line(kTrialMeant, went_on ? std::string(in(view.lang, kOwnGoesOn))
                              : differing(failure.difference.meant, failure.difference.seen, view));
    line(kOwnInstead, differing(failure.difference.seen, failure.difference.meant, view));
  }
  const OwnOutcome& outcome = failure.outcome;
  if (outcome.client.how != Ending::How::never_started)
    line(kOwnClient, ended(outcome.client, outcome.client_errors, view));
  line(kOwnServer, ended(outcome.server, outcome.server_errors, view));
  std::string fails(in(view.lang, kOwnUnlike[failure.difference.what]));
  if (!compares_texts(failure.difference.what) && !failure.difference.seen.empty())
    fails = say(kInBrackets, view.lang, fails, failure.difference.seen);
  line(kTrialFails, fails, Tone::wrong);
  if (failure.again_shown && failure.again_shown != Again::same)
    line(kOwnNote,
         std::string(in(view.lang,
                        failure.again_shown == Again::passed ? kOwnAgainPassed : kOwnAgainOther)));
  lines.push_back(Line(view)
                      .add(say(kTrialAgain, view.lang), Tone::strong)
                      .add(in(view.lang, kColon), Tone::strong)
                      .add(failure.again));
  return lines;
}

std::string own_failure_summary(const OwnFailure& failure, Lang lang) {
  return say(kOwnSummary, lang, print_schedule(failure.schedule),
             in(lang, kOwnUnlike[failure.difference.what]));
}

std::string own_trial_text(const OwnTrial& trial, const View& view) {
  std::string failures;
  for (const OwnFailure& failure : trial.failures)
    failures += (failures.empty() ? "" : "\n") + joined(own_failure_lines(trial, failure, view));
  if (!failures.empty()) return failures;
  const std::string text =
      trial.all ? say(kOwnPassed, view.lang, trial.made, fmt::format("{:.1f}", trial.seconds))
      : trial.interrupted ? say(kOwnStopped, view.lang, trial.made, trial.planned)
                          : say(kOwnSoFar, view.lang, trial.made, trial.planned);
  return joined(labelled(in(view.lang, kTrialPassed), text, view, Tone::right));
}

namespace {

std::string_view shown_name(const std::optional<Again>& again) {
  if (!again) return "not-shown";
  return *again == Again::same ? "same" : *again == Again::passed ? "passed" : "other";
}

Json told(const OwnFailure& failure) {
  Json json = {{"group", group_name(failure.group())},
               {"index", failure.index},
               {"schedule", print_schedule(failure.schedule)},
               {"fault", unlike_name(failure.difference.what)},
               {"meant", failure.difference.meant},
               {"seen", failure.difference.seen},
               {"client_errors", failure.outcome.client_errors},
               {"server_errors", failure.outcome.server_errors},
               {"shown_again", shown_name(failure.again_shown)},
               {"again", failure.again}};
  if (failure.shrunk_from) json["shrunk_from"] = print_schedule(*failure.shrunk_from);
  return json;
}

}  // namespace

std::string own_trial_json(const OwnTrial& trial) {
  Json json = {{"schema", "stickylab/trial/2"},
               {"passed", trial.passed()},
               {"planned", trial.planned},
               {"made", trial.made},
               {"complete", trial.all},
               {"seconds", trial.seconds},
               {"shrinking_runs", trial.shrinking},
               {"connections", trial.sizes.connections},
               {"request_bytes", trial.sizes.stream},
               {"reply_bytes", trial.sizes.replies},
               {"groups", Json::array()}};
  for (const GroupCount& group : trial.groups.all())
    json["groups"].push_back(
        {{"group", group_name(group.group)}, {"planned", group.planned}, {"made", group.made}});
  json["failures"] = Json::array();
  for (const OwnFailure& failure : trial.failures) json["failures"].push_back(told(failure));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace stickylab
