#include "report/text.hpp"

#include <algorithm>

#include "lanes/ending_text.hpp"
#include "lanes/lanes.hpp"
#include "lanes/number_text.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "report/check_words.hpp"
#include "report/differences.hpp"
#include "report/outcomes.hpp"
#include "report/text_words.hpp"
#include "report/trial.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr Phrase kListSeen{"Seen with learn: {0} of {1}; guessed right: {2}.",
                           "用 learn 做过：{0} 个，共 {1} 个；猜对：{2} 个。"};

Line rule(const View& view) {
  std::string text;
  for (int i = 0; i < view.width; ++i) text += glyphs(view).rule;
  return Line(view).add(text, Tone::quiet);
}

/// Two stories, in equal halves.
Lines side_by_side(const Lines& left, const Lines& right, int half, const View& view) {
  Lines lines;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    Line line(view);
    if (i < left.size()) line.add(left[i]);
    line.pad_to(half + 1).add(glyphs(view).halves, Tone::quiet).pad_to(half + 3);
    if (i < right.size()) line.add(right[i]);
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines stories(const Trace& broken, const Trace& fixed, const Comparison& comparison,
              const View& view) {
  const int half = (view.width - 3) / 2;
  if (view.width >= (lanes_of(broken).size() > 2 ? kSideBySideWithWire : kSideBySide))
    return side_by_side(story(broken, comparison.broken, half, view),
                        story(fixed, comparison.fixed, half, view), half, view);
  Lines lines = story(broken, comparison.broken, view.width, view);
  lines.emplace_back(view);
  append(lines, story(fixed, comparison.fixed, view.width, view));
  return lines;
}

Lines number_table(const Observation& seen, const View& view) {
  std::vector<std::vector<Part>> rows = {{{say(kInNumbers, view.lang), Tone::strong}}};
  for (const auto& [number, value] : seen.numbers)
    rows.push_back(
        {{"  " + number_text(number, view.lang)},
         {has_fraction(number) ? milliseconds(value) : grouped(static_cast<std::int64_t>(value))}});
  rows.push_back({{"  " + row_text(kEndingRow, view.lang)}, {endings_text(seen, view.lang)}});
  return aligned(rows, view);
}

std::vector<Part> check_row(const CheckResult& result, const View& view) {
  const std::string name = fmt::format("{} {}", result.lab->number, result.lab->name);
  if (result.runs == 0) return {{name}, {say(kNotRun, view.lang), Tone::unclear}};
  if (result.is_skipped()) return {{name}, {say(kNeedsWire, view.lang), Tone::unclear}};
  const bool all = result.reproduced == result.runs;
  const std::string count =
      say(kRunsReproduced, view.lang, grouped(result.reproduced), grouped(result.runs));
  std::vector<Part> row = {{name},
                           {fmt::format("{} {}", all ? glyphs(view).good : glyphs(view).bad, count),
                            all ? Tone::right : Tone::wrong}};
  if (result.inconclusive > 0)
    row.push_back({say(kRunsInconclusive, view.lang, grouped(result.inconclusive)), Tone::unclear});
  if (result.runs < result.asked)
    row.push_back({say(kRunsMade, view.lang, grouped(result.runs), grouped(result.asked))});
  return row;
}

Part trial_part(Version version, const Trial& trial, const View& view) {
  const Glyphs& signs = glyphs(view);
  return {fmt::format("{} {}", trial.passed() ? signs.good : signs.bad,
                      trial_summary(version, trial, view.lang)),
          trial.passed() ? Tone::right : Tone::wrong};
}

/// What the deliveries came to, lab by lab.
Lines trial_rows(const std::vector<CheckResult>& results, const View& view) {
  std::vector<std::vector<Part>> rows;
  for (const CheckResult& result : results)
    for (const Version version : {Version::broken, Version::fixed})
      if (const auto& trial = result.count(version).trial)
        rows.push_back({{fmt::format("{} {}", result.lab->number, result.lab->name)},
                        trial_part(version, *trial, view)});
  return aligned(rows, view);
}

/// The trials that were not as the lab states.
Lines failed_trials(const CheckResult& result, const View& view) {
  Lines lines;
  for (const Version version : {Version::broken, Version::fixed}) {
    const auto& trial = result.count(version).trial;
    if (!trial || trial->passed()) continue;
    lines.push_back(rule(view));
    append(lines, heading(*result.lab, view));
    append(lines, flowed({trial_part(version, *trial, view)}, view.width, 0, view));
    if (trial->failure) append(lines, failure_on_terminal(*trial, view));
  }
  return lines;
}

/// The stories of the versions that were not as expected, then the difference.
Lines first_failure(const CheckResult& result, const View& view) {
  const CheckFailure& failure = *result.first_failure;
  Lines lines(1, rule(view));
  append(lines, heading(*result.lab, view));
  append(lines,
         flowed({{say(kFirstFailure, view.lang, failure.run, std::max(result.runs, result.asked)),
                  Tone::strong}},
                view.width, 0, view));
  const auto tell = [&](const Trace& trace, const Observation& seen) {
    lines.emplace_back(view);
    append(lines, story(trace, seen, view.width, view));
  };
  if (!failure.comparison.broken_mismatches.empty())
    tell(failure.broken, failure.comparison.broken);
  if (!failure.comparison.fixed_mismatches.empty()) tell(failure.fixed, failure.comparison.fixed);
  lines.emplace_back(view);
  append(lines, failure_lines(failure.comparison, view));
  return lines;
}

/// A lab: its folder, what it is about, and how far the student has come.
Lines listed(const ListedLab& one, bool symptoms, std::size_t widest, const View& view) {
  const Text& about = symptoms ? one.lab.title : name_of(one.lab, is_seen(one.state));
  const std::string name = fmt::format("{} {:{}}", one.lab.number, one.lab.name, widest);
  const Part sign = state_sign(one.state, view);
  Lines lines = aligned({{{name, Tone::strong},
                          {sign.text + " " + in(view.lang, about)},
                          {state_text(one.state, view.lang), Tone::quiet}}},
                        view);
  if (symptoms)
    append(lines, flowed({{"   " + in(view.lang, one.lab.symptom)}}, view.width, 3, view));
  return lines;
}

Lines listed_by_part(const std::vector<ListedLab>& labs, bool symptoms, const View& view) {
  std::size_t widest = 0;
  for (const ListedLab& one : labs) widest = std::max(widest, one.lab.name.size());
  Lines lines;
  int part = 0;
  for (const ListedLab& one : labs) {
    if (one.lab.part != part) {
      if (part != 0) lines.emplace_back(view);
      part = one.lab.part;
      const std::string title(in(view.lang, part_title(part)));
      append(lines, flowed({{say(kLearnPart, view.lang, part, title)}}, view.width, 2, view));
    }
    append(lines, listed(one, symptoms, widest, view));
  }
  return lines;
}

}  // namespace

