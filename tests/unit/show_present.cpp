// What a room sees, event by event: no terminal is needed.
#include <doctest/doctest.h>

#include "report_samples.hpp"
#include "show/present.hpp"
#include "show/present_screen.hpp"

using namespace stickylab;

namespace {

/// Lab 01 or 03 on a stage, or the same several times.
struct Case {
  samples::Sample sample;
  Talk talk{};
  PresentState state{};
  View view;
  Size size{120, 60};

  explicit Case(samples::Sample of = samples::two_writes_one_read(), Lang lang = Lang::en,
                int labs = 1)
      : sample(std::move(of)), view{.lang = lang} {
    Prediction& predict = sample.lab.predict;
    predict.question = {"What does recv return?", "recv 返回什么？"};
    predict.choices = {{"hello", "hello"}, {"helloworld", "helloworld"}};
    predict.answer = 1;
    predict.tempting = {"Each recv seems to belong to a send.", "看起来一次 recv 对应一次 send。"};
    for (int i = 0; i < labs; ++i)
      talk.push_back({.lab = sample.lab,
                      .broken = Scene(sample.lab, Trace(sample.broken)),
                      .fixed = Scene(sample.lab, Trace(sample.fixed)),
                      .comparison = sample.comparison});
    state = beginning_of(talk);
  }
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;

