#include "report/observe.hpp"

#include "judge/observation.hpp"
#include "lanes/story.hpp"
#include "text/payload.hpp"
#include "text/words.hpp"

namespace stickylab {
namespace {

/// In the order in which they were started.
Lines command_lines(const Recording& recording, const View& view) {
  Lines lines;
  for (const Event& event : recording.events)
    if (const auto* started = std::get_if<ProcessStarted>(&event.data))
      append(lines,
             labelled(word(end_word(event.who), view.lang), visible_text(started->command), view));
  return lines;
}

}  // namespace

std::string observed_text(const Recording& recording, const View& view) {
  const RunInfo& info = recording.info;
  Lines lines = command_lines(recording, view);
  append(lines, environment_lines({info.kernel, info.net, info.evidence, {}}, view));
  lines.emplace_back(view);
  append(lines, scene(recording, observe(Meant{}, recording), view.width, view));
  return joined(lines);
}

}  // namespace stickylab
