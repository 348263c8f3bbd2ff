// What a sender was seen to send, and whether a receiver held under a delivery.
#include "judge/trial.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include "recording_by_hand.hpp"
#include "schedule/deliveries.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

using Messages = std::vector<std::string>;

const Messages kMeant = {"hello", "world"};
constexpr const char* kBoth = "message: hello\nmessage: world\n";

class ByRelay : public ByHand {
 public:
  ByRelay& sent(std::string bytes) { return passed(kSender, std::move(bytes)); }
  ByRelay& replied(std::string bytes) { return passed(kReceiver, std::move(bytes)); }

 private:
  ByRelay& passed(Actor who, std::string bytes) {
    add(++ms_, who, Relayed{std::move(bytes)});
    return *this;
  }
  double ms_ = 0;
};

CallReturned returns(Call call, std::uint64_t socket, std::int64_t result) {
  CallReturned returned;
  returned.what.call = call;
  returned.what.socket = socket;
  returned.what.value = call == Call::shutdown ? 1 : 0;
  returned.result = result;
  return returned;
}

Attempt judged(const char* schedule, const Recording& recording) {
  return judge_delivery(kMeant, parse_schedule(schedule), recording);
}

Fault fault(const char* schedule, const Recording& recording) {
  return judged(schedule, recording).fault;
}

ByHand run(const std::string& printed, int code = 0) {
  return ByHand().prints(1, printed).exits(2, kReceiver, code);
}

/// The harness ended the receiver.
ByHand stopped(Stop why, const std::string& printed = "") {
  return ByHand()
      .prints(1, printed)
      .stopped(2, why, "why")
      .add(3, kReceiver, ProcessExited{.signal = SIGKILL, .stopped = true});
}

/// A right receiver's attempt at a stream that ends after so many bytes: two frames of nine.
Attempt early(StreamEnd end, std::size_t after) {
  Attempt attempt{.schedule = {.stream = {}, .replies = {}, .end = end, .after = after}};
  attempt.understood.assign(kMeant.begin(), kMeant.begin() + static_cast<long>(after / 9));
  const bool is_between = after % 9 == 0;
  attempt.ending = {Ending::How::exited, is_between && end == StreamEnd::fin ? 0 : 1};
  if (end == StreamEnd::silence) attempt.ending = {Ending::How::stopped, 0};
  return attempt;
}

std::vector<Attempt> early_attempts() {
  std::vector<Attempt> attempts;
  for (const Schedule& schedule : early_endings(18, 1))
    attempts.push_back(early(schedule.end, *schedule.after));
  return attempts;
}