std::string run_text(const Lab& lab, const Trace& trace, const Observation& seen, const View& view,
                     bool with_numbers) {
  Lines lines = heading(lab, view);
  lines.emplace_back(view);
  append(lines, story(trace, seen, view.width, view));
  if (!with_numbers) return joined(lines);
  lines.emplace_back(view);
  append(lines, number_table(seen, view));
  append(lines, segments_note(trace, seen, view));
  return joined(lines);
}

std::string comparison_text(const Lab& lab, const Trace& broken, const Trace& fixed,
                            const Comparison& comparison, const View& view) {
  Lines lines(1, rule(view));
  append(lines, heading(lab, view));
  lines.emplace_back(view);
  append(lines, stories(broken, fixed, comparison, view));
  lines.emplace_back(view);
  append(lines, difference_table(comparison, view));
  append(lines, segments_note(broken, comparison.broken, view));
  lines.emplace_back(view);
  append(lines, labelled(in(view.lang, kWhy), in(view.lang, lab.why), view));
  append(lines, failure_lines(comparison, view));
  lines.push_back(Line(view).add(outcome_part(comparison.outcome, view)));
  return joined(lines);
}

std::string summary_text(const std::vector<CompareResult>& results, const Environment& environment,
                         const View& view) {
  Lines lines(1, rule(view));
  std::vector<std::vector<Part>> rows;
  for (const CompareResult& result : results) rows.push_back(outcome_row(result, view));
  append(lines, aligned(rows, view));
  lines.emplace_back(view);
  append(lines, total_lines(results, environment, view));
  return joined(lines);
}

std::string list_text(const std::vector<ListedLab>& labs, const View& view) {
  Lines lines = listed_by_part(labs, false, view);
  const auto seen =
      std::ranges::count_if(labs, [](const ListedLab& one) { return is_seen(one.state); });
  const auto right = std::ranges::count(labs, LabState::right, &ListedLab::state);
  lines.emplace_back(view);
  append(lines, flowed({{say(kListSeen, view.lang, seen, labs.size(), right), Tone::quiet}},
                       view.width, 0, view));
  return joined(lines);
}

std::string symptoms_text(const std::vector<ListedLab>& labs, const View& view) {
  return joined(listed_by_part(labs, true, view));
}

std::string check_text(const std::vector<CheckResult>& results, const Environment& environment,
                       const View& view) {
  Lines lines;
  std::vector<std::vector<Part>> rows;
  for (const CheckResult& result : results) rows.push_back(check_row(result, view));
  if (results.empty()) rows.push_back({{say(kNoRuns, view.lang)}});
  append(lines, aligned(rows, view));
  append(lines, trial_rows(results, view));
  append(lines, environment_lines(environment, view));
  for (const CheckResult& result : results) {
    if (result.first_failure) append(lines, first_failure(result, view));
    append(lines, failed_trials(result, view));
  }
  return joined(lines);
}

}  // namespace stickylab
