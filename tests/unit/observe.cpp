// What one run showed: messages, endings, numbers, and the verdict with its reason.
#include <doctest/doctest.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <iostream>

#include "judge/observation.hpp"
#include "lanes/verdict_text.hpp"
#include "recording_by_hand.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

Meant hello_world() { return {.messages = {"hello", "world"}, .gate = GateQueued{10}}; }

/// A run in which all was well: the gate seen, both messages understood, both ends at their end.
ByHand good_run() {
  return ByHand()
      .send({1, 2}, "hello")
      .send({3, 4}, "world")
      .recv({4, 5}, "helloworld", 10)
      .prints(6, "message: hello\nmessage: world\n")
      .exits(7, kSender)
      .exits(8, kReceiver);
}

ByHand run_without_gate() {
  return ByHand()
      .send(1, "hello")
      .recv(2, "hello", 5)
      .send(3, "world")
      .recv(4, "world", 5)
      .prints(5, "message: hello\nmessage: world\n");
}

/// "VERDICT REASON DETAIL"
std::string said(const Meant& meant, const Recording& recording) {
  const Observation seen = observe(meant, recording);
  return fmt::format("{} {} {}", verdict_name(seen.verdict), reason_name(seen.reason), seen.detail);
}

std::string names(const Observation& seen) {
  std::vector<std::string> result;
  for (const auto& [number, value] : seen.numbers) result.emplace_back(number_name(number));
  return fmt::format("{}", fmt::join(result, " "));
}

/// Exchanges of so many ms each, as the sender sees them.
ByHand exchanges(const std::vector<double>& lengths_ms) {
  ByHand run;
  double now = 1;
  for (const double ms : lengths_ms) {
    run.send({now, now + 0.25}, "head").send({now + 0.25, now + 0.5}, "body");
    run.recv(now + ms / 2, "headbody", 8);
    run.recv({now + 0.5, now + ms}, kSender, "ok");
    now += ms + 1;
  }
  return run.prints(now, "message: hello\nmessage: world\n");
}

CallReturned returned(Call call, std::int64_t result) {
  CallReturned done;
  done.what.call = call;
  done.result = result;
  return done;
}

