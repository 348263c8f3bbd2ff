// What may happen to datagrams, how it is written, and what a receiver of them can be asked for.
#include "judge/datagrams.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <set>

#include "recording_by_hand.hpp"
#include "schedule/fewest.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

using Messages = std::vector<std::string>;
using Order = std::vector<std::size_t>;

const Messages kMeant = {"hello", "world"};
const Messages kFrames = {std::string("\0\0\0\5hello", 9), std::string("\0\0\0\5world", 9)};
const Mishaps kAll = {Mishap::Kind::lose, Mishap::Kind::twice, Mishap::Kind::swap,
                      Mishap::Kind::late};

Order arriving(const char* schedule, std::size_t count) {
  return arrivals(parse_schedule(schedule).mishaps, count);
}

Messages lines(std::size_t count, const Mishaps& kinds = kAll) {
  Messages lines;
  for (const Schedule& schedule : datagram_deliveries(count, kinds, 1))
    lines.push_back(print_schedule(schedule));
  return lines;
}

Verdict verdict(const char* schedule, const Messages& understood, std::size_t datagrams = 2) {
  return Due(kMeant, datagrams, parse_schedule(schedule).mishaps).verdict(understood);
}

Attempt judged(const char* schedule, const Recording& recording) {
  return judge_datagrams(kMeant, kFrames, parse_schedule(schedule), Trace(recording));
}

ByHand run(const std::string& printed, int code = 0) {
  return ByHand().prints(1, printed).exits(2, kReceiver, code);
}

ByHand waits(const std::string& printed) {
  return ByHand()
      .prints(1, printed)
      .stopped(2, Stop::silence, "")
      .add(3, kReceiver, ProcessExited{.signal = SIGKILL, .stopped = true});
}

}  // namespace

