// A client and a server of one's own: what counts, what differs, which deliveries, fewest cuts.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/input_error.hpp"
#include "judge/own_outcome.hpp"
#include "schedule/both_ways.hpp"
#include "schedule/groups.hpp"
#include "schedule/shrink.hpp"

using namespace stickylab;

namespace {

constexpr Actor kServer{0};
constexpr Actor kClient{1};
constexpr Actor kCheck{2};
constexpr Actor kNextClient{3};
constexpr Actor kNextCheck{4};

Event event(Actor who, EventData data) {
  return {.time_ns = 0, .seq = 0, .who = who, .data = std::move(data)};
}

OwnOutcome told(const std::string& output, const std::string& replies) {
  return {.client_output = output,
          .client = {.how = Ending::How::exited, .code = 0},
          .replies = replies};
}

std::optional<Unlike> what(const std::optional<OwnDifference>& difference) {
  return difference ? std::optional(difference->what) : std::nullopt;
}

/// Fails if all of these cuts are made, and counts how often it was asked.
struct Needs {
  std::vector<std::size_t> stream;
  std::vector<std::size_t> replies;
  std::size_t asked = 0;

  static bool has(const Cutting& cutting, std::size_t size, const std::vector<std::size_t>& all) {
    std::vector<std::size_t> cuts;
    std::size_t at = 0;
    for (const std::size_t piece : pieces(cutting, 0, size)) cuts.push_back(at += piece);
    return std::includes(cuts.begin(), cuts.end(), all.begin(), all.end());
  }
  std::optional<std::size_t> operator()(const std::vector<Schedule>& schedules) {
    for (std::size_t i = 0; i < schedules.size(); ++i) {
      ++asked;
      if (has(schedules[i].stream, 100, stream) && has(*schedules[i].replies, 100, replies))
        return i;
    }
    return std::nullopt;
  }
};

}  // namespace

TEST_CASE("what counts of a text: all, lines, groups, not what is ignored") {
  Counting counting;
  CHECK(counting.of("a 1\nb 2\n") == "a 1\nb 2\n");
  counting.ignore("[0-9]+");
  CHECK(counting.of("a 1\nb 23") == "a \nb ");
  counting.count("b (.*)");
  CHECK(counting.of("a 1\nb x\n") == "x\n");
  CHECK(counting.of("") == "");
  Counting lines;
  lines.count("^ok");
  CHECK(lines.of("ok 1\nno\nok 2\n") == "ok 1\nok 2\n");
  CHECK(lines.of(std::string("ok \xff\n")) == "ok \xff\n");  // bytes are no UTF-8
  CHECK_THROWS_AS(lines.count("("), InputError);
}

TEST_CASE("each client of a run has an outcome of its own") {
  const OwnCast cast{kServer, {{kClient, kCheck}, {kNextClient, kNextCheck}}};
  Recording recording;
  recording.events = {
      event(kServer, Output{true, "starting\n"}), event(kClient, ProcessStarted{}),
      event(kClient, Relayed{"GET", 1}),          event(kServer, Relayed{"ok", 1}),
      event(kClient, Output{false, "one"}),       event(kClient, ProcessExited{.code = 3}),
      event(kServer, Output{false, "served"}),    event(kCheck, ProcessStarted{}),
      event(kCheck, Output{false, "7"}),          event(kNextClient, ProcessStarted{}),
      event(kServer, Relayed{"no", 2}),           event(kServer, ProcessExited{.signal = 11}),
      event(kHarness, Stopped{Stop::over, ""})};
  const std::vector<OwnOutcome> outcomes = own_outcomes_of(recording, cast);
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].client_output == "one");
  CHECK(outcomes[0].client.code == 3);
  CHECK(outcomes[0].said.at(1).requests == "GET");
  CHECK(outcomes[0].replies == "ok");
  CHECK(outcomes[0].server_output == "served");
  CHECK(outcomes[0].check_output == "7");
  CHECK_FALSE(outcomes[0].server);
  CHECK(outcomes[1].replies == "no");
  CHECK(outcomes[1].server->code == 11);
  CHECK_FALSE(outcomes[1].stopped);
}

TEST_CASE("a server that never listens is told with its words") {
  Recording recording;
  recording.events = {event(kServer, Output{true, "port in use\n"}),
                      event(kHarness, Stopped{Stop::not_ready, "exit 1"})};
  const auto outcomes = own_outcomes_of(recording, {kServer, {{kClient, {}}}});
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].server_errors == "port in use\n");
  CHECK(what(unlike({}, outcomes[0], {})) == Unlike::not_run);
}

