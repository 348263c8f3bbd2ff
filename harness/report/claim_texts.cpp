#include "report/claim_texts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lanes/number_text.hpp"
#include "lanes/verdict_words.hpp"
#include "report/claims_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

/// "segments: 2 (the claim needs 1); verdict: merged, as claimed".
std::string measured_text(const Showing& showing, Lang lang) {
  std::vector<std::string> texts;
  for (const Measured& m : showing.measured) {
    const bool same = m.seen == m.needed;
    texts.push_back(say(chosen(same ? kClaimsAsClaimed : kClaimsMeasured), lang,
                        row_text(m.what, lang), value_text(m.what, m.seen, lang),
                        value_text(m.what, m.needed, lang)));
  }
  return fmt::to_string(fmt::join(texts, in(lang, kSemicolon)));
}

/// In the place of what was measured.
std::string doubt_text(const Showing& showing, const Environment& environment, Lang lang) {
  const Net asked =
      showing.condition ? showing.condition->net.value_or(environment.net) : environment.net;
  return say(chosen(kDoubtWords[showing.doubt]), lang, net_name(environment.net), net_name(asked));
}

}  // namespace

std::string showing_text(const Showing& showing, const Environment& environment, const View& view) {
  const Glyphs& signs = glyphs(view);
  const bool clear = showing.doubt == Doubt::none;
  const std::string told =
      clear ? measured_text(showing, view.lang) : doubt_text(showing, environment, view.lang);
  const Condition* of = showing.condition;
  return fmt::format(
      "{} {}",
      !clear          ? signs.unclear
      : showing.holds ? signs.good
                      : signs.bad,
      of ? say(kClaimsRun, view.lang, of->lab, in(view.lang, kVersionWords[of->run]), told)
         : say(kClaimsPython, view.lang, told));
}

std::string disagreement(const Finding& finding, Lang lang) {
  if (!finding.truth || finding.as_expected()) return "";
  return say(kClaimsDisagree, lang, in(lang, truth_word(finding.claim->expected)));
}

std::string lines_text(const std::vector<std::string>& from, Lang lang) {
  return fmt::to_string(fmt::join(from, in(lang, kComma)));
}

std::vector<std::string> total_texts(const Claims& claims, Lang lang) {
  const std::vector<ClaimResult>& results = claims.results;
  const auto count = [&](std::optional<Truth> truth) {
    return std::ranges::count(results, truth,
                              [](const ClaimResult& result) { return result.finding.truth; });
  };
  const auto agree = std::ranges::count_if(
      results, [](const ClaimResult& result) { return result.finding.as_expected(); });
  const auto undecided = count(std::nullopt);
  std::vector<std::string> texts = {
      say(kClaimsTotal, lang, results.size(), count(Truth::right), count(Truth::wrong),
          count(Truth::depends), undecided),
      say(kClaimsAgree, lang, agree, std::ssize(results) - undecided)};
  if (!claims.undecidable.empty())
    texts.push_back(say(kClaimsOthers, lang, claims.undecidable.size()));
  return texts;
}

}  // namespace stickylab
