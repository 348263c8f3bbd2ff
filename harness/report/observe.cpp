#include "report/observe.hpp"

#include "judge/observation.hpp"
#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/story.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

/// In the order in which they were started.
Lines command_lines(const Trace& trace, const View& view) {
  Lines lines;
  for (const Event& event : trace.events())
    if (const auto* started = std::get_if<ProcessStarted>(&event.data))
      append(lines, labelled(actor_text(trace.info().cast, event.who, view.lang),
                             visible_text(started->command), view));
  return lines;
}

}  // namespace

std::string observed_text(const Trace& trace, const View& view) {
  const RunInfo& info = trace.info();
  Lines lines = command_lines(trace, view);
  append(lines, environment_lines({info.kernel, info.net, info.evidence, {}}, view));
  lines.emplace_back(view);
  append(lines, scene(trace, observe(Meant{}, trace), view.width, view));
  return joined(lines);
}

}  // namespace stickylab
