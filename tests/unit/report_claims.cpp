// What the documents claim, as people and programs read it.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/claims.hpp"
#include "report/json.hpp"
#include "text/width.hpp"

using namespace stickylab;

namespace {

const Environment kHere{"Linux 6.18", Net::two_hosts, {"calls", "wire", "kernel"}, {}};

Claim claim(std::string number, Truth expected, std::vector<Condition> if_true) {
  return {.number = std::move(number),
          .from = {"S3:225", "S3:235"},
          .says = {"Small sends that follow each other closely leave as one packet.",
                   "数据量小、间隔又短的几次发送，会合成一个包发出。"},
          .expected = expected,
          .if_true = std::move(if_true)};
}

/// Claims of lab 01: one false, one that depends, one unlike before, one that another net decides,
/// one of another document.
struct Sample {
  Sample() {
    const Condition merged{.lab = "01", .run = Version::broken, .verdict = Verdict::merged};
    const Condition one{
        .lab = "01", .run = Version::broken, .numbers = {{Number::segments, {1, 1}}}};
    Condition elsewhere = one;
    elsewhere.net = Net::loopback;
    lab.number = "01";
    lab.name = "two-writes";
    lab.claims = {claim("1.4", Truth::wrong, {one}), claim("3.2", Truth::depends, {merged, one}),
                  claim("3.3", Truth::right, {one}), claim("3.4", Truth::wrong, {elsewhere})};
    Observation broken;
    broken.verdict = Verdict::merged;
    broken.numbers = {{Number::segments, 2}};
    for (const Claim& one_claim : lab.claims)
      results.push_back(
          {&lab, decide(one_claim, Net::two_hosts, {{{"01", Version::broken}, broken}})});
  }

  Lab lab;
  std::vector<ClaimResult> results;
};

std::string text(const View& view = {}) {
  const Sample sample;
  return claims_text({sample.results, {}, kHere}, view);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("no line of the claims is wider than the view, in both languages") {
    for (const Lang lang : {Lang::en, Lang::zh})
      for (const int width : {20, 40, 59, 80, 160}) {
        std::istringstream lines(text({.lang = lang, .width = width}));
        for (std::string line; std::getline(lines, line);) {
          CAPTURE(line);
          CHECK(display_width(line) <= width);
        }
      }
  }

  TEST_CASE("each claim stands with its evidence below its document") {
    const std::string told = text({.width = 160});
    CHECK(told.find("Document S1") < told.find("1.4   ✗ false"));
    CHECK(told.find("1.4   ✗ false") < told.find("Document S3"));
    CHECK(told.find("Document S3") < told.find("3.2   ~ depends"));
    CHECK(told.find("Document S3") == told.rfind("Document S3"));
    CHECK(has(told, "✗ lab 01 broken, segments: 2 (the claim needs 1)"));
    CHECK(has(told, "✓ lab 01 broken, verdict: merged, as claimed"));
    CHECK(has(told, "S3:225, S3:235; more: stickylab compare 01"));
  }

  TEST_CASE("in Chinese verdicts and truths are Chinese") {
    const std::string told = text({.lang = Lang::zh, .width = 160});
    CHECK(has(told, "✗ 错"));
    CHECK(has(told, "实验 01 出错版，判定：粘连，与说法相符"));
    CHECK(has(told, "会合成一个包发出。"));
  }

  TEST_CASE("what is unlike before is marked, what could not be decided says why") {
    const std::string told = text({.width = 160});
    CHECK(has(told, "✗ this kernel disagrees with what was measured before: true"));
    CHECK(has(told, "3.4   ? undecided"));
    CHECK(has(told, "two-hosts does not decide it; use --net loopback"));
    CHECK(has(told, "claims: 4; true 0, false 2, depends 1, undecided 1"));
    CHECK(has(told, "as measured before: 2 of 3"));
  }

  TEST_CASE("labs without claims are said to have none") {
    CHECK(has(claims_text({{}, {}, kHere}, {}), "these labs decide no claim"));
  }

  TEST_CASE("the claims document has all of it") {
    const Sample sample;
    const auto doc = nlohmann::json::parse(claims_json({sample.results, {}, kHere}));
    CHECK(doc["schema"] == "stickylab/claims/1");
    CHECK(doc["environment"]["kernel"] == "Linux 6.18");
    const auto& depends = doc["claims"][1];
    CHECK(depends["number"] == "3.2");
    CHECK(depends["truth"] == "depends");
    CHECK(depends["expected"] == "depends");
    CHECK(depends["as_expected"] == true);
    CHECK(depends["lab"]["id"] == "01");
    CHECK(depends["says"].contains("zh"));
    CHECK(depends["evidence"][0]["holds"] == true);
    CHECK(depends["evidence"][1]["holds"] == false);
    CHECK(depends["evidence"][1]["run"] == "broken");
    CHECK(depends["evidence"][1]["measured"][0] ==
          nlohmann::json{{"what", "segments"}, {"needed", "1"}, {"observed", "2"}});
    CHECK(doc["claims"][2]["as_expected"] == false);
    const auto& undecided = doc["claims"][3];
    CHECK(undecided["truth"] == "undecided");
    CHECK(undecided["doubt"] == "other-net");
    CHECK_FALSE(undecided.contains("as_expected"));
    CHECK_FALSE(undecided["evidence"][0].contains("holds"));
  }

  TEST_CASE("a claim that a program decides has its program and no lab") {
    const Claim python{.number = "3.17",
                       .from = {"S3:137"},
                       .says = {"It is 127.0.0.1.", "就是 127.0.0.1。"},
                       .expected = Truth::wrong,
                       .python = "print(1)",
                       .prints = {"127.0.0.1"}};
    const Undecidable history{
        "3.3", {"S3:7"}, {"It is old.", "由来已久。"}, {"History.", "历史。"}};
    const Claims claims{{{nullptr, decide(python, Printed{0, {"0.0.0.0"}})}}, {history}, kHere};
    const std::string told = claims_text(claims, {});
    CHECK(has(told, "✗ its program, printed: 0.0.0.0 (the claim needs 127.0.0.1)"));
    CHECK(has(told, "What no run can decide"));
    CHECK(has(told, "History."));
    CHECK(has(told, "1 more that no run can decide"));
    const auto doc = nlohmann::json::parse(claims_json(claims));
    CHECK(doc["claims"][0]["python"] == "print(1)");
    CHECK_FALSE(doc["claims"][0].contains("lab"));
    CHECK(doc["undecidable"][0]["why"]["en"] == "History.");
    const auto page = nlohmann::json::parse(claims_page_json(claims, Lang::en));
    CHECK(page["rows"][0]["word"] == "false");
    CHECK(page["rows"][0]["python"] == "print(1)");
  }
}
