// What a room sees, event by event: no terminal is needed.
#include <doctest/doctest.h>

#include "report_samples.hpp"
#include "show/present.hpp"

using namespace stickylab;

namespace {

/// Lab 01 or 03 on a stage.
struct Case {
  samples::Sample sample;
  Scene broken;
  Scene fixed;
  Show show{sample.lab, broken, fixed};
  PresentState state{};
  View view;

  explicit Case(samples::Sample of = samples::two_writes_one_read(), Lang lang = Lang::en)
      : sample(std::move(of)),
        broken(sample.lab, Trace(sample.broken)),
        fixed(sample.lab, Trace(sample.fixed)),
        view{.lang = lang} {
    sample.lab.predict.question = {"What does recv return?", "recv 返回什么？"};
    sample.lab.predict.choices = {{"hello", "hello"}, {"helloworld", "helloworld"}};
  }

  bool press(Key key) { return on_key(show, state, key); }
  std::string screen(Size size = {120, 60}) const {
    return joined(present_screen(show, state, size, view));
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("present: first the question, and not the answer") {
  Case c;
  const std::string text = c.screen();
  CHECK(has(text, "What does recv return?"));
  CHECK(has(text, "b  helloworld"));
  CHECK(!has(text, "merged"));
  CHECK(has(text, "broken, event 0 of"));
}

TEST_CASE("present: before the fixed version, what the fix changes") {
  Case c;
  c.show.code = diff("int a;\nrecv(fd);\n", "int a;\nread_all(fd);\n");
  c.press(Key{'2'});
  CHECK(has(c.screen(), "-  recv(fd);"));
  CHECK(has(c.screen(), "+  read_all(fd);"));
  c.press(Key::page_down);
  CHECK_FALSE(has(c.screen(), "read_all"));
}

TEST_CASE("present: a remote with two keys leads through all three acts and back") {
  Case c;
  int steps = 0;
  while (c.state.act != Act::both) {
    c.press(Key::page_down);
    REQUIRE(++steps < 100);
  }
  CHECK(steps == events_of(c.show, Act::both) + 2);
  const std::string last = c.screen();
  CHECK(has(last, "merged"));
  CHECK(has(last, "same: the messages arrived"));
  c.press(Key::page_down);  // it stays on the last frame
  CHECK(c.screen() == last);
  for (int i = 0; i < 1000; ++i) c.press(Key::page_up);
  CHECK(c.state.act == Act::broken);
  CHECK(c.state.at == 0);
}

TEST_CASE("present: a step back shows what was there before") {
  Case c;
  c.press(Key::right);
  c.press(Key::right);
  const std::string before = c.screen();
  c.press(Key{'.'});
  CHECK(c.screen() != before);
  c.press(Key{','});
  CHECK(c.screen() == before);
}

TEST_CASE("present: both go on together, by the time since each began") {
  Case c;
  const int end = events_of(c.show, Act::both);
  Shown last;
  for (int at = 0; at <= end; ++at) {
    const Shown shown = shown_at(c.show, Act::both, at);
    CHECK(shown.broken + shown.fixed == at);
    CHECK(shown.broken >= last.broken);
    CHECK(shown.fixed >= last.fixed);
    last = shown;
  }
  CHECK(last.broken == events_of(c.show, Act::broken));
  CHECK(last.fixed == events_of(c.show, Act::fixed));
}

TEST_CASE("present: it plays to the end of the act and stays there") {
  Case c;
  CHECK(!wait_ms(c.show, c.state));
  c.press(Key{' '});
  const auto wait = wait_ms(c.show, c.state);
  REQUIRE(wait.has_value());
  c.press(Key{'+'});
  CHECK(wait_ms(c.show, c.state) == *wait / 2);
  for (int i = 0; i < 100 && c.state.playing; ++i) play_on(c.show, c.state);
  CHECK(c.state.act == Act::broken);
  CHECK(c.state.at == events_of(c.show, Act::broken));
  CHECK(!wait_ms(c.show, c.state));
  c.press(Key::home);
  c.press(Key{' '});
  c.press(Key::page_down);  // who steps does not want it to play
  CHECK(!c.state.playing);
}

TEST_CASE("present: a long gap takes its time and its room, or a line") {
  Case c(samples::small_writes_wait());
  int at = 0;
  for (const Row& row : c.broken.rows()) {
    ++at;
    if (std::holds_alternative<GapRow>(row.what)) break;
  }
  c.state.at = at;
  c.state.playing = true;
  const auto folded = wait_ms(c.show, c.state);
  const std::string line = c.screen();
  c.press(Key{'f'});
  CHECK(*wait_ms(c.show, c.state) > *folded + 300);
  CHECK(!has(line, "╎"));
  CHECK(has(c.screen(), "╎"));
}

TEST_CASE("present: bytes as text or as hex") {
  Case c;
  c.press(Key::right);
  CHECK(has(c.screen(), "\"hello\""));
  c.press(Key{'x'});
  CHECK(has(c.screen(), "68 65 6c 6c 6f"));
  c.press(Key{'x'});
  CHECK(has(c.screen(), "\"hello\""));
}

TEST_CASE("present: brackets jump from teaching point to teaching point") {
  Case c;
  for (int last = -1; c.state.at < events_of(c.show, Act::broken);) {
    REQUIRE(c.state.at > last);
    last = c.state.at;
    c.press(Key{']'});
    const bool end = c.state.at == events_of(c.show, Act::broken);
    CHECK((end || is_point(c.broken.rows()[static_cast<std::size_t>(c.state.at - 1)])));
  }
  for (int i = 0; i < 100; ++i) c.press(Key{'['});
  CHECK(c.state.at == 0);
}

TEST_CASE("present: every frame fits on every screen, in both languages") {
  for (const Lang lang : {Lang::en, Lang::zh})
    for (const Size size : {Size{80, 24}, Size{120, 40}, Size{200, 60}, Size{40, 10}, Size{20, 3}})
      for (const Act act : {Act::broken, Act::fixed, Act::both})
        for (const bool other : {false, true}) {
          Case c(samples::small_writes_wait(), lang);
          c.state = {.act = act, .long_gaps = other, .hex = other};
          for (; c.state.at <= events_of(c.show, act); ++c.state.at) {
            const Lines lines = present_screen(c.show, c.state, size, c.view);
            CAPTURE(c.state.at);
            CAPTURE(size.columns);
            CHECK(std::ssize(lines) <= size.rows);
            for (const Line& line : lines) {
              CAPTURE(line.text());
              CHECK(line.width() <= size.columns);
            }
          }
        }
}

TEST_CASE("present: the keys are told, and any key goes on") {
  Case c;
  c.press(Key{'?'});
  CHECK(has(c.screen(), "Page Down"));
  c.press(Key{'?'});
  CHECK(!has(c.screen(), "Page Down"));
  CHECK(c.press(Key::escape));  // remotes send it to end a show of slides
  CHECK(!c.press(Key{'q'}));
}

TEST_CASE("themes: our colours, or the terminal's") {
  const View view{.color = true};
  const Lines lines = {Line(view).add("held", Tone::wrong).add(" plain")};
  CHECK(drawn(lines, Theme::own).front() == "\x1b[K\x1b[33mheld\x1b[0m plain");
  CHECK(has(drawn(lines, Theme::light).front(), "\x1b[38;5;130mheld\x1b[0m\x1b[38;5;16;48;5;231m"));
  CHECK(drawn(lines, Theme::dark).front().starts_with("\x1b[38;5;231;48;5;16m\x1b[K"));
  CHECK(drawn(lines, Theme::dark).front().ends_with("\x1b[0m"));
}
