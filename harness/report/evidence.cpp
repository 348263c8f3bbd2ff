#include "report/evidence.hpp"

#include "lanes/story.hpp"
#include "text/words.hpp"

namespace stickylab {

namespace {

/// A verdict in the reader's language; a number stands for itself.
std::string shown(const std::string& value, Lang lang) {
  const auto verdict = verdict_from_name(value);
  return verdict ? std::string(word(verdict_word(*verdict), lang)) : value;
}

}  // namespace

Evidence evidence_of(const CheckFailure& failure, Version version) {
  const Comparison& comparison = failure.comparison;
  if (version == Version::broken)
    return {failure.broken, comparison.broken, comparison.broken_mismatches};
  return {failure.fixed, comparison.fixed, comparison.fixed_mismatches};
}

std::string summary_of(const Evidence& evidence, Lang lang) {
  const std::string_view version = word(version_word(evidence.trace.info().version), lang);
  if (evidence.seen.verdict == Verdict::inconclusive)
    return fmt::format("{}{}{}", version, word(Word::colon, lang),
                       reason_text(evidence.seen, lang));
  std::string text;
  for (const Mismatch& m : evidence.mismatches)
    text += (text.empty()       ? ""
             : lang == Lang::zh ? "；"
                                : "; ") +
            say(Word::expected_observed, lang, version, number_text(m.what, lang),
                shown(m.expected, lang), shown(m.observed, lang));
  return text;
}

std::string story_of(const Evidence& evidence, View view) {
  view.color = false;
  return joined(story(evidence.trace, evidence.seen, view.width, view));
}

}  // namespace stickylab
