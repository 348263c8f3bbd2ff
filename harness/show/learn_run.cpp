#include "show/learn_run.hpp"

#include <algorithm>

#include "lanes/story.hpp"
#include "show/learn_guess.hpp"
#include "show/learn_words.hpp"
#include "show/reads_question.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

/// The legend of the lanes' words and signs.
void show_lanes(Page& page, const Lab& lab, Net net, const View& view) {
  const bool wire = net != Net::loopback && lab.transport != Transport::local;
  page.gap();
  page.text(kLearnLanes, Tone::strong);
  page.item(std::string(in(view.lang, wire ? kLearnLanesThree : kLearnLanesTwo)));
  if (lab.transport == Transport::tcp) {
    page.item(std::string(in(view.lang, kLearnLanesCounts)));
    page.item(std::string(in(view.lang, kLearnLanesHeld)));
  }
  page.item(say(kLearnLanesMessage, view.lang, glyphs(view).understood));
}

/// A late wire is no fault of what the lab shows.
void show_story(Page& page, const Trace& trace, const Observation& seen, const View& view) {
  if (seen.late_wire.packets > 0) page.text(kLearnLate, Tone::unclear);
  page.add(story(trace, seen, view.width, view));
}

}  // namespace

void show_hints(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  const auto& hints = lesson.lab.teaching.hints;
  const int shown = std::min(state.hints, static_cast<int>(std::ssize(hints)));
  if (shown > 0) page.gap();
  for (int i = 0; i < shown; ++i)
    page.text(say(kLearnHint, view.lang, i + 1, hints.size(),
                  in(view.lang, hints[static_cast<std::size_t>(i)])));
}

void show_broken_run(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  if (!state.broken) return page.text(kLearnRunning);
  const Observation seen = observe(lesson.lab.meant, *state.broken);
  show_answer(page, lesson, state, seen, view);
  page.gap();
  show_story(page, *state.broken, seen, view);
  show_lanes(page, lesson.lab, state.broken->info().net, view);
  page.gap();
  page.text(lesson.lab.teaching.hints.empty() ? kLearnOffer : kLearnOfferHints, Tone::strong);
  show_hints(page, lesson, state, view);
}

void show_fixed_run(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  if (asks_reads(lesson, state)) return show_reads_question(page, lesson, state, view);
  if (!state.fixed) return page.text(kLearnRunning);
  const Observation seen = observe(lesson.lab.meant, *state.fixed);
  show_reads_answer(page, lesson, state, seen, view);
  show_story(page, *state.fixed, seen, view);
}

}  // namespace stickylab
