// The claims for the page that shows their runs.
#include <nlohmann/json.hpp>

#include "report/claim_texts.hpp"
#include "report/claims.hpp"
#include "report/claims_words.hpp"

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

Json evidence_json(const Finding& finding, const Environment& environment, const View& view) {
  Json json = Json::array();
  for (const Showing& showing : finding.evidence) {
    json.push_back({{"text", showing_text(showing, environment, view)}});
    if (showing.condition) json.back()["lab"] = showing.condition->lab;
  }
  return json;
}

Json row_json(const ClaimResult& result, const Environment& environment, const View& view) {
  const Finding& finding = result.finding;
  const Claim& claim = *finding.claim;
  return {{"number", claim.number},
          {"from", lines_text(claim.from, view.lang)},
          {"says", in(view.lang, claim.says)},
          {"truth", finding.truth ? truth_name(*finding.truth) : "undecided"},
          {"word", in(view.lang, truth_word(finding.truth))},
          {"unlike", disagreement(finding, view.lang)},
          {"evidence", evidence_json(finding, environment, view)},
          {"python", claim.python}};
}

}  // namespace

std::string claims_page_json(const Claims& claims, Lang lang) {
  const View view{.lang = lang};
  Json json = {{"heading", in(lang, kClaimsHeading)},
               {"others", in(lang, kClaimsUndecidable)},
               {"program", in(lang, kClaimsProgram)},
               {"total", total_texts(claims, lang)},
               {"rows", Json::array()},
               {"undecidable", Json::array()}};
  for (const ClaimResult& result : claims.results)
    json["rows"].push_back(row_json(result, claims.environment, view));
  for (const Undecidable& claim : claims.undecidable)
    json["undecidable"].push_back({{"number", claim.number},
                                   {"from", lines_text(claim.from, lang)},
                                   {"says", in(lang, claim.says)},
                                   {"why", in(lang, claim.why)}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stickylab
