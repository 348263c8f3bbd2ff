// The part of a run that somebody came for.
#include <doctest/doctest.h>

#include "lanes/chosen_rows.hpp"
#include "recording_by_hand.hpp"
#include "told_lanes.hpp"
#include "trace/fold.hpp"

using namespace stickylab;

namespace {

Recording chatty() {
  ByHand run;
  for (const char* line : {"a\n", "b\n", "c\n", "d\n", "e\n"}) run.prints(1, line);
  return run.prints(2, "hi\n", kSender)
      .send(3, "hello")
      .recv(4.0004, "hello")
      .prints(5, "message: hello\nf\n")
      .send(20, "world")
      .recv(30, "world");
}

std::string shown(const Recording& run, const Excerpt& excerpt, bool fold = true) {
  const View view{.width = 120, .fold = fold, .shown = excerpt};
  return joined(lane_lines(run, observe(Meant{}, run), view.width, view));
}

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("rows from a time on, and to one, as the clock of the lanes has them") {
    const std::string all = shown(chatty(), {}, false);
    CHECK(has(all, "   3.000 "));  // a read at 4.0004 ms, 1 ms after the clock began
    const std::string part = shown(chatty(), {.from_ms = 3.0, .to_ms = 19.0}, false);
    CHECK(has(part, "rows left out before this: 7"));
    CHECK(has(part, "   3.000 "));
    CHECK(has(part, "  19.000 send 5 B \"world\""));
    CHECK(has(part, "rows left out after this: 1"));
    CHECK_FALSE(has(part, "send 5 B \"hello\""));
    CHECK_FALSE(has(shown(chatty(), {.from_ms = 0.0, .to_ms = 29.0}), "left out"));
    CHECK(has(shown(chatty(), {.from_ms = 100.0}), "rows left out before this: 12"));
  }

  TEST_CASE("only what the programs did, or only the wire") {
    CHECK(has(shown(chatty(), {.only = Only::calls}), "send 5 B \"hello\""));
    Recording watched = chatty();
    watched.info.evidence = {"calls", "wire"};
    const std::string wire = shown(watched, {.only = Only::wire});
    CHECK_FALSE(has(wire, "hello"));
    CHECK_FALSE(has(wire, "SENDER"));
  }

  TEST_CASE("what a program printed before anything moved is one row, if it is much") {
    const std::string text = shown(chatty(), {});
    CHECK(has(text, "5 lines printed before the first call"));
    CHECK_FALSE(has(text, "prints: a"));
    CHECK(has(text, "prints: hi"));
    CHECK(has(text, "prints: f"));
    CHECK(has(shown(chatty(), {}, false), "prints: a"));
    ByHand silent;  // nothing moved: the lines may say why
    for (int line = 0; line < 9; ++line) silent.prints(line, "no " + std::to_string(line) + "\n");
    CHECK(has(shown(silent, {}), "prints: no 4"));
  }

  TEST_CASE("without output, messages stay") {
    const std::string text = shown(chatty(), {.output = false});
    CHECK(has(text, "message \"hello\""));
    CHECK_FALSE(has(text, "print"));
    CHECK(has(text, "   2.000 send 5 B \"hello\""));  // the clock is that of the whole
  }
}
