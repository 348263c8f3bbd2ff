#include "report/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lanes/number_text.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "report/claims_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr int kNumber = 6;  ///< columns of "3.54" and what is between

Part truth_part(const std::optional<Truth>& truth, const View& view) {
  const Glyphs& signs = glyphs(view);
  const auto part = [&](std::string_view sign, Tone tone) {
    return Part{fmt::format("{} {}", sign, in(view.lang, truth_word(truth))), tone};
  };
  if (!truth) return part(signs.unclear, Tone::unclear);
  if (*truth == Truth::right) return part(signs.good, Tone::right);
  if (*truth == Truth::wrong) return part(signs.bad, Tone::wrong);
  return part(signs.depends, Tone::strong);
}

/// Where the texts begin.
int text_column(const View& view) {
  int widest = 0;
  for (const std::optional<Truth> truth :
       {std::optional<Truth>(), std::optional(Truth::right), std::optional(Truth::wrong),
        std::optional(Truth::depends)})
    widest = std::max(widest, display_width(truth_part(truth, view).text));
  return kNumber + widest + 2;
}

/// `text` below itself from a column on, behind `begin`.
Lines hanging(const Line& begin, const Part& text, int column, const View& view) {
  Lines lines;
  for (const std::string& piece : wrapped(text.text, std::max(1, view.width - column))) {
    Line line = lines.empty() ? begin : Line(view);
    lines.push_back(line.pad_to(column).add(piece, text.tone));
  }
  return lines;
}

/// "segments: 2 (the claim needs 1); verdict: merged, as claimed".
std::string measured_text(const Showing& showing, Lang lang) {
  std::vector<std::string> texts;
  for (const Measured& m : showing.measured)
    texts.push_back(say(chosen(m.seen == m.needed ? kClaimsAsClaimed : kClaimsMeasured), lang,
                        row_text(m.what, lang), value_text(m.what, m.seen, lang),
                        value_text(m.what, m.needed, lang)));
  return fmt::to_string(fmt::join(texts, in(lang, kSemicolon)));
}

/// "✗ lab 01 broken, segments: 2 (the claim needs 1)".
std::string showing_text(const Showing& showing, const Environment& environment, const View& view) {
  const Condition& condition = *showing.condition;
  const Glyphs& signs = glyphs(view);
  const bool clear = showing.doubt == Doubt::none;
  const std::string told =
      clear ? measured_text(showing, view.lang)
            : say(chosen(kDoubtWords[showing.doubt]), view.lang, net_name(environment.net),
                  net_name(condition.net.value_or(environment.net)));
  return fmt::format(
      "{} {}",
      !clear          ? signs.unclear
      : showing.holds ? signs.good
                      : signs.bad,
      say(kClaimsRun, view.lang, condition.lab, in(view.lang, kVersionWords[condition.run]), told));
}

Lines claim_lines(const ClaimResult& result, const Environment& environment, const View& view) {
  const Finding& finding = result.finding;
  const Claim& claim = *finding.claim;
  // A narrow terminal has no room for columns.
  const int column = view.width < 3 * text_column(view) ? 2 : text_column(view);
  Line begin(view);
  begin.add(claim.number, Tone::strong).pad_to(kNumber).add(truth_part(finding.truth, view));
  Lines lines;
  if (column < text_column(view)) lines.push_back(std::exchange(begin, Line(view)));
  append(lines, hanging(begin, {in(view.lang, claim.says)}, column, view));
  const auto add = [&](const std::string& text, Tone tone) {
    append(lines, hanging(Line(view), {text, tone}, column, view));
  };
  for (const Showing& showing : finding.evidence)
    add(showing_text(showing, environment, view), Tone::plain);
  if (finding.truth && !finding.as_expected())
    add(fmt::format("{} {}", glyphs(view).bad,
                    say(kClaimsDisagree, view.lang, in(view.lang, truth_word(claim.expected)))),
        Tone::wrong);
  const std::string from = fmt::to_string(fmt::join(claim.from, in(view.lang, kComma)));
  add(say(kClaimsMore, view.lang, from, result.lab->number), Tone::quiet);
  return lines;
}

std::string document_of(const ClaimResult& result) {
  const std::string& number = result.finding.claim->number;
  return number.substr(0, number.find('.'));
}

Lines total_lines(const std::vector<ClaimResult>& results, const View& view) {
  const auto count = [&](std::optional<Truth> truth) {
    return std::count_if(results.begin(), results.end(),
                         [&](const ClaimResult& result) { return result.finding.truth == truth; });
  };
  const auto agree = std::count_if(results.begin(), results.end(), [](const ClaimResult& result) {
    return result.finding.as_expected();
  });
  const auto undecided = count(std::nullopt);
  Lines lines = flowed({{say(kClaimsTotal, view.lang, results.size(), count(Truth::right),
                             count(Truth::wrong), count(Truth::depends), undecided),
                         Tone::strong}},
                       view.width, 0, view);
  append(lines, flowed({{say(kClaimsAgree, view.lang, agree, std::ssize(results) - undecided)}},
                       view.width, 0, view));
  return lines;
}

}  // namespace

std::string claims_text(const std::vector<ClaimResult>& results, const Environment& environment,
                        const View& view) {
  Lines lines = flowed({{say(kClaimsHeading, view.lang), Tone::strong}}, view.width, 0, view);
  std::string document;
  for (const ClaimResult& result : results) {
    lines.emplace_back(view);
    if (document_of(result) != document) {
      document = document_of(result);
      lines.push_back(Line(view).add(say(kClaimsDocument, view.lang, document), Tone::strong));
    }
    append(lines, claim_lines(result, environment, view));
  }
  if (results.empty()) lines.push_back(Line(view).add(say(kClaimsNone, view.lang)));
  lines.emplace_back(view);
  append(lines, total_lines(results, view));
  append(lines, environment_lines(environment, view));
  return joined(lines);
}

}  // namespace stickylab
