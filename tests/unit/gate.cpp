// Whether the precondition of a lab is in a recording, kind by kind.
#include "judge/gate.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "recording_by_hand.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

ByHand& fails(ByHand& run, When when, Actor who, Call call, int flags = 0) {
  CallReturned read;
  read.what.call = call;
  read.what.flags = flags;
  read.result = -1;
  read.error = EAGAIN;
  return run.call(when, who, read);
}

/// The receiver's reply.
ByHand& replies(ByHand& run, When when, std::string bytes) {
  CallReturned write;
  write.what.call = Call::send;
  write.result = static_cast<std::int64_t>(bytes.size());
  write.bytes = std::move(bytes);
  return run.call(when, kReceiver, std::move(write));
}

CallReturned takes_datagram(const std::string& bytes, std::int64_t dropped) {
  CallReturned read;
  read.what.call = Call::recv;
  read.what.datagram = true;
  read.what.dropped = dropped;
  read.result = std::ssize(bytes);
  read.bytes = bytes;
  return read;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("no gate is always seen") { CHECK(gate_seen(GateNone{}, Recording{})); }

  TEST_CASE("queued: the receiver's first read found the bytes waiting") {
    const GateQueued gate{10};
    CHECK(gate_seen(gate, ByHand().recv(1, "helloworld", 10)));
    CHECK(gate_seen(gate, ByHand().recv(1, "hello", 12)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hello", 5)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hello", 5).recv(2, "world", 10)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, kSender, "helloworld", 10)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "helloworld")));  // the queue was not sampled
    CHECK_FALSE(gate_seen(gate, Recording{}));
  }

  TEST_CASE("queued: a peek, a failed read and an empty one are not the first read") {
    ByHand run;
    run.peek(1, "hel", 3);
    fails(run, 2, kReceiver, Call::recv);
    run.recv(3, "", 0).recv(4, "helloworld", 10);
    CHECK(gate_seen(GateQueued{10}, run));
  }

  TEST_CASE("queued: a call that has begun and never returned is no read") {
    const CallEntered waiting{{.call = Call::recv, .queued = 10}};
    CHECK_FALSE(gate_seen(GateQueued{10}, ByHand().add(1, kReceiver, waiting)));
  }

  TEST_CASE("queued after a reply: of the receiver's reads since its first write, the first") {
    const GateQueuedAfterReply gate{21};
    const auto run = [](std::int64_t queued) {
      ByHand asked;
      return replies(asked.recv(1, "ask", 3), 2, "ok").recv(3, "more", queued);
    };
    CHECK(gate_seen(gate, run(21)));
    CHECK(gate_seen(gate, run(30)));
    CHECK_FALSE(gate_seen(gate, run(20)));
    CHECK_FALSE(gate_seen(gate, run(-1)));  // the queue was not sampled
    CHECK_FALSE(gate_seen(gate, run(4).recv(4, "too late", 21)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "no reply", 21).recv(2, "more", 21)));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "a", 1).send(2, "sent").recv(3, "more", 21)));
    CHECK_FALSE(gate_seen(gate, Recording{}));
  }

  TEST_CASE("datagrams: each was peeked at before the first was read") {
    const GateDatagrams gate{2};
    CHECK(gate_seen(gate, ByHand().peek(1, "a").peek(2, "b").recv(3, "a")));
    CHECK(gate_seen(gate, ByHand().peek(1, "a").peek(2, "b")));
    CHECK(gate_seen(gate, ByHand().peek(1, "").peek(2, "")));  // an empty datagram is one
    CHECK_FALSE(gate_seen(gate, ByHand().peek(1, "a").recv(2, "a").peek(3, "b")));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "a").recv(2, "b")));
    CHECK_FALSE(gate_seen(gate, Recording{}));
  }

  TEST_CASE("datagrams: a peek that failed saw nothing") {
    ByHand run;
    run.peek(1, "a");
    fails(run, 2, kReceiver, Call::recv, MSG_PEEK);
    CHECK_FALSE(gate_seen(GateDatagrams{2}, run.recv(3, "a")));
  }

  TEST_CASE("arrived: what waited and what was thrown away count, as the first was taken") {
    const GateArrived gate{3};
    const auto takes = [](ByHand run, std::int64_t dropped, const std::string& bytes = "a") {
      return run.call(9, kReceiver, takes_datagram(bytes, dropped));
    };
    CHECK(gate_seen(gate, takes(ByHand().peek(1, "a").peek(2, ""), 1)));
    CHECK(gate_seen(gate, takes(ByHand().peek(1, "a"), 7)));
    CHECK(gate_seen(gate, takes(ByHand().peek(1, "").peek(2, "b").peek(3, "c"), 0, "")));
    CHECK_FALSE(gate_seen(gate, takes(ByHand().peek(1, "a"), 1)));
    CHECK_FALSE(gate_seen(gate, takes(takes(ByHand().peek(1, "a"), 1), 2)));
    CHECK_FALSE(gate_seen(gate, takes(ByHand().peek(1, "a").peek(2, "b").peek(3, "c"), -1)));
    CHECK_FALSE(gate_seen(gate, ByHand().peek(1, "a").peek(2, "b").peek(3, "c")));
  }

  TEST_CASE("arrived: of connections, as the first accept began") {
    const GateArrived gate{3};
    const auto accepts = [](ByHand run, int waiting, std::int64_t dropped) {
      CallReturned accept;
      accept.what.call = Call::accept;
      accept.what.waiting = waiting;
      accept.what.dropped = dropped;
      return run.call(1, kReceiver, accept);
    };
    CHECK(gate_seen(gate, accepts({}, 2, 1)));
    CHECK(gate_seen(gate, accepts({}, 3, 0)));
    CHECK_FALSE(gate_seen(gate, accepts({}, 2, 0)));
    CHECK_FALSE(gate_seen(gate, accepts(accepts({}, 2, 0), 2, 1)));
    CHECK_FALSE(gate_seen(gate, accepts({}, -1, 4)));
    CHECK_FALSE(gate_seen(gate, accepts({}, 4, -1)));
  }

  TEST_CASE("read before write: the receiver had all there was when the write began") {
    const GateReadBeforeWrite gate{2};
    CHECK(gate_seen(gate, ByHand().send(1, "half").recv(2, "half").send(3, "rest")));
    CHECK(gate_seen(gate, ByHand().send(1, "half").recv(2, "ha").recv(3, "lf").send(4, "rest")));
    CHECK_FALSE(gate_seen(gate, ByHand().send(1, "half").recv(2, "ha").send(3, "rest")));
    CHECK_FALSE(gate_seen(gate, ByHand().send(1, "half").send(2, "rest").recv(3, "halfrest")));
    CHECK_FALSE(gate_seen(gate, ByHand().send(1, "half").recv(2, "half")));
  }

  TEST_CASE("read before write: what counts is when the write began, not when it returned") {
    CHECK_FALSE(gate_seen(GateReadBeforeWrite{2},
                          ByHand().send(1, "half").recv(3, "half").send({2, 4}, "rest")));
  }

  TEST_CASE("read before write: a read that returns as the write begins was before it") {
    CHECK(gate_seen(GateReadBeforeWrite{2},
                    ByHand().send(1, "half").recv(2, "half").send({2, 3}, "rest")));
  }

  TEST_CASE("read before write: a peek takes nothing") {
    CHECK_FALSE(gate_seen(GateReadBeforeWrite{2},
                          ByHand().send(1, "half").peek(2, "half").send(3, "rest")));
    CHECK(gate_seen(GateReadBeforeWrite{2},
                    ByHand().send(1, "half").peek(2, "ha").recv(3, "half").send(4, "rest")));
  }

  TEST_CASE("read before write: a write that moved nothing has no number") {
    ByHand run;
    run.send(1, "half").recv(2, "half");
    fails(run, 3, kSender, Call::send);
    CHECK(gate_seen(GateReadBeforeWrite{2}, run.send(4, "rest")));
  }

  TEST_CASE("read before close: the receiver had the bytes when the sender ended the stream") {
    const GateReadBeforeClose gate{5};
    for (const Call how : {Call::shutdown, Call::close}) {
      CHECK(gate_seen(gate, ByHand().recv(1, "hello").closes(2, kSender, how)));
      CHECK(gate_seen(gate, ByHand().recv(2, "hello").closes({2, 3}, kSender, how)));
      CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hell").closes(2, kSender, how)));
      CHECK_FALSE(gate_seen(gate, ByHand().recv(3, "hello").closes({2, 4}, kSender, how)));
    }
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hello")));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hello").closes(2, kReceiver)));
    CHECK_FALSE(gate_seen(gate, ByHand().peek(1, "hello").closes(2, kSender)));
  }

  TEST_CASE("read before close: the stream ends with the first of shutdown and close") {
    CHECK_FALSE(
        gate_seen(GateReadBeforeClose{5},
                  ByHand().closes(1, kSender, Call::shutdown).recv(2, "hello").closes(3, kSender)));
  }

  TEST_CASE("call: that end set that option to that value, so many times") {
    const GateCall gate{.who = kReceiver,
                        .call = Call::setsockopt,
                        .level = IPPROTO_TCP,
                        .option = TCP_QUICKACK,
                        .value = 0,
                        .times = 2};
    const auto quickack = [](int times) {
      ByHand run;
      for (int i = 0; i < times; ++i) run.sets(i, kReceiver, IPPROTO_TCP, TCP_QUICKACK, 0);
      return run;
    };
    CHECK(gate_seen(gate, quickack(2)));
    CHECK(gate_seen(gate, quickack(3)));
    CHECK_FALSE(gate_seen(gate, quickack(1)));
    const auto once_and = [&](Actor who, int level, int option, int value, int result = 0) {
      return quickack(1).sets(9, who, level, option, value, result);
    };
    CHECK(gate_seen(gate, once_and(kReceiver, IPPROTO_TCP, TCP_QUICKACK, 0)));
    CHECK_FALSE(gate_seen(gate, once_and(kSender, IPPROTO_TCP, TCP_QUICKACK, 0)));
    CHECK_FALSE(gate_seen(gate, once_and(kReceiver, SOL_SOCKET, TCP_QUICKACK, 0)));
    CHECK_FALSE(gate_seen(gate, once_and(kReceiver, IPPROTO_TCP, TCP_NODELAY, 0)));
    CHECK_FALSE(gate_seen(gate, once_and(kReceiver, IPPROTO_TCP, TCP_QUICKACK, 1)));
    CHECK_FALSE(gate_seen(gate, once_and(kReceiver, IPPROTO_TCP, TCP_QUICKACK, 0, -1)));
  }

  TEST_CASE("call: it succeeded, unless the outcome is stated") {
    const GateCall accepted{.who = kReceiver, .call = Call::recv};
    CHECK(gate_seen(accepted, ByHand().recv(1, "hello")));
    CHECK(gate_seen(accepted, ByHand().recv(1, "")));
    CHECK_FALSE(gate_seen(accepted, ByHand().send(1, "hello")));
    ByHand run;
    CHECK_FALSE(gate_seen(accepted, fails(run, 1, kReceiver, Call::recv)));
  }

  TEST_CASE("call: it failed with that error") {
    const GateCall gate{.who = kSender, .call = Call::send, .error = EAGAIN};
    ByHand run;
    fails(run, 1, kSender, Call::send);
    CHECK(gate_seen(gate, run));
    CHECK_FALSE(gate_seen(GateCall{.who = kSender, .call = Call::send, .error = ECONNRESET}, run));
    CHECK_FALSE(gate_seen(gate, ByHand().send(1, "hello")));
  }

  TEST_CASE("call: it gave just that") {
    const GateCall gate{.who = kReceiver, .call = Call::recv, .result = 5};
    CHECK(gate_seen(gate, ByHand().recv(1, "hell").recv(2, "hello")));
    CHECK_FALSE(gate_seen(gate, ByHand().recv(1, "hell")));
  }

  TEST_CASE("call: it moved some bytes, and fewer than it was asked to") {
    const GateCall gate{.who = kSender, .call = Call::send, .is_short = true};
    const auto sends = [](std::int64_t result) {
      CallReturned write;
      write.what.call = Call::send;
      write.what.length = 5;
      write.result = result;
      return ByHand().call(1, kSender, std::move(write));
    };
    CHECK(gate_seen(gate, sends(4)));
    CHECK(gate_seen(gate, sends(1)));
    CHECK_FALSE(gate_seen(gate, sends(5)));
    CHECK_FALSE(gate_seen(gate, sends(0)));
    CHECK_FALSE(gate_seen(gate, sends(-1)));
  }

  TEST_CASE("call: so many bytes were unread as it began") {
    const GateCall gate{.who = kSender, .call = Call::close, .queued = 2};
    const auto closes = [](std::int64_t queued) {
      CallReturned close;
      close.what.call = Call::close;
      close.what.queued = queued;
      return ByHand().call(1, kSender, std::move(close));
    };
    CHECK(gate_seen(gate, closes(2)));
    CHECK(gate_seen(gate, closes(3)));
    CHECK_FALSE(gate_seen(gate, closes(1)));
    CHECK_FALSE(gate_seen(gate, closes(-1)));  // the queue was not sampled
  }
}
