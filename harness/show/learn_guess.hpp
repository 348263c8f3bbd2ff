// The two questions of a lesson, and what was guessed beside what came.
#pragma once

#include "judge/observation.hpp"
#include "show/lesson.hpp"
#include "show/page.hpp"

namespace stickylab {

/// The lab's question and its choices.
void show_question(Page& page, const Lesson& lesson, const LearnState& state, const View& view);

/// The number of reads that the fixed version needs. Only for a lesson that asks it.
void show_reads_question(Page& page, const Lesson& lesson, const LearnState& state,
                         const View& view);

/// The guess beside what happened. Of a run that does not show it nothing is said.
void show_answer(Page& page, const Lesson& lesson, const LearnState& state, const Observation& seen,
                 const View& view);

/// The same of the reads; nothing if there was no such guess.
void show_reads_answer(Page& page, const Lesson& lesson, const LearnState& state,
                       const Observation& seen, const View& view);

}  // namespace stickylab
