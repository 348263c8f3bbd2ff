#include "report/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lanes/story.hpp"
#include "report/claim_texts.hpp"
#include "report/claims_words.hpp"
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

/// Hung on a column: the claim's number and where it stands, and what is said of it.
class Entry {
 public:
  Entry(const std::string& number, const Part& truth, int column, const View& view)
      : view_(view), column_(column), begin_(view) {
    begin_.add(number, Tone::strong).pad_to(kNumber).add(truth);
    // A narrow terminal has no room for columns.
    if (view.width >= 3 * column) return;
    column_ = 2;
    lines_.push_back(std::exchange(begin_, Line(view)));
  }

  Entry& add(const std::string& text, Tone tone = Tone::plain) {
    if (!text.empty())
      append(lines_, hanging(std::exchange(begin_, Line(view_)), {text, tone}, column_, view_));
    return *this;
  }

  const Lines& lines() const { return lines_; }

 private:
  const View& view_;
  int column_;
  Line begin_;
  Lines lines_;
};

Lines claim_lines(const ClaimResult& result, const Environment& environment, const View& view) {
  const Finding& finding = result.finding;
  const Claim& claim = *finding.claim;
  Entry entry(claim.number, truth_part(finding.truth, view), text_column(view), view);
  entry.add(in(view.lang, claim.says));
  for (const Showing& showing : finding.evidence)
    entry.add(showing_text(showing, environment, view));
  if (const std::string unlike = disagreement(finding, view.lang); !unlike.empty())
    entry.add(fmt::format("{} {}", glyphs(view).bad, unlike), Tone::wrong);
  const std::string from = lines_text(claim.from, view.lang);
  entry.add(result.lab ? say(kClaimsMore, view.lang, from, result.lab->number) : from, Tone::quiet);
  return entry.lines();
}

Lines undecidable_lines(const std::vector<Undecidable>& claims, const View& view) {
  Lines lines;
  if (claims.empty()) return lines;
  lines.push_back(Line(view).add(say(kClaimsUndecidable, view.lang), Tone::strong));
  for (const Undecidable& claim : claims) {
    lines.emplace_back(view);
    append(lines, Entry(claim.number, {}, kNumber, view)
                      .add(in(view.lang, claim.says))
                      .add(in(view.lang, claim.why))
                      .add(lines_text(claim.from, view.lang), Tone::quiet)
                      .lines());
  }
  lines.emplace_back(view);
  return lines;
}

std::string document_of(const ClaimResult& result) {
  const std::string& number = result.finding.claim->number;
  return number.substr(0, number.find('.'));
}

Lines total_lines(const Claims& claims, const View& view) {
  Lines lines;
  for (const std::string& text : total_texts(claims, view.lang))
    append(lines,
           flowed({{text, lines.empty() ? Tone::strong : Tone::plain}}, view.width, 0, view));
  return lines;
}

}  // namespace

std::string claims_text(const Claims& claims, const View& view) {
  Lines lines = flowed({{say(kClaimsHeading, view.lang), Tone::strong}}, view.width, 0, view);
  std::string document;
  for (const ClaimResult& result : claims.results) {
    lines.emplace_back(view);
    if (document_of(result) != document) {
      document = document_of(result);
      lines.push_back(Line(view).add(say(kClaimsDocument, view.lang, document), Tone::strong));
    }
    append(lines, claim_lines(result, claims.environment, view));
  }
  if (claims.results.empty()) lines.push_back(Line(view).add(say(kClaimsNone, view.lang)));
  lines.emplace_back(view);
  append(lines, undecidable_lines(claims.undecidable, view));
  append(lines, total_lines(claims, view));
  append(lines, environment_lines(claims.environment, view));
  return joined(lines);
}

}  // namespace stickylab
