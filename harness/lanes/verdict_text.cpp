#include "lanes/verdict_text.hpp"

#include "lanes/actor_words.hpp"
#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

/// "receiver SIGABRT": the actor in the language, the signal by its name.
std::string detail_text(const Observation& seen, Lang lang) {
  for (const Actor who : {kSender, kReceiver}) {
    const std::string_view name = words_of(who).name.en;
    if (seen.reason == Reason::signaled && seen.detail.starts_with(name))
      return std::string(in(lang, words_of(who).name)) + seen.detail.substr(name.size());
  }
  return seen.detail;
}

}  // namespace

std::string reason_text(const Observation& seen, Lang lang) {
  if (seen.reason == Reason::none) return {};
  std::string text(in(lang, kReasonWords[seen.reason]));
  if (!seen.detail.empty()) text += std::string(in(lang, kColon)) + detail_text(seen, lang);
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
