#include "lanes/verdict_text.hpp"

#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {

std::string reason_text(const Observation& seen, Lang lang) {
  if (seen.reason == Reason::none) return {};
  std::string text(in(lang, kReasonWords[seen.reason]));
  if (!seen.detail.empty()) text += std::string(in(lang, kColon)) + seen.detail;
  return text;
}

namespace {

std::string meaning(const Observation& seen, Lang lang) {
  if (seen.read_messages == 0) return std::string(in(lang, kVerdictMeanings[seen.verdict]));
  return say(kManyReads, lang, seen.numbers.at(Number::reads), seen.read_messages);
}

}  // namespace

std::string verdict_text(const Observation& seen, Lang lang) {
  const std::string reason = reason_text(seen, lang);
  return fmt::format("{}{}{}", in(lang, kVerdictWords[seen.verdict]), in(lang, kColon),
                     reason.empty() ? meaning(seen, lang) : reason);
}

}  // namespace stickylab