Meant paced() {
  return {.messages = hello_world().messages, .pace = Pace{.prompt_below = 20, .stalled_from = 30}};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a run in which all was well") {
    const Observation seen = observe(hello_world(), good_run());
    CHECK(seen.verdict == Verdict::same);
    CHECK(seen.reason == Reason::none);
    CHECK(seen.messages == std::vector<std::string>{"hello", "world"});
    CHECK_FALSE(seen.not_utf8);
    CHECK(seen.sender.how == Ending::How::exited);
    CHECK(seen.receiver.how == Ending::How::exited);
    CHECK(seen.strays == 0);
    CHECK(seen.exchanges_ms.empty());
    CHECK(seen.numbers == Numbers{{Number::messages, 2},
                                  {Number::writes, 2},
                                  {Number::reads, 1},
                                  {Number::empty_reads, 0},
                                  {Number::first_read, 10},
                                  {Number::largest_read, 10},
                                  {Number::longest_read_ms, 1},
                                  {Number::longest_write_ms, 1},
                                  {Number::reading_us, 1000},
                                  {Number::elapsed_ms, 4}});
  }

  TEST_CASE("where there was no run, nothing else counts") {
    struct {
      Stop why;
      std::string said;
    } const cases[] = {
        {Stop::not_started, "inconclusive not-started why"},
        {Stop::not_ready, "inconclusive receiver-not-ready why"},
        {Stop::stage_lost, "inconclusive stage-lost why"},
    };
    for (const auto& c : cases) {
      CHECK(said(hello_world(), good_run().stopped(9, c.why, "why")) == c.said);
      CHECK(said(hello_world(), run_without_gate().stopped(9, c.why, "why")) == c.said);
      CHECK(said(hello_world(), good_run().dies(9, kSender, SIGSEGV).stopped(10, c.why, "why")) ==
            c.said);
    }
  }

  TEST_CASE(
      "a limit that the harness set comes before gate and messages, but not before a signal") {
    struct {
      Stop why;
      std::string said;
    } const cases[] = {
        {Stop::deadline, "hang deadline why"},
        {Stop::deadlock, "hang deadlock why"},
        {Stop::output, "extra too-much-output why"},
    };
    for (const auto& c : cases) {
      CHECK(said(hello_world(), good_run().stopped(9, c.why, "why")) == c.said);
      CHECK(said(hello_world(), run_without_gate().stopped(9, c.why, "why")) == c.said);
      CHECK(said(hello_world(), good_run().dies(9, kSender, SIGSEGV).stopped(10, c.why, "why")) ==
            "crash signaled sender SIGSEGV");
    }
  }

  TEST_CASE("a program that used more than it may is a crash, before any signal") {
    struct {
      Stop why;
      std::string said;
    } const cases[] = {
        {Stop::memory, "crash too-much-memory why"},
        {Stop::processes, "crash too-many-processes why"},
        {Stop::written, "crash too-much-written why"},
        {Stop::descriptors, "crash too-many-descriptors why"},
        {Stop::traffic, "crash too-much-traffic why"},
    };
    for (const auto& c : cases) {
      CHECK(said(hello_world(), run_without_gate().stopped(9, c.why, "why")) == c.said);
      CHECK(said(hello_world(), good_run().stopped(9, c.why, "why").dies(10, kReceiver, SIGXFSZ)) ==
            c.said);
    }
  }

  TEST_CASE(
      "a signal that the harness did not send is a crash, the receiver's before the sender's") {
    const auto died = [](Actor who) { return run_without_gate().dies(9, who, SIGSEGV); };
    CHECK(said(hello_world(), died(kReceiver)) == "crash signaled receiver SIGSEGV");
    CHECK(said(hello_world(), died(kSender)) == "crash signaled sender SIGSEGV");
    CHECK(said(hello_world(), died(kSender).dies(9, kReceiver, SIGABRT)) ==
          "crash signaled receiver SIGABRT");
    CHECK(said(hello_world(), good_run().dies(9, kSender, SIGRTMIN)) ==
          "crash signaled sender SIG34");
  }

  TEST_CASE("a program that the harness stopped did not crash") {
    const ByHand run = good_run().add(9, kReceiver, ProcessExited{0, SIGKILL, true});
    CHECK(observe(hello_world(), run).receiver.how == Ending::How::stopped);
    CHECK(said(hello_world(), run) == "same none ");
  }

  TEST_CASE("a gate that was not seen comes before the messages, right or wrong") {
    CHECK(said(hello_world(), run_without_gate()) == "inconclusive gate-not-seen ");
    CHECK(said(hello_world(), run_without_gate().prints(9, "message: x\n")) ==
          "inconclusive gate-not-seen ");
    CHECK(said(hello_world(), run_without_gate().exits(9, kReceiver, 1)) ==
          "inconclusive gate-not-seen ");
  }

  TEST_CASE("what needs the wire between hosts says nothing without it, whatever was read") {
    Meant meant = hello_world();
    meant.needs_wire = true;
    Recording recording = good_run();
    for (const Net net : {Net::loopback, Net::one_host}) {
      recording.info.net = net;
      CHECK(said(meant, recording) == "inconclusive no-wire ");
    }
    recording.info.net = Net::two_hosts;
    CHECK(said(meant, recording) == "same none ");
  }

  TEST_CASE("a gate that the probe could not see says what was missing") {
    const auto printed = [] { return ByHand().prints(1, "message: hello\nmessage: world\n"); };
    CHECK(said(hello_world(), printed()) == "inconclusive calls-not-seen ");
    CHECK(said(hello_world(), run_without_gate().add(9, kReceiver, Dropped{3})) ==
          "inconclusive events-dropped ");
    CHECK(said(hello_world(), good_run().add(9, kReceiver, Dropped{3})) == "same none ");
  }

  TEST_CASE("messages come before a failure, and a failure before the pace") {
    const auto failed = [](Actor who, int code) { return good_run().exits(9, who, code); };
    CHECK(said(hello_world(), failed(kReceiver, 1).prints(9, "message: x\n")) == "extra none ");
    CHECK(said(hello_world(), failed(kSender, 1)) == "crash failed sender 1");
    CHECK(said(hello_world(), failed(kReceiver, 2)) == "crash failed receiver 2");
    CHECK(said(hello_world(), failed(kReceiver, 2).exits(9, kSender, 1)) ==
          "crash failed receiver 2");
    CHECK(said(paced(), exchanges({40}).exits(999, kSender, 1)) == "crash failed sender 1");
    CHECK(said(paced(), exchanges({40}).prints(999, "message: x\n")) == "extra none ");
  }

  TEST_CASE("the pace is that of the median exchange, and between the thresholds nothing is said") {
    CHECK(said(paced(), exchanges({19.9})) == "same none ");
    CHECK(said(paced(), exchanges({20})) == "inconclusive between-thresholds ");
    CHECK(said(paced(), exchanges({29.9})) == "inconclusive between-thresholds ");
    CHECK(said(paced(), exchanges({30})) == "stalled none ");
    CHECK(said(paced(), exchanges({1, 40, 1})) == "same none ");
    CHECK(said(paced(), exchanges({40, 1, 40})) == "stalled none ");
    CHECK(said(paced(), exchanges({10, 40})) == "inconclusive between-thresholds ");
    CHECK(said(paced(), good_run()) == "inconclusive calls-not-seen ");
  }

  TEST_CASE("a stall that the wire itself may have made is no stall of the programs") {
    const auto with_late = [](double exchange_ms, std::int64_t late_ms) {
      Recording run = exchanges({exchange_ms});
      Segment segment;
      segment.packet.late_ns = late_ms * 1'000'000;
      run.events.push_back({.who = kWire, .data = segment});
      return run;
    };
    CHECK(said(paced(), with_late(40, 19)) == "stalled none ");
    CHECK(said(paced(), with_late(40, 21)) == "inconclusive wire-late ");
    CHECK(said(paced(), with_late(25, 6)) == "inconclusive wire-late ");
    CHECK(said(paced(), with_late(19, 6)) == "same none ");
  }

  TEST_CASE("a pace by reads counts those that brought bytes") {
    Meant meant = paced();
    meant.pace = Pace{.by = Pace::By::reads, .prompt_below = 3, .stalled_from = 5};
    const auto reads = [](int count) {
      ByHand run = ByHand().send(1, "a");
      for (int i = 0; i < count; ++i) run.recv(2 + i, "a", 1);
      return run.recv(90, "").prints(99, "message: hello\nmessage: world\n");
    };
    CHECK(said(meant, reads(2)) == "same none ");
    CHECK(said(meant, reads(3)) == "inconclusive between-thresholds ");
    CHECK(said(meant, reads(5)) == "stalled none ");
    CHECK(verdict_text(observe(meant, reads(5)), Lang::en) ==
          "stalled: right, with 5 reads for 2 messages");
    meant.pace->messages = 50;
    CHECK(verdict_text(observe(meant, reads(5)), Lang::zh) ==
          "迟滞：消息没错，但 50 条消息读了 5 次");
    CHECK(said(meant, exchanges({40})) == "same none ");
    CHECK(said(meant, ByHand().prints(9, "message: hello\nmessage: world\n")) ==
          "inconclusive calls-not-seen ");
  }

  TEST_CASE("a pace by the third quartile: the exchange that is not below three quarters of all") {
    Meant meant = paced();
    meant.pace->of = Pace::Of::third_quartile;
    const auto with = [&](std::size_t slow, double ms = 40) {
      std::vector<double> lengths(16, 1);
      std::fill_n(lengths.begin() + 1, slow, ms);
      return said(meant, exchanges(lengths));
    };
    CHECK(with(4) == "same none ");
    CHECK(with(5) == "stalled none ");
    CHECK(with(5, 25) == "inconclusive between-thresholds ");
    CHECK(said(meant, exchanges({40})) == "stalled none ");
    CHECK(said(meant, exchanges({1, 1, 40})) == "stalled none ");
    CHECK(said(meant, exchanges({1, 1, 1, 40})) == "same none ");
    meant.pace->of = Pace::Of::median;
    CHECK(with(5) == "same none ");
  }

  TEST_CASE("a pace by the longest connect, whatever the exchanges are") {
    Meant meant = paced();
    meant.pace->of = Pace::Of::connect;
    const auto with = [&](double ms) {
      ByHand run = exchanges({1});
      run.call({50, 50 + ms}, kSender, returned(Call::connect, 0));
      return said(meant, run);
    };
    CHECK(with(1) == "same none ");
    CHECK(with(25) == "inconclusive between-thresholds ");
    CHECK(with(1000) == "stalled none ");
    CHECK(said(meant, exchanges({40})) == "inconclusive calls-not-seen ");
  }

  TEST_CASE("with a wire a connect is as long as its kernel waited to ask again") {
    Meant meant = paced();
    meant.pace->of = Pace::Of::connect;
    const auto with = [&](double again_ms, std::int64_t late_ms) {
      ByHand run = exchanges({1});
      run.call({50, 1000}, kSender, returned(Call::connect, 0));  // the machine was busy
      for (const double ms : {60., 60 + again_ms}) {
        Segment syn{.flags = kSyn};
        syn.packet.from = kSender;
        syn.retransmission = ms > 60;
        syn.packet.late_ns = late_ms * 1'000'000 / 2;
        run.add(ms, kWire, syn);
      }
      return said(meant, run);
    };
    CHECK(with(0, 0) == "same none ");
    CHECK(with(25, 0) == "inconclusive between-thresholds ");
    CHECK(with(40, 0) == "stalled none ");
    CHECK(with(40, 18) == "stalled none ");
    CHECK(with(40, 22) == "inconclusive wire-late ");
  }

  TEST_CASE("an exchange lasts from the first write after a read to the return of the next read") {
    const Observation seen = observe(paced(), exchanges({4, 1, 8, 2}));
    CHECK(seen.exchanges_ms == std::vector<double>{4, 1, 8, 2});
    CHECK(seen.numbers.at(Number::exchanges) == 4);
    CHECK(seen.numbers.at(Number::exchange_ms) == doctest::Approx(3));
    CHECK(observe(paced(), exchanges({4, 1, 8})).numbers.at(Number::exchange_ms) ==
          doctest::Approx(4));
    CHECK(observe(paced(), exchanges({4, 1, 8})).numbers.at(Number::shortest_exchange_ms) ==
          doctest::Approx(1));
  }

  TEST_CASE("a request without a reply is no exchange, and an empty read is no reply") {
    const ByHand run = ByHand().send(1, "a").recv(2, kSender, "").recv(3, "a");
    CHECK(observe(paced(), run).exchanges_ms.empty());
    CHECK_FALSE(observe(paced(), run).numbers.contains(Number::exchanges));
    CHECK_FALSE(observe(paced(), run).numbers.contains(Number::exchange_ms));
    CHECK_FALSE(observe(paced(), run).numbers.contains(Number::shortest_exchange_ms));
  }

  TEST_CASE("numbers that the probe did not see are absent") {
    const auto printed = [] { return ByHand().prints(1, "message: hello\n"); };
    CHECK(names(observe(hello_world(), printed())) == "messages");
    CHECK(names(observe(hello_world(), printed().send(1, "hello"))) == "messages");
    CHECK(names(observe(hello_world(), printed().recv(1, "hello"))) == "messages");
    CHECK(
        names(observe(hello_world(), printed().send(1, "hello").recv(2, "hello"))) ==
        "elapsed_ms empty_reads first_read largest_read longest_read_ms longest_write_ms messages "
        "reading_us reads writes");
    CHECK(names(observe(hello_world(), printed().closes(1, kSender).recv(2, ""))) ==
          "empty_reads messages reads writes");
  }

  TEST_CASE("UDP holds nothing back: it has no such number") {
    CHECK_FALSE(observe(hello_world(), good_run()).numbers.contains(Number::held_bytes));
  }

  TEST_CASE("segments are the sender's last count, without retransmissions") {
    const TcpState first{.segments_out = 1};
    TcpState last{.segments_out = 5, .segments_in = 9, .retransmits = 1};
    ByHand run;
    run.send(1, "hello", first).recv(2, "hello", 5).send(3, "world", last);
    CHECK(observe(hello_world(), run).numbers.at(Number::segments) == 4);
    last.segments_out = 7;
    CallReturned closed;
    closed.what.call = Call::close;
    closed.tcp = last;
    CHECK(observe(hello_world(), run.call(4, kSender, closed)).numbers.at(Number::segments) == 6);
    ++closed.tcp->retransmits;  // the FIN, which is no data segment, went twice
    CHECK(observe(hello_world(), run.call(5, kSender, closed)).numbers.at(Number::segments) == 6);
    CHECK_FALSE(observe(hello_world(), good_run()).numbers.contains(Number::segments));
  }

  TEST_CASE("held bytes are the most that TCP had not sent as a write returned") {
    ByHand run;
    run.send(1, "a", TcpState{.unsent = 4}).send(2, "b", TcpState{.unsent = 20});
    run.send(3, "c", TcpState{.unsent = 0}).recv(4, "abc");
    CHECK(observe(hello_world(), run).numbers.at(Number::held_bytes) == 20);
  }

  TEST_CASE("the bytes held back of the first write are those as it returned") {
    ByHand run;
    run.send(1, "abcd", TcpState{.unsent = 4}).send(2, "b", TcpState{.unsent = 5}).recv(4, "abcdb");
    CHECK(observe(hello_world(), run).numbers.at(Number::first_held_bytes) == 4);
    CHECK_FALSE(observe(hello_world(), good_run()).numbers.contains(Number::first_held_bytes));
  }

  TEST_CASE("unacked are the most segments without ACK as a write of the sender returned") {
    ByHand run;
    run.send(1, "a", TcpState{.unacked = 1}).send(2, "b", TcpState{.unacked = 2});
    run.send(3, "c", TcpState{.unacked = 0}).recv(4, "abc");
    CHECK(observe(hello_world(), run).numbers.at(Number::unacked) == 2);
    CHECK_FALSE(observe(hello_world(), good_run()).numbers.contains(Number::unacked));
  }

  TEST_CASE("the first and the largest read are the receiver's, a peek is neither") {
    ByHand run;
    run.send(1, "abcdef").peek(2, "abcdef").recv(3, "ab").recv(4, "abc").recv(5, "d").recv(6, "");
    run.recv(7, kSender, "a long reply");
    const Observation seen = observe(hello_world(), run);
    CHECK(seen.numbers.at(Number::first_read) == 2);
    CHECK(seen.numbers.at(Number::largest_read) == 3);
  }

  TEST_CASE("the longest wait in a read is of either end, and of a read that brought bytes") {
    ByHand run;
    run.send(1, "a").recv({0.5, 1.5}, "a").recv({2, 2.25}, kSender, "b").recv({3, 99}, "");
    CHECK(observe(hello_world(), run).numbers.at(Number::longest_read_ms) == doctest::Approx(1));
    run.recv({100, 104}, kSender, "c");
    CHECK(observe(hello_world(), run).numbers.at(Number::longest_read_ms) == doctest::Approx(4));
  }

  TEST_CASE("the longest wait in a write is of either end, and of a write that moved bytes") {
    ByHand run;
    run.send({1, 3}, "a").send({4, 99}, "").recv(5, "a");
    CHECK(observe(hello_world(), run).numbers.at(Number::longest_write_ms) == doctest::Approx(2));
    run.call({100, 107}, kReceiver, returned(Call::write, 1));
    CHECK(observe(hello_world(), run).numbers.at(Number::longest_write_ms) == doctest::Approx(7));
  }

  TEST_CASE("the longest connect is of the sender, of TCP, and of those that succeeded") {
    ByHand run;
    run.send(1, "a").recv(2, "a").call({3, 90}, kReceiver, returned(Call::connect, 0));
    run.call({3, 80}, kSender, returned(Call::connect, -1));
    CallReturned udp = returned(Call::connect, 0);
    udp.what.datagram = true;
    run.call({3, 70}, kSender, udp);
    CHECK_FALSE(observe(hello_world(), run).numbers.contains(Number::connect_ms));
    run.call({3, 4}, kSender, returned(Call::connect, 0));
    run.call({5, 9}, kSender, returned(Call::connect, 0));
    run.call({10, 12}, kSender, returned(Call::connect, 0));
    CHECK(observe(hello_world(), run).numbers.at(Number::connect_ms) == doctest::Approx(4));
  }

  TEST_CASE("accepted are the connections of the receiver; none counts if it listens") {
    ByHand run;
    run.send(1, "a").recv(2, "a").call(3, kSender, returned(Call::accept, 4));
    CHECK_FALSE(observe(hello_world(), run).numbers.contains(Number::accepted));
    run.call(4, kReceiver, returned(Call::listen, 0));
    CHECK(observe(hello_world(), run).numbers.at(Number::accepted) == 0);
    run.call(5, kReceiver, returned(Call::accept, 4)).call(6, kReceiver, returned(Call::accept, 0));
    run.call(7, kReceiver, returned(Call::accept, -1));
    CHECK(observe(hello_world(), run).numbers.at(Number::accepted) == 2);
  }

  TEST_CASE("dropped are the datagrams of all the receiver's sockets, as each said last") {
    ByHand run;
    const auto tells = [&](Actor who, std::uint64_t socket, std::int64_t dropped, bool udp = true) {
      CallReturned read = returned(Call::recv, 1);
      read.what.socket = socket;
      read.what.datagram = udp;
      read.what.dropped = dropped;
      run.call(9, who, read);
      const Numbers numbers = observe(hello_world(), run).numbers;
      return numbers.contains(Number::dropped) ? numbers.at(Number::dropped) : -1;
    };
    run.send(1, "a").recv(2, "a");
    CHECK(tells(kReceiver, 7, -1) == -1);
    CHECK(tells(kSender, 6, 5) == -1);
    CHECK(tells(kReceiver, 8, 4, false) == -1);
    CHECK(tells(kReceiver, 7, 0) == 0);
    CHECK(tells(kReceiver, 7, 3) == 3);
    CHECK(tells(kReceiver, 7, 41) == 41);
    CHECK(tells(kReceiver, 9, 2) == 43);
  }

  TEST_CASE("a peek is no read, a read of nothing is an empty one, a failure is neither") {
    CallReturned failed;
    failed.what.call = Call::recv;
    failed.result = -1;
    ByHand run;
    run.send(1, "a").peek(2, "a").recv(3, "a").recv(4, "").recv(5, "");
    const Observation seen = observe(hello_world(), run.call(6, kReceiver, failed));
    CHECK(seen.numbers.at(Number::reads) == 1);
    CHECK(seen.numbers.at(Number::empty_reads) == 2);
  }

  TEST_CASE("only what the receiver prints to standard output is understood") {
    const ByHand run = good_run()
                           .prints(9, "message: from the sender\n", kSender)
                           .prints(9, "message: an error\n", kReceiver, true);
    CHECK(observe(hello_world(), run).messages == std::vector<std::string>{"hello", "world"});
  }

  TEST_CASE("a line that came in two pieces is one line") {
    const ByHand run = ByHand().prints(1, "message: he").prints(2, "llo\n");
    CHECK(observe(hello_world(), run).messages == std::vector<std::string>{"hello"});
  }

  TEST_CASE("output that is not UTF-8 is noticed, and its bytes are kept") {
    const auto printed = [](std::string text) {
      return observe(hello_world(), ByHand().prints(1, std::move(text)));
    };
    CHECK(printed("message: \xe9\x9b\n").not_utf8);
    CHECK(printed("message: \xe9\x9b\n").messages == std::vector<std::string>{"\xe9\x9b"});
    CHECK_FALSE(printed("message: 雨\n").not_utf8);
    CHECK_FALSE(printed(R"(message: \xe9\x9b)").not_utf8);
  }

  TEST_CASE("a character that came in two pieces is whole") {
    const ByHand run = ByHand().prints(1, "message: \xe9\x9b").prints(2, "\xa8\n");
    CHECK_FALSE(observe(hello_world(), run).not_utf8);
  }

  TEST_CASE("endings and strays are told as they were") {
    const Observation seen = observe(
        hello_world(),
        ByHand().exits(1, kSender, 3).dies(2, kReceiver, SIGSEGV).add(3, kHarness, Strays{2}));
    CHECK(seen.sender.how == Ending::How::exited);
    CHECK(seen.sender.code == 3);
    CHECK(seen.receiver.how == Ending::How::signaled);
    CHECK(seen.receiver.code == SIGSEGV);
    CHECK(seen.strays == 2);
    CHECK(observe(hello_world(), ByHand()).sender.how == Ending::How::never_started);
  }
}