TEST_SUITE("datagrams") {
  TEST_CASE("a line of mishaps prints as it was read") {
    for (const char* line : {"lose=2", "twice=3", "swap=1,2", "late=2", "lose=2 twice=3",
                             "twice=1 twice=2 swap=1,3 late=4", "late=18446744073709551615"})
      CHECK(print_schedule(parse_schedule(line)) == line);
  }

  TEST_CASE("what cannot be is refused") {
    for (const char* line :
         {"lose", "lose=", "lose=0", "lose=x", "lose=1,2", "swap=1", "swap=2,1", "swap=1,1",
          "swap=0,1", "swap=1,2,3", "lose=1 lose=1", "lose=1 twice=1", "swap=1,2 lose=2",
          "whole lose=1", "lose=1 merged", "lose=1 fin@3", "lose=1 cuts=2", "cuts=2 lose=1"}) {
      CAPTURE(line);
      CHECK_THROWS_AS(parse_schedule(line), ScheduleError);
    }
  }

  TEST_CASE("mishaps change what arrives, whatever their order in the line") {
    CHECK(arriving("whole", 3) == Order{1, 2, 3});
    CHECK(arriving("lose=2", 3) == Order{1, 3});
    CHECK(arriving("twice=2", 3) == Order{1, 2, 2, 3});
    CHECK(arriving("swap=1,3", 3) == Order{3, 2, 1});
    CHECK(arriving("late=1", 3) == Order{2, 3, 1});
    CHECK(arriving("lose=2 twice=3", 3) == Order{1, 3, 3});
    CHECK(arriving("twice=1 swap=1,2", 3) == arriving("swap=1,2 twice=1", 3));
    CHECK(arriving("late=1 twice=1", 2) == Order{2, 1, 1});
    CHECK(arriving("lose=9 twice=8 swap=2,7 late=6", 2) == Order{1, 2});
  }

  TEST_CASE("the deliveries of two datagrams, the simplest first") {
    CHECK(lines(2) == Messages{"whole", "whole merged", "lose=1", "lose=2", "twice=1", "twice=2",
                               "swap=1,2", "lose=1 twice=2", "lose=2 twice=1", "twice=1 twice=2",
                               "twice=1 swap=1,2", "twice=2 swap=1,2"});
    CHECK(lines(1) == Messages{"whole", "whole merged", "lose=1", "twice=1"});
    CHECK(lines(0) == Messages{"whole", "whole merged"});
    CHECK(lines(2, {Mishap::Kind::twice}) ==
          Messages{"whole", "whole merged", "twice=1", "twice=2", "twice=1 twice=2"});
  }

  TEST_CASE("no two deliveries bring the same, and none but a lone loss brings nothing") {
    for (const std::size_t count : {2U, 3U, 5U, 9U, 40U, 1000U}) {
      CAPTURE(count);
      std::set<Order> seen;
      std::size_t most = 0;
      for (const Schedule& schedule : datagram_deliveries(count, kAll, 1)) {
        CHECK(parse_schedule(print_schedule(schedule)) == schedule);
        CHECK_NOTHROW(check_for_datagrams(schedule, count));
        CHECK(schedule.mishaps.size() <= 4);
        most = std::max(most, schedule.mishaps.size());
        const Order order = arrivals(schedule.mishaps, count);
        CHECK_FALSE(order.empty());
        if (schedule.stream.pacing == Pacing::drained) CHECK(seen.insert(order).second);
      }
      CHECK(seen.size() < 2000);
      CHECK(most >= 2);
    }
    CHECK(lines(1000) == lines(1000));
  }

  TEST_CASE("a datagram that there is not, and what is for streams") {
    CHECK_THROWS_AS(check_for_datagrams(parse_schedule("lose=3"), 2), ScheduleError);
    CHECK_THROWS_AS(check_for_datagrams(parse_schedule("swap=1,3"), 2), ScheduleError);
    for (const char* line :
         {"cuts=1", "every=1", "random=1", "whole fin@1", "whole silence", "whole replies whole"})
      CHECK_THROWS_AS(check_for_datagrams(parse_schedule(line), 2), ScheduleError);
    CHECK_NOTHROW(check_for_datagrams(parse_schedule("whole merged"), 2));
    CHECK_THROWS_AS(check_for_stream(parse_schedule("lose=1")), ScheduleError);
    CHECK_NOTHROW(check_for_stream(parse_schedule("cuts=1")));
  }

  TEST_CASE("each message that was brought is due once") {
    CHECK(verdict("whole", kMeant) == Verdict::same);
    CHECK(verdict("whole", {"hello"}) == Verdict::lost);
    CHECK(verdict("whole", {"hello", "hello", "world"}) == Verdict::extra);
    CHECK(verdict("whole", {"world", "hello"}) == Verdict::garbled);
    CHECK(verdict("whole", {"helloworld"}) == Verdict::merged);
    CHECK(verdict("whole", {"hel", "world"}) == Verdict::torn);
    CHECK(verdict("whole", {"hello", "", "world"}) == Verdict::extra);
    CHECK(verdict("whole", {"hello", "wor\xff"}) == Verdict::garbled);
  }

  TEST_CASE("what was lost is not due, nor can it be said") {
    CHECK(verdict("lose=2", {"hello"}) == Verdict::same);
    CHECK(verdict("lose=2", {}) == Verdict::lost);
    CHECK(verdict("lose=2", kMeant) == Verdict::extra);
    CHECK(verdict("lose=1", {"world"}) == Verdict::same);
    CHECK(verdict("lose=1", {"worl"}) == Verdict::torn);
  }

  TEST_CASE("a copy may be said again or not") {
    CHECK(verdict("twice=1", kMeant) == Verdict::same);
    CHECK(verdict("twice=1", {"hello", "hello", "world"}) == Verdict::same);
    CHECK(verdict("twice=1", {"hello", "hello"}) == Verdict::lost);
    CHECK(verdict("twice=1", {"hello", "hello", "hello", "world"}) == Verdict::extra);
    CHECK(verdict("twice=2", {"hello", "hello", "world"}) == Verdict::extra);
    CHECK(verdict("twice=1", {"hello", "world", "hello"}) == Verdict::garbled);
  }

  TEST_CASE("where the network changed the order, any will do") {
    CHECK(verdict("swap=1,2", kMeant) == Verdict::same);
    CHECK(verdict("swap=1,2", {"world", "hello"}) == Verdict::same);
    CHECK(verdict("late=1", {"world", "hello"}) == Verdict::same);
    CHECK(verdict("swap=1,2", {"world"}) == Verdict::lost);
  }

  TEST_CASE("where messages and datagrams are not as many, less can be asked") {
    CHECK(verdict("whole", kMeant, 3) == Verdict::same);
    CHECK(verdict("whole", {"hello"}, 3) == Verdict::lost);
    CHECK(verdict("lose=2", {"hello"}, 3) == Verdict::same);
    CHECK(verdict("lose=2", {"hel"}, 3) == Verdict::torn);
    CHECK(verdict("twice=3", {"hello", "world", "world"}, 3) == Verdict::same);
    CHECK(verdict("twice=3", {"hello"}, 3) == Verdict::lost);
  }

  TEST_CASE("more may come of what is not yet wrong") {
    const Due due(kMeant, 2, {});
    CHECK(due.may_be_met({}));
    CHECK(due.may_be_met({"hello"}));
    CHECK_FALSE(due.may_be_met({"hel"}));
    CHECK_FALSE(due.may_be_met({"hello", "hello"}));
    CHECK(due.is_met(kMeant));
    CHECK_FALSE(due.is_met({"hello"}));
  }

  TEST_CASE("a receiver that waits for more has no fault, nor has one that ended well") {
    constexpr const char* kBoth = "message: hello\nmessage: world\n";
    CHECK(judged("whole", waits(kBoth)).fault == Fault::none);
    CHECK(judged("whole", run(kBoth)).fault == Fault::none);
    CHECK(judged("lose=1", waits("message: world\n")).fault == Fault::none);
    CHECK(judged("lose=1", waits("")).fault == Fault::verdict);
  }

  TEST_CASE("it may fail where a datagram is missing, and only there") {
    constexpr const char* kBoth = "message: hello\nmessage: world\n";
    CHECK(judged("whole", run(kBoth, 1)).fault == Fault::crash);
    CHECK(judged("twice=1", run(kBoth, 1)).fault == Fault::crash);
    CHECK(judged("lose=2", run("message: hello\n", 1)).fault == Fault::none);
    const ByHand killed =
        ByHand().prints(1, "message: hello\n").add(2, kReceiver, ProcessExited{.signal = SIGSEGV});
    CHECK(judged("lose=2", killed).fault == Fault::crash);
  }

  TEST_CASE("datagrams that are left unread are a hang") {
    const ByHand stopped =
        ByHand()
            .prints(1, "message: hello\nmessage: world\n")
            .stopped(2, Stop::deadline, "3 s")
            .add(3, kReceiver, ProcessExited{.signal = SIGKILL, .stopped = true});
    CHECK(judged("twice=1", stopped).fault == Fault::hang);
  }

  TEST_CASE("the fewest of a list that fails") {
    const auto fails = [](const Order& list) {
      return std::count(list.begin(), list.end(), 3U) > 0 &&
             std::count(list.begin(), list.end(), 5U) > 0;
    };
    CHECK(fewest<std::size_t>({1, 2, 3, 4, 5, 6}, fails) == Order{3, 5});
    CHECK(fewest<std::size_t>({3, 5}, fails) == Order{3, 5});
    CHECK(fewest<std::size_t>({7}, fails) == Order{7});
    CHECK(fewest<std::size_t>({}, fails).empty());
  }
}
