#include "report/tally.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kMostOutcomes = 10;

constexpr Phrase kTallyHead{"{0}, {1} runs:", "{0}，运行 {1} 次："};
constexpr Phrase kCutShort{"{0}, interrupted after {1} of {2} runs:",
                           "{0}，计划运行 {2} 次，完成 {1} 次后中断："};
constexpr Phrase kOtherOutcomes{"and {0} more outcomes, of {1} runs together",
                                "另有 {0} 种结果，合计 {1} 次"};
constexpr Phrase kWithGates{
    "Counted: what the receiver understood, {0} at a time. The lab's gates were on: each run waits "
    "until what it shows can happen. --no-gates leaves it to luck.",
    "统计的是每次运行中接收方得到的消息，同时运行 {0} 个。实验里的同步点照常起作用：每次都等到"
    "条件具备才往下走。要看全凭运气时会怎样，加上 --no-gates。"};
constexpr Phrase kWithoutGates{
    "Counted: what the receiver understood, {0} at a time. Without gates nobody waits until bytes "
    "are there: it is luck, and elsewhere or under load the numbers are others.",
    "统计的是每次运行中接收方得到的消息，同时运行 {0} 个。没有同步点，谁也不等数据到齐，结果全凭"
    "运气；换一台机器，或者负载一变，数字就不一样。"};

constexpr Phrase kOwnGates{
    "Counted: what the receiver understood, {0} at a time. The file ran as it is: where it waits "
    "for a point in the run, it waited. --no-gates leaves it to luck.",
    "统计的是每次运行中接收方得到的消息，同时运行 {0} "
    "个。文件原样运行，其中的同步点照常起作用。要看"
    "全凭运气时会怎样，加上 --no-gates。"};

Part verdict_of(const Tally::Outcome& outcome, const View& view) {
  const Glyphs& signs = glyphs(view);
  const std::string name(in(view.lang, kVerdictWords[outcome.verdict]));
  if (outcome.verdict == Verdict::same)
    return {fmt::format("{} {}", signs.good, name), Tone::right};
  if (outcome.verdict == Verdict::inconclusive)
    return {fmt::format("{} {}", signs.unclear, name), Tone::unclear};
  return {fmt::format("{} {}", signs.bad, name), Tone::wrong};
}

std::string brought(const Tally::Outcome& outcome, const View& view) {
  std::string row = messages_in_a_row(outcome.messages, view);
  if (outcome.verdict != Verdict::inconclusive || outcome.reason == Reason::none) return row;
  return std::string(in(view.lang, kReasonWords[outcome.reason]));
}

const Phrase& way_of(const TallyOf& of) {
  if (!of.gates) return kWithoutGates;
  return of.file.empty() ? kWithGates : kOwnGates;
}

/// A line for each; what is understood is wrapped below itself.
Lines counted_lines(const CountedOutcomes& outcomes, const View& view) {
  constexpr int kCount = 6;
  constexpr int kLeast = 20;
  int verdicts = 0;
  for (const auto& [outcome, count] : outcomes)
    verdicts = std::max(verdicts, display_width(verdict_of(outcome, view).text));
  const int column = kCount + 2 + verdicts + 2;
  Lines lines;
  for (const auto& [outcome, count] : outcomes) {
    Line line(view);
    line.add(fmt::format("{:{}}  ", count, kCount)).add(verdict_of(outcome, view)).pad_to(column);
    for (const auto& text :
         wrapped(brought(outcome, view), std::max(kLeast, view.width - column))) {
      lines.push_back(line.add(text));
      line = Line(view).pad_to(column);
    }
  }
  return lines;
}

std::string head_of(const TallyOf& of, const Tally& tally, Lang lang) {
  const std::string_view version =
      of.file.empty() ? in(lang, kVersionWords[of.version]) : std::string_view(of.file);
  if (tally.runs < of.times) return say(kCutShort, lang, version, tally.runs, of.times);
  return say(kTallyHead, lang, version, tally.runs);
}

}  // namespace

void Tally::add(const Observation& seen) {
  ++runs;
  ++counts[{seen.verdict, seen.reason, seen.messages}];
}

CountedOutcomes in_order(const Tally& tally) {
  CountedOutcomes rows(tally.counts.begin(), tally.counts.end());
  std::ranges::stable_sort(rows, std::ranges::greater{},
                           [](const auto& row) { return row.second; });
  return rows;
}

std::string tally_text(const TallyOf& of, const Tally& tally, const Environment& environment,
                       const View& view) {
  Lines lines = heading(of.lab, view);
  lines.emplace_back(view);
  append(lines, flowed({{head_of(of, tally, view.lang), Tone::strong}}, view.width, 0, view));
  const auto outcomes = in_order(tally);
  const std::size_t shown = std::min(outcomes.size(), kMostOutcomes);
  append(lines,
         counted_lines({outcomes.begin(), outcomes.begin() + static_cast<long>(shown)}, view));
  int rest = 0;
  for (std::size_t i = shown; i < outcomes.size(); ++i) rest += outcomes[i].second;
  if (rest > 0)
    append(lines, flowed({{say(kOtherOutcomes, view.lang, outcomes.size() - kMostOutcomes, rest)}},
                         view.width, 0, view));
  lines.emplace_back(view);
  append(lines, flowed({{say(chosen(way_of(of)), view.lang, of.jobs)}}, view.width, 0, view));
  append(lines, environment_lines(environment, view));
  return joined(lines);
}

}  // namespace stickylab
