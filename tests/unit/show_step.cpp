// A run whose wire a room holds, screen by screen: no terminal and no stage is needed.
#include <doctest/doctest.h>

#include "report_samples.hpp"
#include "show/step.hpp"
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
      .queues(3, kSender, 0, 10, 0, 60);
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
  CHECK(has(text, "The sender's TCP waits for an ACK of 10 B, and sends them again in 60 s."));
  CHECK_FALSE(has(text, "recv(1024) ="));
}

TEST_CASE("step: the next to go is the first, and keys choose another") {
  Case c(two_held());
  const StepWish wish = c.press(Key::page_down);
  CHECK(wish.command.what == What::release);
  CHECK(wish.command.id == 4);  // after the handshake
  c.press(Key::page_up);
  CHECK(has(c.screen(), "▶ ── segment 2 ──"));
  c.press(Key::page_up);
  CHECK(has(c.screen(), "▶ ── segment 1 ──"));
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

TEST_CASE("step: Nagle, a cork, and neither") {
  const auto screen = [](int option) {
    WireByHand wire;
    wire.handshake();
    if (option != 0) wire.sets_option(1.5, option, 1);
    return Case(wire.queues(3, kSender, 0, 4, 5, 60)).screen();
  };
  CHECK(has(screen(0), "keeps 5 B until the 4 B before them are acknowledged (Nagle)."));
  CHECK(has(screen(TCP_CORK), "keeps 5 B back: TCP_CORK is on."));
  CHECK(has(screen(TCP_NODELAY), "The sender's TCP keeps 5 B back."));
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
  CHECK(has(text, "broken ✓ same"));
  CHECK(has(text, "packets let through: 1"));
  CHECK_FALSE(has(text, "the wire keeps it back"));
  CHECK_FALSE(has(text, "╌ 49"));
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
      CHECK(has(c.screen(size, lang), "Page Up"));
    }
}
