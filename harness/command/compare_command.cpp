#include "command/compare_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>

#include "command/keep.hpp"
#include "command/lab_sources.hpp"
#include "command/pairs.hpp"
#include "command/report_output.hpp"
#include "command/shown_connection.hpp"
#include "command/text_file.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/outcomes.hpp"
#include "report/text.hpp"

namespace stickylab {

namespace {

std::string page(const std::vector<const Lab*>& labs, const std::deque<Pair>& pairs,
                 const std::vector<Comparison>& comparisons, const View& view) {
  std::vector<Replay> replays;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    replays.push_back(replay_of(labs[i], pairs[i], comparisons[i]));
    replays.back().connection = view.shown.connection;
  }
  return html_page(replays, view.lang);
}

/// The lanes of one lab are shown; those of several only if they are asked for.
bool shows_lanes(const CompareOptions& options, std::size_t labs) {
  if (options.full && options.brief)
    throw InputError({"--full and --brief: choose one", "--full 和 --brief 只能用一个"});
  return options.full || options.view.shown.connection != 0 || (labs == 1 && !options.brief);
}

constexpr Phrase kThisTime{
    "This time the broken version got what was meant. If you changed it: a hundred runs tell "
    "whether "
    "it is right now, or lucky:",
    "这一次，出错版得到的消息是对的。如果你改过它：是真的对了，还是碰巧，运行一百次就知道："};

/// For who has changed the lab's code; empty if the run says nothing of luck.
std::string luck_text(const Lab& lab, const Comparison& comparison, const View& view) {
  const bool changed = comparison.outcome != Outcome::reproduced && !comparison.lacks_wire();
  if (!changed || lab.meant.messages.empty() || comparison.broken.messages != lab.meant.messages)
    return "";
  return "\n" + joined(flowed({{say(kThisTime, view.lang)}}, view.width, 0, view)) + "  " +
         fmt::format("stickylab repeat {} --no-gates\n", lab.number);
}

}  // namespace

int compare_command(const CompareOptions& options) {
  must_name_file(options.html);
  const LabRuns runs = lab_runs(options.root, options.labs, options.stage, options.view.lang);
  Out out(options.view);
  const bool text = options.view.format == Format::text;
  const int shown = options.view.shown.connection;
  std::vector<const Lab*> labs;
  for (const Lab& lab : runs.labs()) labs.push_back(&lab);

  const bool lanes = shows_lanes(options, labs.size());
  OutcomeTable table(labs, options.brief, out.view());

  std::vector<Comparison> comparisons;
  std::deque<Pair> kept;  // for a page
  run_pairs(runs, labs, [&](std::size_t index, Pair pair) {
    keep(options.stage.record, pair.broken.recording());
    keep(options.stage.record, pair.fixed.recording());
    const Lab& lab = *labs[index];
    if (!has_connection(pair.broken, shown)) must_have_connection(pair.fixed, shown);
    comparisons.push_back(compare(lab, pair.broken, pair.fixed));
    if (text)
      out.print(lanes
                    ? comparison_text(lab, pair.broken, pair.fixed, comparisons.back(), out.view())
                    : table.add({&lab, &comparisons.back()}));
    if (!options.html.empty()) kept.push_back(std::move(pair));
    return true;
  });

  std::vector<CompareResult> results;
  for (std::size_t i = 0; i < comparisons.size(); ++i)
    results.push_back({labs[i], &comparisons[i]});
  if (!text)
    out.print(comparison_json(results, runs.environment()));
  else if (lanes)
    out.print(summary_text(results, runs.environment(), out.view()) +
              (labs.size() == 1 ? luck_text(*labs[0], comparisons[0], out.view()) : ""));
  else
    out.print(table.end() + (options.brief ? "" : "\n") +
              joined(total_lines(results, runs.environment(), out.view())));
  if (!options.html.empty()) write_file(options.html, page(labs, kept, comparisons, out.view()));
  const bool all = std::all_of(comparisons.begin(), comparisons.end(), [](const Comparison& c) {
    return c.outcome == Outcome::reproduced || c.lacks_wire();
  });
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