/// The schedules that are marked.
Messages silent(std::vector<Attempt> attempts) {
  mark_silent_ends(kMeant, attempts);
  Messages lines;
  for (const Attempt& attempt : attempts)
    if (attempt.fault == Fault::silent_end) lines.push_back(print_schedule(attempt.schedule));
  return lines;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what a sender sent is all that passed, however it was cut") {
    const Stream stream = sent_stream(ByRelay().sent("hel").sent("lowor").sent("ld"));
    CHECK(stream.bytes == "helloworld");
    CHECK(stream.turns.empty());
    CHECK(sent_stream(Recording()).bytes.empty());
  }

  TEST_CASE("a turn is where the sender went on after a reply") {
    const Stream stream = sent_stream(
        ByRelay().sent("alpha").replied("ok").sent("br").sent("avo").replied("ok").sent("delta"));
    CHECK(stream.bytes == "alphabravodelta");
    CHECK(stream.turns == std::vector<Turn>{{5, 2}, {10, 4}});
  }

  TEST_CASE("a reply in pieces makes one turn, the last reply none") {
    const Stream stream =
        sent_stream(ByRelay().sent("a").replied("o").replied("k").sent("b").replied("ok"));
    CHECK(stream.turns == std::vector<Turn>{{1, 2}});
  }

  TEST_CASE("whether a sender closed before its last reply is seen in its calls") {
    const auto closing_at = [](double ms, Call call) {
      return sent_stream(ByRelay()
                             .sent("a")
                             .replied("ok")
                             .call(0.5, kSender, returns(Call::send, 7, 1))
                             .call(ms, kSender, returns(call, 7, 0)))
          .ends_answered;
    };
    CHECK(closing_at(3, Call::close));
    CHECK_FALSE(closing_at(1.5, Call::close));
    CHECK_FALSE(closing_at(1.5, Call::shutdown));
    CHECK(sent_stream(ByRelay().sent("a").replied("ok")).ends_answered);
    CHECK_FALSE(sent_stream(ByRelay().sent("a")).ends_answered);
  }

  TEST_CASE("a receiver that speaks first is waited for") {
    const Stream stream = sent_stream(ByRelay().replied("220 ready").sent("HELO"));
    CHECK(stream.turns == std::vector<Turn>{{0, 9}});
  }

  TEST_CASE("a receiver that understood all and ended well has no fault") {
    const Attempt attempt = judged("cuts=4", run(kBoth));
    CHECK(attempt.fault == Fault::none);
    CHECK(attempt.verdict == Verdict::same);
    CHECK(attempt.understood == kMeant);
    CHECK(print_schedule(attempt.schedule) == "cuts=4");
    CHECK(attempt.ending.how == Ending::How::exited);
  }

  TEST_CASE("messages that are not those meant are a fault by verdict") {
    const struct {
      const char* printed;
      Verdict verdict;
    } kCases[] = {
        {"message: helloworld\n", Verdict::merged},
        {"message: hel\nmessage: loworld\n", Verdict::torn},
        {"message: hello\n", Verdict::lost},
        {"", Verdict::lost},
        {"message: hello\nmessage: \nmessage: world\n", Verdict::extra},
        {"message: hello\nmessage: dlrow\n", Verdict::garbled},
    };
    for (const auto& [printed, verdict] : kCases) {
      CAPTURE(printed);
      const Attempt attempt = judged("whole", run(printed));
      CHECK(attempt.fault == Fault::verdict);
      CHECK(attempt.verdict == verdict);
    }
  }

  TEST_CASE("wrong messages count before a wrong exit status") {
    CHECK(fault("whole", run("message: hello\n", 1)) == Fault::verdict);
  }

  TEST_CASE("a receiver that a signal ended crashed, whatever it understood") {
    CHECK(fault("whole", ByHand().prints(1, kBoth).dies(2, kReceiver, SIGSEGV)) == Fault::crash);
    CHECK(fault("whole", ByHand().dies(2, kReceiver, SIGABRT)) == Fault::crash);
    CHECK(fault("whole rst@3", ByHand().dies(2, kReceiver, SIGSEGV)) == Fault::crash);
  }

  TEST_CASE("to fail is a fault where all came and the sender closed in order, elsewhere none") {
    CHECK(fault("cuts=3", run(kBoth, 1)) == Fault::crash);
    CHECK(fault("whole merged", run(kBoth, 1)) == Fault::crash);
    for (const char* schedule : {"whole rst", "whole silence", "whole fin@17", "whole rst@17"}) {
      CAPTURE(schedule);
      CHECK(fault(schedule, run(kBoth, 1)) == Fault::none);
    }
  }

  TEST_CASE("a receiver that is still there at the deadline hangs, whatever it understood") {
    CHECK(fault("whole", stopped(Stop::deadline, kBoth)) == Fault::hang);
    CHECK(fault("whole fin@3", stopped(Stop::deadline)) == Fault::hang);
    CHECK(fault("whole", stopped(Stop::deadlock, kBoth)) == Fault::hang);
  }

  TEST_CASE("a receiver that waits while the stream is silent does as it should") {
    CHECK(fault("whole silence", stopped(Stop::silence, kBoth)) == Fault::none);
    CHECK(fault("whole silence@12", stopped(Stop::silence, "message: hello\n")) == Fault::none);
    CHECK(fault("whole silence@0", stopped(Stop::silence)) == Fault::none);
  }

  TEST_CASE("while the stream is silent a message may still lie in the program's own buffer") {
    const Recording recording = stopped(Stop::silence, "message: hello\n");
    CHECK(fault("whole silence", recording) == Fault::none);
    CHECK(fault("cuts=4 silence", stopped(Stop::silence)) == Fault::none);
    CHECK(fault("whole rst", recording) == Fault::verdict);

    const Attempt attempt = judged("whole silence", stopped(Stop::silence, "message: hel\n"));
    CHECK(attempt.fault == Fault::verdict);
    CHECK(attempt.verdict == Verdict::torn);
  }

  TEST_CASE("a receiver that did not run is not judged") {
    for (const Stop why : {Stop::not_started, Stop::not_ready, Stop::stage_lost}) {
      const Attempt attempt = judged("whole", ByHand().stopped(1, why, "exit 7"));
      CHECK(attempt.fault == Fault::not_run);
      CHECK(attempt.detail == "exit 7");
    }
  }

  TEST_CASE("a receiver that uses more than it may is at fault for that, whatever it understood") {
    for (const Stop why : {Stop::output, Stop::memory, Stop::processes, Stop::written,
                           Stop::descriptors, Stop::traffic}) {
      const Attempt attempt = judged("whole", stopped(why, kBoth));
      CHECK(attempt.fault == Fault::limit);
      CHECK(attempt.limit == why);
      CHECK(is_excess(why));
    }
    CHECK_FALSE(judged("whole", stopped(Stop::deadline, kBoth)).limit);
  }

  TEST_CASE("of a stream that ends early a beginning of the messages is right, nothing else is") {
    for (const char* printed : {"", "message: hello\n", kBoth})
      CHECK(fault("whole fin@12", run(printed, 1)) == Fault::none);
    CHECK(judged("whole fin@12", run("message: hello\nmessage: wor\n")).fault == Fault::verdict);
    CHECK(judged("whole fin@7", run("message: hel\n")).fault == Fault::verdict);
    CHECK(judged("whole fin@9", run("message: hello\nmessage: \n")).fault == Fault::verdict);
    CHECK(judged("whole fin@12", run("message: world\n")).fault == Fault::verdict);
  }

  TEST_CASE("a right receiver's early ends are not marked") {
    CHECK(silent(early_attempts()).empty());
  }

  TEST_CASE("one that never says that the stream ended too early is marked wherever it did") {
    std::vector<Attempt> attempts = early_attempts();
    for (Attempt& attempt : attempts)
      if (attempt.ending.how == Ending::How::exited) attempt.ending.code = 0;
    Messages expected;
    for (const Schedule& schedule : early_endings(18, 1)) {
      const bool is_between = *schedule.after == 0 || *schedule.after == 9;
      if (schedule.end != StreamEnd::silence && !is_between)
        expected.push_back(print_schedule(schedule));
    }
    CHECK(silent(attempts) == expected);
  }

  TEST_CASE("one silent end is enough, and the first place for a number of messages is allowed") {
    const auto ends_silently_at = [](std::size_t after) {
      std::vector<Attempt> attempts = early_attempts();
      attempts[after].ending.code = 0;
      return silent(attempts);
    };
    CHECK(ends_silently_at(1) == Messages{"whole fin@1"});
    CHECK(ends_silently_at(8) == Messages{"whole fin@8"});
    CHECK(ends_silently_at(9).empty());
    CHECK(ends_silently_at(17) == Messages{"whole fin@17"});
  }

  TEST_CASE("a fault that is there already, and one that has understood all, is left alone") {
    std::vector<Attempt> attempts = early_attempts();
    attempts[3].ending.code = 0;
    attempts[3].fault = Fault::verdict;
    attempts[17].ending.code = 0;
    attempts[17].understood = kMeant;
    CHECK(silent(attempts).empty());
    mark_silent_ends(kMeant, attempts);
    CHECK(attempts[3].fault == Fault::verdict);
  }

  TEST_CASE("each fault has a name of its own") {
    Messages names;
    for (const Fault fault : {Fault::none, Fault::verdict, Fault::silent_end, Fault::hang,
                              Fault::crash, Fault::not_run, Fault::limit, Fault::withheld})
      names.emplace_back(fault_name(fault));
    CHECK(names == Messages{"none", "verdict", "silent-end", "hang", "crash", "not-run", "limit",
                            "withheld"});
  }
}