  Show& show() { return talk.front(); }
  const Scene& broken() const { return talk.front().broken; }
  Place& here() { return state.here(); }
  bool press(Key key) { return on_key(talk, state, key, size, view); }
  void press(Key key, int times) {
    for (int i = 0; i < times; ++i) press(key);
  }
  std::string screen() const { return joined(present_screen(talk, state, size, view)); }
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
  c.show().code = diff("int a;\nrecv(fd);\n", "int a;\nread_all(fd);\n");
  c.press(Key{'2'});
  CHECK(has(c.screen(), "-  recv(fd);"));
  CHECK(has(c.screen(), "+  read_all(fd);"));
  c.press(Key::page_down);
  CHECK_FALSE(has(c.screen(), "read_all"));
}

TEST_CASE("present: a remote with two keys leads through all acts and back") {
  Case c;
  int steps = 0;
  std::vector<std::string> screens = {c.screen()};
  while (c.here().act != Act::both || c.here().at < events_of(c.show(), Act::both)) {
    c.press(Key::page_down);
    screens.push_back(c.screen());
    REQUIRE(++steps < 200);
  }
  CHECK(steps == 2 * events_of(c.show(), Act::both) + 3);  // three acts more open
  CHECK(has(screens.back(), "merged"));
  CHECK(has(screens.back(), "same: the messages arrived"));
  c.press(Key::page_down);  // it stays on the last frame
  CHECK(c.screen() == screens.back());
  for (; !screens.empty(); screens.pop_back(), c.press(Key::page_up))
    CHECK(c.screen() == screens.back());
  CHECK(c.here().act == Act::broken);
  CHECK(c.here().at == 0);
}

TEST_CASE("present: after the broken act the answer, by a sign, and why") {
  Case c;
  c.press(Key::end);
  CHECK(has(c.screen(), "→: the answer"));
  c.press(Key::page_down);
  const std::string text = c.screen();
  CHECK(has(text, "the answer: b"));
  CHECK(has(text, "What does recv return?"));
  CHECK(has(text, "✓ b  helloworld"));
  CHECK(has(text, "  a  hello"));
  CHECK(has(text, "Why: TCP carries a stream of bytes."));
  CHECK(has(text, "Each recv seems to belong to a send."));
  CHECK(!has(text, "did not show it"));
  c.press(Key::page_down);
  CHECK(c.here().act == Act::fixed);
  c.press(Key{'a'});
  CHECK(c.screen() == text);
}

TEST_CASE("present: the answer says if this run did not show it") {
  Case c;
  c.show().comparison.broken_mismatches = {{"verdict", "merged", "same"}};
  c.press(Key{'a'});
  CHECK(has(c.screen(), "This run did not show it"));
}

TEST_CASE("present: both open with their numbers, and start at their beginning") {
  Case c;
  c.press(Key{'3'});
  CHECK(has(c.screen(), "How they differ"));
  CHECK(has(c.screen(), "→: both, from the beginning"));
  c.press(Key::page_down);
  CHECK(!has(c.screen(), "How they differ"));
  CHECK(c.here().at == 1);
  CHECK(!has(c.screen(), "merged"));
}

TEST_CASE("present: a fix that is longer than the screen is read to its end, comments last") {
  Case c;
  c.size = {80, 24};
  std::string before = "// what the author believed\nint a;\n";
  std::string after = "// what is so\nint a;\n";
  for (int i = 0; i < 30; ++i) {
    before += "old_line();\n";
    after += "new_line();\n";
  }
  c.show().code = diff(before, after + "last_line();\n");
  c.press(Key{'2'});
  CHECK(!has(c.screen(), "what is so"));
  CHECK(has(c.screen(), "lines not shown: 0 above"));
  CHECK(has(c.screen(), "→: more lines"));
  std::string all;
  int pages = 0;
  for (; c.here().at == 0; c.press(Key::page_down)) {
    all += c.screen();
    REQUIRE(++pages < 10);
  }
  CHECK(pages > 2);
  CHECK(has(all, "last_line"));
  CHECK(all.rfind("what is so") > all.rfind("last_line"));
  CHECK(has(all, "0 below"));
  c.press(Key::page_up);  // and back: its last page
  CHECK(has(c.screen(), "what is so"));
  c.press(Key::page_up, pages - 1);
  CHECK(c.here().scroll == 0);
  CHECK(c.here().act == Act::fixed);
}

TEST_CASE("present: n and p lead from lab to lab, and each stays as it was left") {
  Case c(samples::two_writes_one_read(), Lang::en, 3);
  CHECK(has(c.screen(), "lab 1 of 3, broken, event 0 of"));
  c.press(Key{'p'});
  CHECK(c.state.lab == 0);
  c.press(Key::page_down, 2);
  const std::string left = c.screen();
  c.press(Key{'n'}, 5);
  CHECK(c.state.lab == 2);
  CHECK(has(c.screen(), "lab 3 of 3, broken, event 0 of"));
  c.press(Key{'p'}, 2);
  CHECK(c.screen() == left);
  c.press(Key{'3'});
  c.press(Key::end);
  CHECK(has(c.screen(), "→: next lab"));
  c.press(Key::page_down);
  CHECK(has(c.screen(), "lab 2 of 3, broken, event 0 of"));
  c.press(Key::page_up);
  CHECK(has(c.screen(), "lab 1 of 3, broken and fixed"));
}

TEST_CASE("present: the head shows the topic until the answer has been told, then the title") {
  Case c;
  c.sample.lab.teaching.topic = {"Two sends, then one recv", "两次 send，一次 recv"};
  CHECK(has(c.screen(), "01 Two sends, then one recv"));
  CHECK(!has(c.screen(), "Two writes, one read"));
  c.press(Key::end);
  CHECK(!has(c.screen(), "Two writes, one read"));
  c.press(Key::page_down);
  CHECK(has(c.screen(), "01 Two writes, one read"));
  c.press(Key::page_up);  // once told, it stays told
  CHECK(has(c.screen(), "01 Two writes, one read"));
}

TEST_CASE("present: the numbers of both come with the rule to take away") {
  Case c;
  c.sample.lab.teaching.rule = {"recv gives what is there.", "recv 有多少给多少。"};
  c.press(Key{'3'});
  CHECK(has(c.screen(), "Rule: recv gives what is there."));
}

TEST_CASE("present: a plan's note and minutes stand below the question") {
  Case c(samples::two_writes_one_read(), Lang::en, 2);
  c.talk[0].planned = {.number = "01", .minutes = 8};
  c.talk[1].planned = {.number = "01", .minutes = 7, .note = {"Ask for hands.", "请举手。"}};
  CHECK(has(c.screen(), "8 min: minutes 0 to 8 of the lesson"));
  c.press(Key{'n'});
  CHECK(has(c.screen(), "Ask for hands."));
  CHECK(has(c.screen(), "7 min: minutes 8 to 15 of the lesson"));
}

TEST_CASE("present: the question names the key that begins") {
  Case c;
  CHECK(has(c.screen(), "→: begin"));
  c.view.ascii = true;
  CHECK(has(c.screen(), "->: begin"));
  c.view = {.lang = Lang::zh};
  CHECK(has(c.screen(), "→：开始"));
}

TEST_CASE("present: a screen that is too small says so, and how large it must be") {
  Case c;
  for (const Size size : {Size{20, 5}, Size{39, 40}, Size{80, 5}, Size{5, 2}}) {
    c.size = size;
    const Lines lines = present_screen(c.talk, c.state, size, c.view);
    CHECK(std::ssize(lines) <= size.rows);
    CHECK(has(joined(lines), size.columns < 10 ? "too" : "too small"));
    CHECK(c.press(Key::page_down));
    CHECK(c.here().at == 0);
    CHECK(!c.press(Key{'q'}));
  }
  c.size = {20, 5};
  CHECK(has(c.screen(), "at least"));
  c.size = {40, 16};
  CHECK(has(c.screen(), "What does recv return?"));
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
  const int end = events_of(c.show(), Act::both);
  Shown last;
  for (int at = 0; at <= end; ++at) {
    const Shown shown = shown_at(c.show(), Act::both, at);
    CHECK(shown.broken + shown.fixed == at);
    CHECK(shown.broken >= last.broken);
    CHECK(shown.fixed >= last.fixed);
    last = shown;
  }
  CHECK(last.broken == events_of(c.show(), Act::broken));
  CHECK(last.fixed == events_of(c.show(), Act::fixed));
}

TEST_CASE("present: it plays to the end of the act and stays there") {
  Case c;
  CHECK(!wait_ms(c.talk, c.state));
  c.press(Key{' '});
  const auto wait = wait_ms(c.talk, c.state);
  REQUIRE(wait.has_value());
  c.press(Key{'+'});
  CHECK(wait_ms(c.talk, c.state) == *wait / 2);
  for (int i = 0; i < 100 && c.state.playing; ++i) play_on(c.talk, c.state);
  CHECK(c.here().act == Act::broken);
  CHECK(c.here().at == events_of(c.show(), Act::broken));
  CHECK(!wait_ms(c.talk, c.state));
  c.press(Key::home);
  c.press(Key{' '});
  c.press(Key::page_down);  // who steps does not want it to play
  CHECK(!c.state.playing);
}

TEST_CASE("present: a long gap takes its time and its room, or a line") {
  Case c(samples::small_writes_wait());
  int at = 0;
  for (const Row& row : c.broken().rows()) {
    ++at;
    if (std::holds_alternative<GapRow>(row.what)) break;
  }
  c.here().at = at;
  c.state.playing = true;
  const auto folded = wait_ms(c.talk, c.state);
  const std::string line = c.screen();
  c.press(Key{'f'});
  CHECK(*wait_ms(c.talk, c.state) > *folded + 300);
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
  for (int last = -1; c.here().at < events_of(c.show(), Act::broken);) {
    REQUIRE(c.here().at > last);
    last = c.here().at;
    c.press(Key{']'});
    const bool end = c.here().at == events_of(c.show(), Act::broken);
    CHECK((end || is_point(c.broken().rows()[static_cast<std::size_t>(c.here().at - 1)])));
  }
  for (int i = 0; i < 100; ++i) c.press(Key{'['});
  CHECK(c.here().at == 0);
}

TEST_CASE("present: every frame fits on every screen, in both languages") {
  for (const Lang lang : {Lang::en, Lang::zh})
    for (const Size size : {Size{80, 24}, Size{120, 40}, Size{200, 60}, Size{500, 60}, Size{40, 14},
                            Size{40, 10}, Size{20, 3}})
      for (const Act act : {Act::broken, Act::answer, Act::fixed, Act::both})
        for (const bool other : {false, true}) {
          Case c(samples::small_writes_wait(), lang, 2);
          c.here() = {.act = act};
          c.state.long_gaps = c.state.hex = other;
          for (; c.here().at <= events_of(c.show(), act); ++c.here().at) {
            const Lines lines = present_screen(c.talk, c.state, size, c.view);
            CAPTURE(c.here().at);
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
  CHECK(drawn(lines, Theme::own).front() == "\x1b[K\x1b[38;5;166mheld\x1b[0m plain");
  CHECK(has(drawn(lines, Theme::light).front(), "\x1b[38;5;130mheld\x1b[0m\x1b[38;5;16;48;5;231m"));
  CHECK(drawn(lines, Theme::dark).front().starts_with("\x1b[38;5;231;48;5;16m\x1b[K"));
  CHECK(drawn(lines, Theme::dark).front().ends_with("\x1b[0m"));
}

TEST_CASE("present: the glossary is one key away, and q leads back") {
  Case c;
  c.press(Key{'w'});
  CHECK(has(c.screen(), "byte stream"));
  CHECK(!has(c.screen(), "What does recv return?"));
  CHECK(c.press(Key{'q'}));
  CHECK(has(c.screen(), "What does recv return?"));
}
