#include "report/outcomes.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "report/text_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr int kBesideGap = 2;  // columns between two cells

std::string name_of(const Lab& lab) { return fmt::format("{} {}", lab.number, lab.name); }

std::string both_verdicts(Verdict broken, Verdict fixed, const View& view) {
  return fmt::format("{} {} {}", in(view.lang, kVerdictWords[broken]), glyphs(view).arrow,
                     in(view.lang, kVerdictWords[fixed]));
}

/// The verdicts that the lab states, as the table will show them.
int verdict_width(const Lab& lab, bool brief, const View& view) {
  if (lab.broken.empty() || lab.fixed.empty()) return 0;
  const Verdict broken = lab.broken.begin()->second.verdict;
  if (brief) return display_width(in(view.lang, kVerdictWords[broken]));
  return display_width(both_verdicts(broken, lab.fixed.begin()->second.verdict, view));
}

bool is_failure(const Comparison& comparison) {
  return comparison.outcome != Outcome::reproduced && !comparison.lacks_wire();
}

std::string joined_names(const std::vector<std::string>& names, std::string_view between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : std::string(between)) + name;
  return text;
}

}  // namespace

OutcomeTable::OutcomeTable(const std::vector<const Lab*>& labs, bool brief, const View& view)
    : view_(view), brief_(brief) {
  for (const Lab* lab : labs) {
    name_ = std::max(name_, display_width(name_of(*lab)));
    verdict_ = std::max(verdict_, verdict_width(*lab, brief, view));
  }
}

std::string OutcomeTable::add(const CompareResult& result) {
  Lines failures;
  if (is_failure(*result.comparison)) {
    failures.push_back(line_of(result));
    append(failures, failure_lines(*result.comparison, view_));
  }
  if (brief_) {
    append(failures_, failures);
    return add_cell(cell_of(result));
  }
  if (!failures.empty()) return joined(failures);
  const Line line = line_of(result);
  return joined(line.width() <= view_.width ? Lines{line}
                                            : aligned({outcome_row(result, view_)}, view_));
}

std::string OutcomeTable::end() {
  std::string text = (column_ > 0 ? "\n" : "") + joined(failures_);
  column_ = 0;
  return text;
}

Line OutcomeTable::line_of(const CompareResult& result) const {
  const std::vector<Part> row = outcome_row(result, view_);
  Line line(view_);
  line.add(row[0]).pad_to(name_ + kBesideGap).add(row[1]);
  return line.pad_to(name_ + verdict_ + 2 * kBesideGap).add(row[2]);
}

Line OutcomeTable::cell_of(const CompareResult& result) const {
  const Part outcome = outcome_part(result.comparison->outcome, view_);
  Line cell(view_);
  cell.add(name_of(*result.lab)).pad_to(name_ + 1);
  cell.add(in(view_.lang, kVerdictWords[result.comparison->broken.verdict]));
  return cell.pad_to(name_ + verdict_ + 2)
      .add(outcome.text.substr(0, outcome.text.find(' ')), outcome.tone);
}

std::string OutcomeTable::add_cell(const Line& cell) {
  const int width = name_ + verdict_ + 3;
  std::string text = std::string(spaces_, ' ') + cell.text();
  column_ += width + kBesideGap;
  spaces_ = static_cast<std::size_t>(std::max(1, width - cell.width() + kBesideGap));
  if (column_ + width <= view_.width) return text;
  column_ = 0;
  spaces_ = 0;
  return text + "\n";
}

std::vector<Part> outcome_row(const CompareResult& result, const View& view) {
  const Comparison& comparison = *result.comparison;
  return {{name_of(*result.lab)},
          {both_verdicts(comparison.broken.verdict, comparison.fixed.verdict, view)},
          outcome_part(comparison.outcome, view)};
}

Lines total_lines(const std::vector<CompareResult>& results, const Environment& environment,
                  const View& view) {
  const auto count = [&](Outcome outcome) {
    return std::count_if(results.begin(), results.end(), [&](const CompareResult& result) {
      return result.comparison->outcome == outcome;
    });
  };
  std::vector<std::string> totals = {
      say(kTotalReproduced, view.lang, count(Outcome::reproduced), results.size())};
  if (const auto n = count(Outcome::not_reproduced))
    totals.push_back(say(kTotalNotReproduced, view.lang, n));
  if (const auto n = count(Outcome::inconclusive))
    totals.push_back(say(kTotalInconclusive, view.lang, n));
  const std::string text = joined_names(totals, in(view.lang, kComma));
  Lines lines = flowed({{text, Tone::strong}}, view.width, 0, view);
  append(lines, environment_lines(environment, view));
  return lines;
}

Lines failure_lines(const Comparison& comparison, const View& view) {
  Lines lines = mismatch_lines(Version::broken, comparison.broken_mismatches, view);
  append(lines, mismatch_lines(Version::fixed, comparison.fixed_mismatches, view));
  return lines;
}

}  // namespace stickylab
