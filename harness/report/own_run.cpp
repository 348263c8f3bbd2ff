#include "report/own_run.hpp"

#include <fmt/core.h>

#include "lanes/story.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_text.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

constexpr Phrase kMaybeLuck{"It was right this time. Whether that was luck, a hundred runs tell:",
                            "这一次是对的。是不是碰巧，运行一百次就知道："};

}  // namespace

std::string own_run_text(const OwnRun& own, const Trace& trace, const Observation& seen,
                         const View& view) {
  const bool right = seen.verdict == Verdict::same;
  const Glyphs& signs = glyphs(view);
  Lines lines = labelled(fmt::format("{} {}", right ? signs.good : signs.bad, own.file),
                         verdict_text(seen, view.lang), view, right ? Tone::right : Tone::wrong);
  append(lines, message_list(kMessagesUnderstood, seen.messages, view.width, view));
  append(lines, scene(trace, seen, view.width, view));
  if (right) {
    lines.emplace_back(view);
    append(lines, flowed({{say(kMaybeLuck, view.lang)}}, view.width, 0, view));
    lines.push_back(
        Line(view).pad_to(2).add(fmt::format("stickylab repeat {} {}", own.lab.number, own.file)));
  }
  return joined(lines);
}

}  // namespace stickylab
