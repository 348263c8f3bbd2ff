#include "command/site_command.hpp"

#include <fmt/core.h>

#include <functional>

#include "command/counter.hpp"
#include "command/lab_sources.hpp"
#include "command/new_folder.hpp"
#include "command/not_judged.hpp"
#include "command/pairs.hpp"
#include "command/positions.hpp"
#include "command/prefix.hpp"
#include "command/text_file.hpp"
#include "lanes/verdict_words.hpp"
#include "report/site.hpp"

namespace stickylab {
namespace {

constexpr const char* kTwoSends = "01";  // the lab whose sends labs/two-sends makes

constexpr Phrase kNotShown{"site: {0} is {1}; its page says so", "site：{0} {1}；网页上已注明"};
constexpr Phrase kDone{
    "{0}: {1} labs in two languages, {2} runs at the knobs, {3} files, {4:.1f} MB. Open "
    "{0}/index.html, or copy the folder to a web server.",
    "{0}：{1} 个实验，两种语言，旋钮各位置共 {2} 次运行，{3} 个文件，{4:.1f} MB。打开 "
    "{0}/index.html，"
    "或者把整个目录复制到网站上。"};

/// The first lab, which the first page is about, and those that are wanted.
std::vector<std::string> wanted(const SiteOptions& options) {
  std::vector<std::string> names = options.labs;
  if (!names.empty()) names.emplace_back(kTwoSends);
  return names;
}

/// With a slash behind it.
std::string address_of(const std::string& url) {
  if (url.empty() || url.starts_with("http://") || url.starts_with("https://"))
    return url.empty() || url.ends_with('/') ? url : url + '/';
  throw InputError({"--url {}: an address begins with https:// or http://",
                    "--url {}：地址要以 https:// 或 http:// 开头"},
                   url);
}

bool is_settled(const Lab& lab, const Pair& pair, const Comparison& comparison) {
  if (lab.number == kTwoSends && !is_whole(pair.broken)) return false;
  return comparison.outcome != Outcome::inconclusive || comparison.lacks_wire();
}

/// Runs broken and fixed of each lab; a pair that cannot be judged is run again.
std::vector<Replay> replays_of(const LabRuns& runs, const std::function<void()>& on_pair) {
  std::vector<Replay> replays(runs.labs().size());
  std::vector<const Lab*> open;
  for (const Lab& lab : runs.labs()) open.push_back(&lab);
  for (int round = 1; !open.empty() && round <= kRounds; ++round) {
    std::vector<const Lab*> again;
    run_pairs(runs, open, [&](std::size_t index, const Pair& pair) {
      const Lab* lab = open[index];
      const Comparison comparison = compare(*lab, pair.broken, pair.fixed);
      replays[static_cast<std::size_t>(lab - runs.labs().data())] =
          replay_of(lab, pair, comparison);
      if (is_settled(*lab, pair, comparison)) {
        on_pair();
      } else {
        again.push_back(lab);
      }
      return true;
    });
    open = std::move(again);
  }
  if (!is_whole(replays.front().runs.front().trace))
    throw NotJudged(
        {"site: the run of lab {} was not seen whole, {} times; try again with fewer --jobs",
         "site：实验 {} 的运行 {} 次都没有记录完整；请减少 --jobs 再试"},
        kTwoSends, kRounds);
  return replays;
}

/// Makes all runs, and tells on standard error how far it is. The labs stay those of `runs`.
Site recorded(const SiteOptions& options, const LabRuns& runs) {
  Site site{.positions = positions_on(runs.net()),
            .environment = runs.environment(),
            .version = options.version,
            .url = address_of(options.url)};
  const std::size_t planned = site.positions.all().size() + 2 * runs.labs().size();
  Counter counter(options.lang, Counter::What::runs);
  std::size_t made = 0;
  const auto count = [&](std::size_t more) {
    return [&, more] { counter.show(made += more, planned); };
  };
  site.runs = record(site.positions, runs, count(1));
  site.labs = replays_of(runs, count(2));
  return site;
}

Files files_of(const Site& site, const Prefix& prefix) {
  Files files = site_files(site);
  for (const char* name : kPreviewNames) {
    must_exist(prefix.site() / name);
    files[name] = read_file(prefix.site() / name);
  }
  return files;
}

/// Returns whether all labs are what they should be.
bool tell_outcomes(const Site& site, Lang lang) {
  bool all = true;
  for (const Replay& replay : site.labs) {
    const Comparison& comparison = *replay.comparison;
    if (comparison.outcome == Outcome::reproduced || comparison.lacks_wire()) continue;
    all = false;
    fmt::print(
        stderr, "{}\n",
        say(kNotShown, lang, replay.lab->number, in(lang, kOutcomeWords[comparison.outcome])));
  }
  return all;
}

}  // namespace

int site_command(const SiteOptions& options) {
  const NewFolder folder(options.folder);
  const LabRuns runs = lab_runs(options.root, wanted(options), options.stage, options.lang);
  const Site site = recorded(options, runs);
  const Files files = files_of(site, runs.prefix());
  folder.fill(files);
  const bool all = tell_outcomes(site, options.lang);
  double bytes = 0;
  for (const auto& [name, text] : files) bytes += static_cast<double>(text.size());
  fmt::print("{}\n", say(kDone, options.lang, options.folder.string(), site.labs.size(),
                         site.runs.size(), files.size(), bytes / 1e6));
  return all ? kReproduced : kNotReproduced;
}

}  // namespace stickylab
