// A run whose wire a room holds, screen by screen: no terminal and no stage is needed.
#include <doctest/doctest.h>

#include "report_samples.hpp"
#include "show/step_screen.hpp"
#include "wire_by_hand.hpp"

using namespace stickylab;

namespace {

using What = WireCommand::What;

/// Two segments of lab 01 are on the wire; the receiver is busy.
WireByHand two_held() {
  WireByHand wire;
  wire.handshake()
      .sets_low_water(1.5, 10)
      .sends(2, "hello")
      .data(2.1, 0, "hello")
      .waiting()
      .sends(2.2, "world")
      .data(2.3, 5, "world")
      .waiting()
      .queues(3, kSender,
              Queues{.unacked = 10, .timer_s = 60, .fin = true, .segments = 2, .flying = 2});
  return wire;
}

/// A sender that has bytes which it does not send: 4 are out, with room for more.
Queues keeping(std::uint32_t unsent, std::uint32_t unacked = 4) {
  return {.unacked = unacked,
          .unsent = unsent,
          .timer_s = 60,
          .segments = 1,
          .flying = 1,
          .cwnd = 10,
          .mss = 1448,
          .window = 65'160};
}

/// A request of two writes, and the reply: Nagle keeps the second until the ACK. Times in s.
WireByHand by_nagle(bool goes_on = true) {
  WireByHand wire;
  const TcpState held{.unsent = 5, .unacked = 1};
  wire.handshake()
      .sends(2'000, "head")
      .data({2'000.1, 3'000}, 0, "head")
      .held()
      .sends(2'001, "hello", held)
      .ack({3'001, 4'000}, 4)
      .held();
  if (!goes_on) return wire;
  wire.data({4'000.1, 5'000}, 4, "hello").held();
  return wire;
}

struct Case {
  Lab lab = samples::two_writes_one_read().lab;
  Now now;
  StepState state;

  explicit Case(WireByHand wire, bool has_ended = false) : now(lab, wire.take(), has_ended) {}

  StepWish press(char32_t key) { return on_key(now, state, Key{key}); }
  StepWish press(Key key) { return on_key(now, state, key); }
  std::string screen(Size size = {120, 60}, Lang lang = Lang::en) const {
    return joined(step_screen(lab, now, state, size, View{.lang = lang}));
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("step: what is held, what the kernels have, what the programs do") {
  const std::string text = Case(two_held()).screen();
  CHECK(has(text, "broken, live, packets let through: 0"));
  CHECK(has(text, "▶ ── segment 1 ──"));
  CHECK(has(text, "10 B sent, not acknowledged"));
  CHECK(has(text, "is busy until 10 B wait in its"));
  CHECK(has(text,
            "waits for an ACK of 10 B and its FIN, and sends the first of them again in 60 s."));
  CHECK_FALSE(has(text, "recv(1024) ="));
}

TEST_CASE("step: the next to go is the first, and keys choose another") {
  Case c(two_held());
  const StepWish wish = c.press(Key::page_down);
  CHECK(wish.command.what == What::release);
  CHECK(wish.command.id == 4);  // after the handshake
  c.press(Key::down);
  CHECK(has(c.screen(), "▶ ── segment 2 ──"));
  c.press(Key::up);
  CHECK(has(c.screen(), "▶ ── segment 1 ──"));
  for (const Key key : {Key::page_up, Key::left}) {  // in `present` they go back: here they do not
    CHECK(c.press(key).what == StepWish::What::nothing);
    CHECK(has(c.screen(), "▶ ── segment 1 ──"));
  }
  CHECK(c.press('d').command.what == What::drop);
  CHECK(c.press('a').command.what == What::release_all);
  CHECK(c.press(' ').command.what == What::flow);
  CHECK(c.state.flowing);
  CHECK(c.press(' ').command.what == What::hold);
  CHECK(c.press('q').what == StepWish::What::leave);
  CHECK(c.press('z').what == StepWish::What::nothing);
}

TEST_CASE("step: where nothing is held, keys for the wire do nothing") {
  Case c(WireByHand().handshake());
  for (const char32_t key : {U'd', U'a', U'.'}) CHECK(c.press(key).what == StepWish::What::nothing);
  CHECK(has(c.screen(), "Nothing is on the wire"));
}

TEST_CASE("step: bytes that have come wait for those before them") {
  WireByHand wire;
  wire.handshake()
      .sends(2, "helloworld")
      .data(2.1, 0, "hello")
      .waiting()
      .data({2.2, 9}, 5, "world")
      .reads(1.5, kReceiver, 1024);
  const std::string text = Case(wire).screen();
  CHECK(has(text, "The receiver's TCP has bytes 5–9 and keeps them: bytes 0–4 must come first."));
  CHECK(has(text, "recv(1024) …"));
  CHECK(has(text, "has not returned"));
}

TEST_CASE("step: why TCP keeps bytes back is named only where it is proved") {
  const auto screen = [](const Queues& queues, int option = 0) {
    WireByHand wire;
    wire.handshake();
    if (option != 0) wire.sets_option(1.5, option, 1);
    return Case(wire.sends(2, "head").queues(3, kSender, queues)).screen();
  };
  const std::string unproved = "The sender's TCP keeps 5 B back.";
  CHECK(has(screen(keeping(5)), "keeps 5 B until the 4 B before them are acknowledged (Nagle)."));
  CHECK(has(screen(keeping(5), TCP_CORK), "keeps 5 B back: TCP_CORK is on."));
  CHECK(has(screen(keeping(5), TCP_NODELAY), unproved));
  Queues unknown = keeping(5);
  unknown.window = -1;
  CHECK(has(screen(unknown), unproved));
  CHECK(has(screen(keeping(5, 2 * 1448)), unproved));  // no small segment is out
  CHECK(has(screen(keeping(2'000)), "The sender's TCP keeps 2,000 B back."));
}

TEST_CASE("step: a full window is no Nagle: lab 21 with --mtu 256") {
  Queues congested = keeping(1'364, 2'040);
  congested.mss = 204;
  congested.segments = congested.flying = 10;
  WireByHand wire;
  std::string text = Case(wire.handshake().queues(3, kSender, congested)).screen();
  CHECK(has(text, "keeps 1,364 B back: its congestion window is full (segments: 10)."));
  CHECK(has(text, "and sends the first of them again in 60 s."));

  Queues full = keeping(5, 1'000);
  full.window = 1'002;
  WireByHand other;
  text = Case(other.handshake().sends(2, "x").queues(3, kSender, full)).screen({200, 60});
  CHECK(has(text, "does not fit into the other end's receive window (1,002 B, of which 1,000 B"));
}

TEST_CASE("step: a socket of which no call was seen has no known options") {
  WireByHand wire;
  wire.segment(1, kSender, {.flags = WireByHand::kSyn, .window = 64'240});
  CHECK(
      has(Case(wire.queues(3, kSender, keeping(5))).screen(), "The sender's TCP keeps 5 B back."));
}

TEST_CASE("step: a FIN that is out has a place among what is waited for") {
  WireByHand alone;
  const std::string text =
      Case(alone.handshake().queues(3, kSender, {.timer_s = 9, .fin = true, .segments = 1}))
          .screen();
  CHECK(has(text, "waits for an ACK of its FIN, and sends it again in 9 s."));
  WireByHand one;
  const Queues both{.unacked = 5, .timer_s = 9, .fin = true, .segments = 1};
  CHECK(has(Case(one.handshake().queues(3, kSender, both)).screen(),
            "waits for an ACK of 5 B and its FIN, and sends them again in 9 s."));
}

TEST_CASE("step: what the kernel says that a program waits in, where no call tells it") {
  const auto screen = [](const WaitsIn& waiting) {
    WireByHand wire;
    return Case(wire.handshake().sends(2, "hello").waits(3, kSender, waiting)).screen({200, 60});
  };
  using For = WaitsIn::For;
  CHECK(has(screen({"poll", For::end}), "waits for the other's end (poll)"));
  CHECK(has(screen({"poll", For::input}), "waits until something comes in (poll)"));
  CHECK(has(screen({"epoll_wait", For::unknown}), "waits in epoll_wait"));
  CHECK(has(screen({}), "is in none of its socket calls"));
  WireByHand reading;
  const std::string text = Case(reading.handshake()
                                    .sends(2, "hello")
                                    .reads(3, kSender, 2)
                                    .waits(4, kSender, {"recvfrom", For::unknown}))
                               .screen();
  CHECK(has(text, "has not returned"));
  CHECK_FALSE(has(text, "recvfrom"));
}

TEST_CASE("step: a datagram in a queue is there") {
  WireByHand wire;
  wire.sends_datagram(2, "datagram1").datagram({2.1, 3}, 1, "datagram1");
  CHECK_FALSE(has(Case(WireByHand(wire)).screen(), "to be read"));  // no word of the kernel
  wire.queues(4, kReceiver, {.memory = 832});
  const std::string text = Case(wire).screen();
  CHECK(has(text, "1 datagram, 9 B, to be read"));
  CHECK(has(text, "In the receiver's queue, until its program reads: 1 datagram, 9 B."));
  CHECK(has(Case(wire).screen({120, 60}, Lang::zh), "1 个数据报，9 字节，待读"));
  wire.receives_datagram(5, "datagram1");
  CHECK(has(Case(WireByHand(wire)).screen(), "datagrams, to be read"));  // the two do not agree
  CHECK_FALSE(has(Case(wire.queues(6, kReceiver, Queues{})).screen(), "to be read"));
}

TEST_CASE("step: after a loss only a timer helps, and the keys are those that do something") {
  WireByHand wire;
  wire.handshake()
      .sends(2, "hello")
      .data(2.1, 0, "hello")
      .lost()
      .reads(3, kSender, 2)
      .reads(3, kReceiver, 10);
  wire.queues(4, kSender, {.unacked = 5, .timer_s = 56, .segments = 1, .flying = 1});
  Case c(wire);
  const std::string only = "only that timer can help (on a real net after about 0.2 s).";
  CHECK(has(c.screen(), only));
  CHECK(has(c.screen(), "r: again | space: flow | ?"));
  c.press(' ');
  CHECK(has(c.screen(), "r: again | space: hold | ?"));
  CHECK(has(c.screen({120, 60}, Lang::zh), "r：再来一次 | 空格：重新扣住 | ?：按键"));

  wire.data(5, 5, "world").waiting();  // it brings an ACK that tells of the gap
  CHECK_FALSE(has(Case(wire).screen(), only));
  CHECK(has(Case(wire).screen(), "Page Down: let through | d: drop | space: flow | ?"));
}

TEST_CASE("step: among many that are held, the chosen one and the last are to be seen") {
  WireByHand wire;
  wire.handshake();
  for (int i = 0; i < 12; ++i) wire.data(2 + i, i * 5, "hello").waiting();
  Case c(wire);
  const std::string text = c.screen({80, 24});
  CHECK(has(text, "▶ ── segment 1 ──"));
  CHECK(has(text, "── segment 4 ──"));
  CHECK(has(text, "and 7 more"));
  CHECK(has(text, "── segment 12 ──"));
  c.press(Key::up);
  CHECK(has(c.screen({80, 24}), "▶ ── segment 12 ──"));
  CHECK(has(c.screen({80, 60}), "▶ ── segment 12 ──"));
  CHECK_FALSE(has(c.screen({200, 100}), "more"));
}

TEST_CASE("step: above ten seconds, seconds") {
  WireByHand wire;
  wire.handshake().sends(2, "hello").data({3, 149'883.6}, 0, "hello");
  CHECK(has(Case(WireByHand(wire)).screen(), " 149.9 s "));
  CHECK(has(Case(wire).screen({120, 60}, Lang::zh), "149.9 秒"));
}

TEST_CASE("step: a screen that is too small says so, and its keys do nothing") {
  for (const Lang lang : {Lang::en, Lang::zh})
    for (const Size size : {Size{50, 14}, Size{40, 12}, Size{40, 6}}) {
      Case c(two_held());
      CHECK_FALSE(fits(c.lab, c.now, c.state, size, View{.lang = lang}));
      const std::string text = c.screen(size, lang);
      CHECK(has(text, lang == Lang::en ? "too small" : "窗口太小"));
      CHECK(static_cast<int>(count(text, "\n")) <= size.rows);
      CHECK_FALSE(has(text, "segment"));
    }
  Case c(two_held());
  CHECK(fits(c.lab, c.now, c.state, {80, 24}, View{}));
  c.state.cramped = true;
  CHECK(c.press(Key::page_down).what == StepWish::What::nothing);
  CHECK(c.press('q').what == StepWish::What::leave);
}

TEST_CASE("step: what the person's pace made of time is no verdict, nor a gap") {
  WireByHand wire;
  wire.handshake()
      .sends(2, "hello")
      .data({2.1, 5000}, 0, "hello")
      .held()
      .receives({1.5, 5001}, "hello")
      .prints(5002, "message: hello\nmessage: world\n")
      .exits(5003, kReceiver)
      .exits(5004, kSender);
  const std::string text = Case(wire, true).screen();
  CHECK_FALSE(has(text, "✓"));
  CHECK(has(text, "broken: this time the messages are right, at the pace that you set;"));
  CHECK(has(text, "packets let through: 1"));
  CHECK_FALSE(has(text, "the wire keeps it back"));
  CHECK_FALSE(has(text, "╌ 49"));
}

TEST_CASE("step: of a lab about time, what survives the pace is said") {
  Lab lab = samples::two_writes_one_read().lab;
  lab.meant = {.messages = {"hello"}, .pace = Pace{.prompt_below = 20, .stalled_from = 30}};
  const auto text = [&](WireByHand wire) {
    wire.receives({1, 5'001}, "headhello")
        .replies(5'002, "ok")
        .reply({5'002, 6'000}, 0, "ok", 9)
        .replied({2'002, 6'000}, "ok")
        .prints(6'001, "message: hello\n")
        .exits(6'002, kReceiver)
        .exits(6'003, kSender);
    const Now now(lab, wire.take(), true);
    return joined(step_screen(lab, now, {}, {160, 60}, View{}));
  };
  const std::string fact = text(by_nagle());
  CHECK(
      has(fact, "broken: the messages are right, and in 1 of 1 exchanges the end of the request"));
  CHECK_FALSE(has(fact, "✓"));
  CHECK(has(text(by_nagle(false)),
            "whether they are late, a run without hands shows: stickylab present"));
}

TEST_CASE("step: after the end Page Down goes on to the fixed version, and stays there") {
  Case c(WireByHand().handshake().exits(3, kReceiver), true);
  const StepWish wish = c.press(Key::page_down);
  CHECK(wish.what == StepWish::What::start);
  CHECK(c.state.version == Version::fixed);
  CHECK(c.press(Key::page_down).what == StepWish::What::nothing);
  CHECK(c.press('1').what == StepWish::What::start);
  CHECK(c.state.version == Version::broken);
}

TEST_CASE("step: it fits on every screen, in both languages, and help tells the keys") {
  for (const Lang lang : {Lang::en, Lang::zh})
    for (const Size size : {Size{80, 24}, Size{120, 40}, Size{200, 60}, Size{50, 20}}) {
      Case c(two_held());
      CHECK(static_cast<int>(count(c.screen(size, lang), "\n")) <= size.rows);
      c.press('?');
      CHECK(static_cast<int>(count(c.screen(size, lang), "\n")) <= size.rows);
      CHECK(has(c.screen(size, lang), "Page Down"));
      CHECK_FALSE(has(c.screen(size, lang), "Page Up"));
    }
}
