#include "report/differences.hpp"

#include "lanes/lanes.hpp"
#include "lanes/number_text.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "report/text_words.hpp"
#include "text/glyphs.hpp"

namespace stickylab {

Lines difference_table(const Comparison& comparison, const View& view) {
  std::vector<std::vector<Part>> rows = {
      {{say(kHowTheyDiffer, view.lang), Tone::strong},
       {say(kVersionWords[Version::broken], view.lang), Tone::strong},
       {say(kVersionWords[Version::fixed], view.lang), Tone::strong}}};
  for (const Difference& row : comparison.differences) {
    const std::string broken = value_text(comparison.broken, row.what, row.broken, view.lang);
    const std::string fixed = value_text(comparison.fixed, row.what, row.fixed, view.lang);
    const bool equal = broken == fixed;
    rows.push_back({{"  " + row_text(row.what, view.lang), equal ? Tone::quiet : Tone::plain},
                    {broken, equal ? Tone::quiet : Tone::wrong},
                    {fixed, equal ? Tone::quiet : Tone::right}});
  }
  return aligned(rows, view, glyphs(view).arrow);
}

Lines segments_note(const Trace& trace, const Observation& seen, const View& view) {
  if (!seen.numbers.contains(Number::segments)) return {};
  const bool wire = lanes_of(trace).size() > 2;
  const Phrase& where = wire ? kSegmentsCounted : kSegmentsSource;
  return flowed({{std::string(in(view.lang, where)), Tone::quiet}}, view.width, 0, view);
}

}  // namespace stickylab
