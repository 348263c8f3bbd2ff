// What became of the messages: the verdict on messages alone.
#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <iostream>
#include <numeric>
#include <random>

#include "judge/observation.hpp"

using namespace stickylab;

namespace {

using Messages = std::vector<std::string>;

std::string verdict(const Messages& meant, const Messages& understood) {
  return std::string(verdict_name(classify(meant, understood)));
}

std::string joined(const Messages& messages) {
  return std::accumulate(messages.begin(), messages.end(), std::string());
}

/// Messages of one to eight letters, of an alphabet so small that they repeat.
class Random {
 public:
  std::size_t below(std::size_t limit) { return engine_() % limit; }  // the same on every machine

  Messages messages() {
    Messages result(1 + below(6));
    for (std::string& message : result)
      for (std::size_t left = 1 + below(8); left > 0; --left) message += "ab"[below(2)];
    return result;
  }

  /// The same bytes, cut elsewhere.
  Messages cut(const std::string& stream) {
    Messages pieces;
    for (std::size_t at = 0; at < stream.size(); at += pieces.back().size())
      pieces.push_back(stream.substr(at, 1 + below(stream.size() - at)));
    return pieces;
  }

 private:
  std::mt19937 engine_{18};
};

constexpr int kRounds = 20'000;

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the verdict is on the first difference between what was meant and understood") {
    const Messages three = {"hello", "world", "musibii"};
    struct {
      Messages meant, understood;
      std::string verdict;
    } const cases[] = {
        {three, three, "same"},
        {{}, {}, "same"},
        {{""}, {""}, "same"},

        {three, {"helloworldmusibii"}, "merged"},
        {three, {"helloworld", "musibii"}, "merged"},
        {three, {"hello", "worldmusibii"}, "merged"},
        {three, {"hellow", "orld", "musibii"}, "merged"},
        {three, {"helloworld"}, "merged"},
        {{"a", "a"}, {"aa"}, "merged"},

        {three, {"he", "llo", "world", "musibii"}, "torn"},
        {three, {"hello", "world", "musi", "bii"}, "torn"},
        {three, {"h"}, "torn"},
        {three, {"hello", "wor"}, "torn"},
        {three, {"hello", "wor", "???"}, "torn"},
        {{"aa"}, {"a"}, "torn"},
        {{"aa"}, {"a", "a"}, "torn"},

        {three, {"hellow", "o", "rldmusibii"}, "merged"},  // then torn: the first counts
        {three, {"hel", "loworldmusibii"}, "torn"},        // then merged

        {three, {}, "lost"},
        {three, {"hello"}, "lost"},
        {three, {"world"}, "lost"},
        {three, {"hello", "musibii"}, "lost"},
        {{"a", "a"}, {"a"}, "lost"},
        {{"a", ""}, {"a"}, "lost"},
        {{""}, {}, "lost"},

        {three, {"hello", "world", "musibii", "x"}, "extra"},
        {three, {"x", "hello", "world", "musibii"}, "extra"},
        {three, {"hello", "hello", "world", "musibii"}, "extra"},
        {three, {"hello", "world", "", "musibii", ""}, "extra"},
        {{"hello"}, {"", "hello"}, "extra"},
        {{}, {""}, "extra"},

        {three, {"world", "hello", "musibii"}, "garbled"},
        {three, {"hellO", "world", "musibii"}, "garbled"},
        {three, {"helloWorld"}, "garbled"},
        {three, {"hello", "orld", "musibii"}, "garbled"},
        {three, {"hello", "", "musibii"}, "garbled"},
        {{"hello"}, {""}, "garbled"},
        {{"雨"}, {"\xef\xbf\xbd"}, "garbled"},
        {{"hello"}, {"hello\r"}, "garbled"},
        {{"hello"}, {std::string("hello\0", 6)}, "garbled"},
        {{""}, {"a"}, "garbled"},
    };
    for (const auto& c : cases) {
      CAPTURE(fmt::format("{} -> {}", fmt::join(c.meant, "|"), fmt::join(c.understood, "|")));
      CHECK(verdict(c.meant, c.understood) == c.verdict);
    }
  }

  TEST_CASE("the same bytes, however cut, are same, merged or torn") {
    Random random;
    for (int round = 0; round < kRounds; ++round) {
      const Messages meant = random.messages();
      const Messages understood = random.cut(joined(meant));
      const std::string seen = verdict(meant, understood);
      CAPTURE(fmt::format("{} -> {}", fmt::join(meant, "|"), fmt::join(understood, "|")));
      REQUIRE((seen == "same") == (meant == understood));
      REQUIRE((seen == "same" || seen == "merged" || seen == "torn"));
    }
  }

  TEST_CASE("a stream that ends early is never garbled and never extra") {
    Random random;
    for (int round = 0; round < kRounds; ++round) {
      const Messages meant = random.messages();
      const std::string stream = joined(meant);
      const Messages understood = random.cut(stream.substr(0, random.below(stream.size())));
      const std::string seen = verdict(meant, understood);
      CAPTURE(fmt::format("{} -> {}", fmt::join(meant, "|"), fmt::join(understood, "|")));
      REQUIRE((seen == "lost" || seen == "merged" || seen == "torn"));
    }
  }

  TEST_CASE("a message left out is lost, and one put in is extra") {
    Random random;
    for (int round = 0; round < kRounds; ++round) {
      const Messages meant = random.messages();
      Messages fewer = meant;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(random.below(meant.size())));
      Messages more = meant;
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(random.below(meant.size() + 1)),
                  random.messages().front());
      CAPTURE(fmt::format("{}", fmt::join(meant, "|")));
      REQUIRE(verdict(meant, fewer) == "lost");
      REQUIRE(verdict(meant, more) == "extra");
    }
  }

  TEST_CASE("every verdict has one name, and no other word is one") {
    for (int i = 0; i <= static_cast<int>(Verdict::inconclusive); ++i)
      CHECK(verdict_from_name(verdict_name(static_cast<Verdict>(i))) == static_cast<Verdict>(i));
    CHECK_FALSE(verdict_from_name("sticky").has_value());
    CHECK_FALSE(verdict_from_name("").has_value());
  }
}