TEST_CASE("the first respect that counts is told") {
  const OwnOutcome meant = told("a\n", "R");
  CHECK_FALSE(unlike(meant, told("a\n", "R"), {}));
  CHECK(what(unlike(meant, told("b\n", "R"), {})) == Unlike::client_output);
  CHECK(what(unlike(meant, told("a\n", "S"), {})) == Unlike::replies);
  OwnOutcome other = told("a\n", "R");
  other.client.code = 1;
  CHECK(what(unlike(meant, other, {})) == Unlike::client_exit);
  other = told("a\n", "R");
  other.server_output = "x";
  CHECK_FALSE(unlike(meant, other, {}));
  Counting of_server;
  of_server.judged = Judged::server;
  CHECK(what(unlike(meant, other, of_server)) == Unlike::server_output);
  CHECK_FALSE(unlike(meant, told("b\n", "R"), of_server));
  other.server = Ending{.how = Ending::How::signaled, .code = 11};
  CHECK(what(unlike(meant, other, {})) == Unlike::crash);
  other.server = Ending{.how = Ending::How::exited, .code = 1};
  CHECK(what(unlike(meant, other, {})) == Unlike::server_exit);
}

TEST_CASE("what is expected stands in the place of what the uncut run gave") {
  Counting counting;
  counting.expected = "c\n";
  const OwnOutcome meant = meant_by(told("a\n", "R"), counting);
  CHECK_FALSE(unlike(meant, told("c\n", "R"), counting));
  CHECK(what(unlike(meant, told("a\n", "R"), counting)) == Unlike::client_output);
}

TEST_CASE("an uncut run in which nothing counts proves nothing") {
  Counting counting;
  CHECK_FALSE(says_nothing(told("a\n", ""), counting));
  CHECK_FALSE(says_nothing(told("", "R"), counting));
  CHECK(says_nothing(told("", ""), counting));
  counting.count("^b");
  CHECK(says_nothing(told("a\n", "R"), counting));
  CHECK(counting.chooses());
}

TEST_CASE("a conversation is cut both ways, each delivery once, those first that find most") {
  const auto all = both_ways(12, 5, 1);
  CHECK(print_schedule(all.at(0)) == "whole replies whole");
  CHECK(print_schedule(all.at(1)) == "whole merged replies whole merged");
  CHECK(print_schedule(all.at(2)) == "every=1 replies every=1");
  for (std::size_t at = 1; at < 12; ++at) {
    const auto wanted = "cuts=" + std::to_string(at) + " replies whole";
    CHECK(std::count_if(all.begin(), all.end(),
                        [&](const Schedule& s) { return print_schedule(s) == wanted; }) == 1);
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    CHECK(std::count(all.begin(), all.end(), all[i]) == 1);
  for (const Schedule& schedule : both_ways(12, 0, 1))
    CHECK(pieces(schedule.replies.value(), 0, 0).empty());
  CHECK(few_ways(10'000, 10'000, 1).size() < 70);
  for (const Schedule& schedule : both_ways(1'000'000, 1'000'000, 1))
    CHECK(pieces(schedule.stream, 0, 1'000'000).size() <= 2 * 4096);
}

TEST_CASE("the fewest cuts of both directions that fail are found") {
  const Schedule all{.stream = {.kind = Cutting::Cuts::every, .at = {}, .number = 1},
                     .replies = Cutting{.kind = Cutting::Cuts::every, .at = {}, .number = 1},
                     .after = {}};
  struct Case {
    Needs needs;
    const char* fewest;
  };
  for (Case one :
       {Case{{{7}, {}}, "cuts=7 replies whole"}, Case{{{}, {42}}, "whole replies cuts=42"},
        Case{{{3, 50, 99}, {1}}, "cuts=3,50,99 replies cuts=1"},
        Case{{{}, {}}, "cuts=1 replies whole"}}) {
    const Schedule fewest = fewest_cuts(all, 100, 100, std::ref(one.needs));
    CHECK(print_schedule(fewest) == one.fewest);
    CHECK(one.needs.asked < 200);
  }
  Needs never{{200}, {}};
  CHECK(fewest_cuts(all, 100, 100, std::ref(never)).stream.at.size() == 99);
  const Schedule merged{.stream = {.at = {}, .pacing = Pacing::merged}, .replies = {}, .after = {}};
  CHECK(fewest_cuts(merged, 100, 100, std::ref(never)) == merged);
}

TEST_CASE("a line that counts ends before its newline") {
  Counting counting;
  counting.count("^a+$");
  CHECK(counting.of("aa\nab\na") == "aa\na\n");
  Counting ignoring;
  ignoring.ignore("b$");
  CHECK(ignoring.of("ab\nb\nba") == "a\n\nba");
}

TEST_CASE("each delivery is of one group") {
  const auto group = [](const char* line) { return group_name(group_of(parse_schedule(line))); };
  CHECK(group("whole replies whole") == "whole");
  CHECK(group("whole merged replies whole") == "merged");
  CHECK(group("cuts=4 replies whole") == "request-cuts");
  CHECK(group("whole replies cuts=4") == "reply-cuts");
  CHECK(group("every=1 replies whole") == "sizes");
  CHECK(group("cuts=4 replies cuts=4") == "several-cuts");
  CHECK(group("random=1 replies every=2") == "random");
  CHECK(group("cuts=4 rst@9") == "endings");
}
