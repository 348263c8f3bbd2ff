// The outcomes of a lab's runs, each counted.
#include "report/tally.hpp"

#include <doctest/doctest.h>

#include "report_samples.hpp"

using namespace stickylab;

namespace {

std::string told(const Tally& tally, bool gates, const View& view = {}, int times = 0) {
  const auto sample = samples::two_writes_one_read();
  return tally_text({sample.lab, Version::broken, gates, 2, times}, tally, {.kernel = "Linux 6.18"},
                    view);
}

bool tells(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the most frequent outcome comes first, and runs that differ in a message are apart") {
    Tally tally;
    tally.add(samples::observation(Verdict::same, {"hello", "world"}, {}));
    for (int i = 0; i < 3; ++i)
      tally.add(samples::observation(Verdict::merged, {"helloworld"}, {}));
    tally.add(samples::observation(Verdict::merged, {"hellow"}, {}));
    const std::string text = told(tally, false);
    CHECK(tells(text, "broken, 5 runs:"));
    CHECK(tells(text, "     3  ✗ merged  \"helloworld\"\n"));
    CHECK(tells(text, "     1  ✓ same    \"hello\" \"world\"\n"));
    CHECK(tells(text, "     1  ✗ merged  \"hellow\"\n"));
    CHECK(text.find("     3") < text.find("     1"));
    CHECK(tells(text, "Without gates"));
    CHECK(tells(told(tally, true), "gates were on"));
    CHECK(tells(told(tally, true, {.lang = Lang::zh}), "出错版，运行 5 次："));
  }

  TEST_CASE("fewer runs than were asked for were interrupted") {
    Tally tally;
    tally.add(samples::observation(Verdict::merged, {"helloworld"}, {}));
    CHECK(tells(told(tally, true, {}, 20), "broken, interrupted after 1 of 20 runs:"));
    CHECK(tells(told(tally, true, {}, 1), "broken, 1 runs:"));
  }

  TEST_CASE("what could not be judged says why, and many outcomes are summed up") {
    Tally tally;
    Observation seen = samples::observation(Verdict::inconclusive, {}, {});
    seen.reason = Reason::gate_not_seen;
    tally.add(seen);
    CHECK(tells(told(tally, true), "1  ? inconclusive  what the lab needs"));
    for (int i = 0; i < 24; ++i)
      tally.add(samples::observation(Verdict::garbled, {std::to_string(i / 2)}, {}));
    CHECK(tells(told(tally, true), "and 3 more outcomes, of 5 runs together"));
  }
}
