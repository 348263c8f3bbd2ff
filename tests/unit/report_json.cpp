#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/json.hpp"
#include "report_samples.hpp"

using namespace stickylab;
using nlohmann::json;

namespace {
const Environment kHere{
    "Linux 6.18", Net::loopback, {"calls", "kernel"}, {{"net.ipv4.tcp_autocorking", "1"}}};
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the comparison document has the shape of the contract") {
    const auto sample = samples::two_writes_one_read();
    const json doc = json::parse(comparison_json({{&sample.lab, &sample.comparison}}, kHere));
    CHECK(doc["schema"] == "stickylab/comparison/1");
    CHECK(doc["environment"]["net"] == "loopback");
    CHECK(doc["environment"]["evidence"] == json{"calls", "kernel"});
    const json& lab = doc["labs"][0];
    CHECK(lab["id"] == "01");
    CHECK(lab["name"] == "two-writes-one-read");
    CHECK(lab["outcome"] == "reproduced");
    CHECK(lab["expected_messages"] == json{"hello", "world"});
    CHECK(lab["broken"]["verdict"] == "merged");
    CHECK(lab["broken"]["messages"].size() == 1);
    CHECK(lab["broken"]["reads"] == 1);
    CHECK(lab["broken"]["reads"].is_number_integer());
    CHECK(lab["broken"]["exit"]["sender"] == 0);
    CHECK(lab["differences"][1]["what"] == "messages");
    CHECK(lab["differences"][1]["fixed"] == 2);
  }

  TEST_CASE("a cut character is replaced in messages and true in messages_hex") {
    auto sample = samples::two_writes_one_read();
    sample.comparison.broken.messages = {"\xe4\xb8\x8b\xe9\x9b"};
    const json doc = json::parse(comparison_json({{&sample.lab, &sample.comparison}}, kHere));
    const json& broken = doc["labs"][0]["broken"];
    CHECK(broken["messages"].size() == 1);
    CHECK(broken["messages_hex"][0] == "e4b88be99b");
  }

  TEST_CASE("a number that could not be observed is absent") {
    const auto sample = samples::empty_read();
    const json doc =
        json::parse(run_json(sample.lab, Version::broken, sample.comparison.broken, kHere));
    CHECK(doc["schema"] == "stickylab/run/1");
    CHECK(doc["version"] == "broken");
    CHECK_FALSE(doc.contains("segments"));
    CHECK(doc["exit"]["receiver"] == 1);
  }

  TEST_CASE("a signal is named where an exit status would stand") {
    Observation seen = samples::observation(Verdict::crash, {}, {});
    seen.reason = Reason::signaled;
    seen.receiver = {Ending::How::signaled, 11};
    const json doc = json::parse(run_json({}, Version::fixed, seen, kHere));
    CHECK(doc["exit"]["receiver"] == "SIGSEGV");
    CHECK(doc["reason"] == "signaled");
  }

  TEST_CASE("a check counts, and carries its first failure") {
    const auto sample = samples::two_writes_one_read();
    CheckFailure failure{17, Trace(sample.broken), Trace(sample.fixed), sample.comparison};
    failure.comparison.outcome = Outcome::inconclusive;
    const json doc = json::parse(
        check_json({{&sample.lab, 200, 198, 2, failure}, {&sample.lab, 5, 5, 0, {}}}, kHere));
    CHECK(doc["schema"] == "stickylab/check/1");
    CHECK(doc["labs"][0]["inconclusive"] == 2);
    CHECK(doc["labs"][0]["first_failure"]["run"] == 17);
    CHECK(doc["labs"][0]["first_failure"]["outcome"] == "inconclusive");
    CHECK_FALSE(doc["labs"][1].contains("first_failure"));
  }

  TEST_CASE("the list has both languages, and how far the user has come") {
    Lab lab = samples::empty_read().lab;
    const json plain = json::parse(list_json({{lab, LabState::open}}));
    CHECK_FALSE(plain["labs"][0].contains("topic"));
    lab.teaching.topic = Text{"The last read", "最后一次读"};
    const json doc = json::parse(list_json({{lab, LabState::wrong}}));
    CHECK(doc["labs"][0]["topic"]["en"] == "The last read");
    CHECK(doc["labs"][0]["state"] == "wrong");
    CHECK(doc["schema"] == "stickylab/list/1");
    CHECK(doc["labs"][0]["title"]["zh"] == "空读");
    CHECK(doc["labs"][0]["part"] == 1);
  }
}
