#include "report/evidence.hpp"

#include "lanes/number_text.hpp"
#include "lanes/story.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {

Evidence evidence_of(const CheckFailure& failure, Version version) {
  const Comparison& comparison = failure.comparison;
  if (version == Version::broken)
    return {failure.broken, comparison.broken, comparison.broken_mismatches};
  return {failure.fixed, comparison.fixed, comparison.fixed_mismatches};
}

std::string summary_of(const Evidence& evidence, Lang lang) {
  const std::string_view version = in(lang, kVersionWords[evidence.trace.info().version]);
  if (evidence.seen.verdict == Verdict::inconclusive)
    return fmt::format("{}{}{}", version, in(lang, kColon), reason_text(evidence.seen, lang));
  std::string text;
  for (const Mismatch& m : evidence.mismatches)
    text += std::string(text.empty() ? "" : in(lang, kSemicolon)) +
            say(kExpectedObserved, lang, version, row_text(m.what, lang),
                value_text(m.what, m.expected, lang), value_text(m.what, m.observed, lang));
  return text;
}

std::string story_of(const Evidence& evidence, View view) {
  view.color = false;
  return joined(story(evidence.trace, evidence.seen, view.width, view));
}

}  // namespace stickylab
