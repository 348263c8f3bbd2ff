// The screens and what stands behind them: no terminal is needed.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "report_samples.hpp"
#include "show/comments.hpp"
#include "show/kit_calls.hpp"
#include "show/learn.hpp"
#include "show/learn_screen.hpp"
#include "show/markdown.hpp"

using namespace stickylab;

namespace {

std::vector<Key> keys_in(std::string bytes) { return take_keys(bytes); }

View plain(Lang lang = Lang::en) { return {.lang = lang}; }

/// Lab 01 with a guess to make, and its recordings.
struct Case {
  samples::Sample sample = samples::two_writes_one_read();
  std::optional<Lesson> lesson;
  LearnState state;
  View view;

  explicit Case(Lang lang = Lang::en) : view(plain(lang)) {
    Lab& lab = sample.lab;
    lab.predict.question = {"What does recv return?", "recv 返回什么？"};
    lab.predict.choices = {{"hello", "hello"}, {"helloworld", "helloworld"}};
    lab.predict.answer = 1;
    lab.predict.tempting = Text{"One recv seems to belong to one send.", "看起来一对一。"};
    lab.broken[Net::loopback] = {.verdict = Verdict::merged, .numbers = {}};
    lab.fixed[Net::loopback] = {.numbers = {}, .holds = Holds::everywhere};
    lesson.emplace(Lesson{lab,
                          diff("a\nb\nc\n", "a\nB\nB2\nc\n"),
                          {"Change it:\nmake it"},
                          {"a/b#1: once"},
                          "/home/student/01.cpp",
                          false,
                          Environment{.kernel = "Linux 6.18", .net = Net::loopback}});
    lesson->labs = {{&lab, {"run", 1, true}, LabState::wrong}};
  }

  Wish press(Key key, Size size = {}) { return on_key(*lesson, state, key, size, view); }
  std::string screen(Size size = {}) const {
    return joined(learn_screen(*lesson, state, size, view));
  }
  void show(Step step) { state = {.step = step, .guess = state.guess, .seen = state.seen}; }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("keys: characters, arrows, and what a presenter's remote sends") {
  CHECK(keys_in("q\r\n") == std::vector{Key{'q'}, Key::enter, Key::enter});
  CHECK(keys_in("\x1b[A\x1bOB\x1b[5~\x1b[6~") ==
        std::vector{Key::up, Key::down, Key::page_up, Key::page_down});
  CHECK(keys_in("\x1b") == std::vector{Key::escape});
  CHECK(keys_in("\x1bq") == std::vector{Key::escape, Key{'q'}});
  CHECK(keys_in("\x1b[200~x") == std::vector{Key{'x'}});  // a sequence that means nothing to us
  CHECK(keys_in("猜q") == std::vector{Key{'q'}});
}

TEST_CASE("keys: one that is not whole waits for the rest of it") {
  std::string bytes = "a\x1b[";
  CHECK(take_keys(bytes) == std::vector{Key{'a'}});
  CHECK(bytes == "\x1b[");
  bytes += "6~";
  CHECK(take_keys(bytes) == std::vector{Key::page_down});
  CHECK(bytes.empty());
}

TEST_CASE("progress: what is written is read again, and unknown words are passed over") {
  const Progress progress{"02-b",
                          {{"01-a", {"run", 2, true, 3, true}}, {"02-b", {"look", 0, false}}}};
  std::stringstream file;
  write_progress(file, progress);
  CHECK(read_progress(file) == progress);
  std::istringstream newer(
      "# a comment\n01-a step=run guess=2 seen mood=good\n\n99-gone step=why\n");
  const Progress read = read_progress(newer);
  CHECK(read.labs.at("01-a") == LabProgress{"run", 2, true});
  CHECK(read.labs.at("99-gone") == LabProgress{"why", 0, false});
  std::istringstream spoilt("01-a guess=x step=\n\xff\xfe\n");
  CHECK(read_progress(spoilt).labs.at("01-a") == LabProgress{});
}

TEST_CASE("progress: where its file is") {
  const auto file = [](const std::optional<std::string>& state,
                       const std::optional<std::string>& home) {
    return progress_file(
               [=](const char* name) { return std::string(name) == "HOME" ? home : state; })
        .string();
  };
  CHECK(file("/state", "/home/me") == "/state/stickylab/progress");
  CHECK(file(std::nullopt, "/home/me") == "/home/me/.local/state/stickylab/progress");
  CHECK(file("relative", "/home/me") == "/home/me/.local/state/stickylab/progress");
  CHECK(file(std::nullopt, std::nullopt).empty());
}

TEST_CASE("diff: as few lines as can be, what goes before what comes") {
  using Kind = DiffLine::Kind;
  CHECK(diff("a\nb\nc\n", "a\nB\nc\nd\n") == std::vector<DiffLine>{{Kind::same, "a", 1},
                                                                   {Kind::removed, "b", 2},
                                                                   {Kind::added, "B", 2},
                                                                   {Kind::same, "c", 3},
                                                                   {Kind::added, "d", 4}});
  CHECK(diff("", "").empty());
  CHECK(diff("a\n", "") == std::vector<DiffLine>{{Kind::removed, "a", 1}});
}

TEST_CASE("a screen is never higher than the terminal, and says what is not seen") {
  Frame frame;
  const View view = plain();
  for (int i = 1; i <= 50; ++i) frame.body.push_back(Line(view).add("line " + std::to_string(i)));
  frame.head = frame.foot = Lines(1, Line(view).add("edge"));
  for (int rows = 1; rows < 60; ++rows) {
    CAPTURE(rows);
    CHECK(std::ssize(laid_out(frame, {80, rows}, 7, view)) <= rows);
  }
  const std::string text = joined(laid_out(frame, {80, 24}, 7, view));
  CHECK(has(text, "line 8\n"));
  CHECK(has(text, "lines not shown: 7 above, 23 below"));
  CHECK(has(joined(laid_out(frame, {80, 24}, 1000, view)), "line 50\n"));
  CHECK(!has(joined(laid_out(frame, {80, 60}, 0, view)), "not shown"));
}

TEST_CASE("learn: every step fits on every screen, in both languages") {
  for (const Lang lang : {Lang::en, Lang::zh})
    for (const Size size : {Size{80, 24}, Size{120, 40}, Size{200, 60}, Size{40, 10}, Size{20, 3}})
      for (int step = 0; step < kSteps; ++step) {
        Case c(lang);
        c.show(static_cast<Step>(step));
        c.state.broken.emplace(c.sample.broken);
        c.state.fixed.emplace(c.sample.fixed);
        c.state.guess = 1;
        const Lines lines = learn_screen(*c.lesson, c.state, size, c.view);
        CAPTURE(step);
        CAPTURE(size.columns);
        CHECK(std::ssize(lines) <= size.rows);
        for (const Line& line : lines) {
          CAPTURE(line.text());
          CHECK(line.width() <= size.columns);
        }
      }
}

TEST_CASE("learn: nothing moves on by itself, and each key does one thing") {
  Case c;
  for (const Key key : {Key::none, Key::resized, Key{'x'}, Key::escape, Key{'1'}, Key{'h'},
                        Key{'t'}, Key{'p'}, Key{'s'}, Key{'g'}}) {
    CHECK(c.press(key) == Wish::nothing);
    CHECK(c.state.step == Step::look);
  }
  c.press(Key::enter);
  CHECK(c.state.step == Step::code);
  c.press(Key{'b'});
  CHECK(c.state.step == Step::look);
  c.press(Key{'b'});
  CHECK(c.state.step == Step::look);
  CHECK(c.press(Key{'q'}) == Wish::leave);
}

TEST_CASE("learn: a guess can be changed until the run has been seen") {
  Case c;
  c.show(Step::predict);
  c.press(Key{'1'});
  c.press(Key{'9'});  // there is no such choice
  CHECK(c.state.guess == 1);
  CHECK(has(c.screen(), "1  hello  (your guess)"));
  c.press(Key{'2'});
  CHECK(c.state.guess == 2);
  CHECK(c.press(Key::enter) == Wish::run);
  CHECK(c.state.step == Step::run);
  c.state.seen = true;
  c.state.broken.emplace(c.sample.broken);
  c.press(Key{'b'});
  c.press(Key{'1'});
  CHECK(c.state.guess == 2);
}

TEST_CASE("learn: it asks once before it goes on without a guess") {
  Case c;
  c.show(Step::predict);
  CHECK(c.press(Key::enter) == Wish::nothing);
  CHECK(c.state.step == Step::predict);
  CHECK(has(c.screen(), "You have not guessed yet."));
  CHECK(c.press(Key::enter) == Wish::run);
  CHECK(c.state.step == Step::run);
  c.state.seen = true;
  c.press(Key{'b'});
  CHECK(has(c.screen({120, 40}), "With g the question is asked again."));
  c.press(Key::enter);
  CHECK(c.state.step == Step::run);
}

TEST_CASE("learn: the guess stands beside what happened") {
  Case c;
  c.state = {.step = Step::run, .guess = 1, .broken = Trace(c.sample.broken)};
  const Size large{120, 60};
  std::string text = c.screen(large);
  CHECK(has(text, "you guessed    1  hello"));
  CHECK(has(text, "what happened  2  helloworld"));
  CHECK(has(text, "One recv seems to belong to one send."));
  CHECK(has(text, "messages understood (1): \"helloworld\""));
  c.state.guess = 2;
  text = c.screen(large);
  CHECK(has(text, "As you guessed."));
  CHECK(!has(text, "One recv seems"));
  c.state.guess = 0;
  CHECK(has(c.screen(large), "no guess"));
}

TEST_CASE("learn: a run that does not show it answers nothing") {
  Case c;
  c.state = {.step = Step::run, .guess = 1, .broken = Trace(c.sample.fixed)};
  const std::string text = c.screen({120, 60});
  CHECK(has(text, "This run did not show"));
  CHECK(!has(text, "you guessed"));
}

TEST_CASE("learn: the code is the broken one, the fix a diff") {
  Case c;
  c.show(Step::code);
  CHECK(has(c.screen(), "  2 ┃  b\n"));
  CHECK(!has(c.screen(), "B2"));
  CHECK(!has(c.screen(), "What the calls"));
  c.show(Step::fix);
  CHECK(has(c.screen(), "  2 -  b\n  2 +  B\n  3 +  B2\n  4    c\n"));  // as in fixed.cpp
}

TEST_CASE("learn: a capstone's code has no marks, and for a diff stands what cures what") {
  Case c;
  c.sample.lab.lessons = {
      {{"S2:191", "S2:216"}, {"It is cut.", "被截断。"}, "33", "52/cut.hpp", "chat/cut"}};
  c.show(Step::code);
  CHECK(has(c.screen(), "  2    b\n"));
  CHECK(!has(c.screen(), "┃"));
  c.show(Step::fix);
  CHECK(has(c.screen(), "S2:191, S2:216: It is cut.\nLab 33 teaches it, 52/cut.hpp cures it, "));
  CHECK(!has(c.screen(), "B2"));
}

TEST_CASE("learn: the calls of the kit that the code makes are explained") {
  const auto names = [](std::string_view code) {
    std::string all;
    for (const KitCall& call : kit_calls(code)) all += std::string(call.name) + " ";
    return all;
  };
  CHECK(names("kit::receive_all(fd); kit::send_all(fd); kit::send_all(fd);") ==
        "send_all receive_all ");
  CHECK(names("kit::send_all_of_it(); send_some(); kit::Bytes b;").empty());
  Case c;
  c.lesson->code = diff("kit::send_all(1);\n", "kit::send_some(1);\n");
  c.show(Step::code);
  CHECK(has(c.screen(), "- send_all: send, until"));
  CHECK(!has(c.screen(), "send_some"));
}

TEST_CASE("learn: what the lanes show is explained below them") {
  Case c;
  c.state = {.step = Step::run, .guess = 1, .broken = Trace(c.sample.broken)};
  CHECK(has(c.screen({120, 60}), "- TCP holds bytes back: send has taken them"));
  CHECK(has(c.screen({120, 60}), "- ▸ message: what"));
}

TEST_CASE("learn: a copy of one's own is tried, run once, run often, and edited") {
  Case c;
  const Size large{120, 60};
  c.show(Step::practice);
  CHECK(has(c.screen(large), "- Change it:\n  make it\n"));
  CHECK(has(c.screen(large), "will be /home/student/01.cpp"));
  CHECK(c.press(Key{'t'}) == Wish::try_copy);
  CHECK(c.press(Key{'p'}) == Wish::run_copy);
  CHECK(c.press(Key{'m'}) == Wish::repeat_copy);
  CHECK(c.press(Key{'e'}) == Wish::nothing);
  CHECK(!has(c.screen(large), "in your editor"));
  c.lesson->has_editor = c.lesson->has_copy = true;
  CHECK(c.press(Key{'e'}) == Wish::edit_copy);
  CHECK(has(c.screen(large), "is /home/student/01.cpp, as you left it"));
}

TEST_CASE("learn: a copy is tried as the lab is") {
  Case c;
  const Size large{120, 60};
  c.show(Step::practice);
  CHECK(has(c.screen(large), "cut at each place"));
  c.sample.lab.transport = Transport::udp;
  CHECK(has(c.screen(large), "overtake each other"));
  c.sample.lab.fixed[Net::loopback].holds = Holds::not_stated;
  CHECK(has(c.screen(large), "it runs once, as the lab does"));
}

TEST_CASE("learn: commands are those of the place where the tool lies, and can be pasted") {
  Case c;
  c.lesson->places = {"/opt/lab/bin/stickylab", "/opt/lab/bin", "/opt/lab/share/stickylab/labs"};
  c.lesson->ideas = {"See `labs/01-a/broken.cpp`:\nbuild/bin/stickylab try 01 labs/01-a/broken.cpp",
                     "Run `build/bin/01-a-broken`."};
  c.show(Step::practice);
  const std::string text = c.screen({70, 60});
  CHECK(has(text, "See `/opt/lab/share/stickylab/labs/01-a/broken.cpp`:"));
  CHECK(
      has(text,
          "  /opt/lab/bin/stickylab try 01 \\\n  /opt/lab/share/stickylab/labs/01-a/broken.cpp\n"));
  CHECK(has(text, "Run `/opt/lab/bin/01-a-broken`."));
  CHECK(has(text, "  /opt/lab/bin/stickylab run 01 01.cpp\n"));
  CHECK(!has(text, "build/bin"));
}

TEST_CASE("learn: the topic stands in the place of the title until the answer has been seen") {
  Case c;
  Lab& lab = c.sample.lab;
  lab.teaching.topic = Text{"Two sends", "两次 send"};
  CHECK(has(c.screen(), "01 Two sends "));
  c.state.seen = true;
  CHECK(has(c.screen(), "01 Two writes, one read"));
  CHECK(has(c.screen(), "lab 1 of 1, step 1 of 9: what you will see"));
}

TEST_CASE("learn: hints come one by one, and only once the fault has been seen") {
  Case c;
  const Size high{80, 90};
  c.sample.lab.teaching.hints = {{"Look.", "看。"}, {"Think.", "想。"}};
  c.show(Step::practice);
  CHECK(!has(c.screen(high), "Hint"));
  c.press(Key{'h'}, high);
  CHECK(has(c.screen(high), "Hint 1 of 2: Look."));
  CHECK(!has(c.screen(high), "Think."));
  c.press(Key{'h'}, high);
  c.press(Key{'h'}, high);
  CHECK(has(c.screen(high), "Hint 2 of 2: Think."));
  c.show(Step::run);
  c.press(Key{'h'}, high);
  CHECK(c.state.hints == 0);
  c.state.broken.emplace(c.sample.broken);
  CHECK(has(c.screen(high), "With t you can try to repair it yourself first"));
  c.press(Key{'h'}, high);
  CHECK(has(c.screen(high), "Hint 1 of 2"));
  CHECK(c.press(Key{'t'}, high) == Wish::try_copy);
}

TEST_CASE("learn: the answers to Try this come after an attempt") {
  Case c;
  c.sample.lab.teaching.answers = {{"It changes.", "会变。"}};
  c.show(Step::practice);
  c.press(Key{'s'});
  CHECK(has(c.screen(), "First try something"));
  CHECK(!has(c.screen(), "It changes."));
  c.state.tried = true;
  CHECK(has(c.screen(), "What comes out: It changes."));
}

TEST_CASE("learn: the guess of a lab can be forgotten") {
  Case c;
  c.state = {.step = Step::why, .guess = 1, .seen = true, .reads = 2};
  c.state.broken.emplace(c.sample.broken);
  c.press(Key{'g'});
  CHECK(c.state.step == Step::predict);
  CHECK(c.state.guess + c.state.reads == 0);
  CHECK(!c.state.seen);
  CHECK(!c.state.broken);
  CHECK(has(c.screen(), "What does recv return?"));
}

TEST_CASE("learn: before the fixed version runs, its reads are guessed, where they are certain") {
  Case c;
  Expected& fixed = c.sample.lab.fixed[Net::loopback];
  c.show(Step::fix);
  CHECK(c.press(Key::enter) == Wish::run);
  c.show(Step::fix);
  fixed.numbers[Number::reads] = {4, 5};
  CHECK(c.press(Key::enter) == Wish::run);
  c.show(Step::fix);
  fixed.numbers[Number::reads] = {4, 4};
  fixed.numbers[Number::writes] = {4, 4};
  CHECK(c.press(Key::enter) == Wish::nothing);
  CHECK(has(c.screen(), "How many reads that bring bytes will the fixed receiver need?"));
  CHECK(has(c.screen(), "  1  2\n  2  4\n  3  5\n  4  8\n"));
  CHECK(c.press(Key::enter) == Wish::nothing);
  CHECK(has(c.screen(), "You have not guessed yet."));
  c.press(Key{'5'});
  CHECK(c.state.reads == 0);
  c.press(Key{'1'});
  CHECK(has(c.screen(), "1  2  (your guess)"));
  CHECK(c.press(Key::enter) == Wish::run);
  c.state.fixed.emplace(c.sample.fixed);
  CHECK(has(c.screen({120, 60}), "you guessed    2\nwhat happened  4\n"));
}

TEST_CASE("learn: the keys are shown in front, and any key leads back") {
  Case c;
  c.press(Key{'?'});
  CHECK(has(c.screen({80, 40}), "g: forget the guess of this lab"));
  c.press(Key::enter);
  CHECK(c.state.step == Step::look);
  CHECK(!has(c.screen({80, 40}), "g: forget"));
}

TEST_CASE("learn: from the list of labs one goes to any") {
  Case c;
  Lab other = c.sample.lab;
  other.number = "02";
  other.part = 2;
  other.title = {"It is torn", "撕开"};
  other.teaching.topic = Text{"A long message", "长消息"};
  c.lesson->labs.push_back({&other, {}, LabState::next});
  c.press(Key{'l'});
  const std::string text = c.screen();
  CHECK(
      has(text, "Part 1: A stream has no packets\n▸ ✓  01 Two writes, one read  guessed wrong\n"));
  CHECK(has(text, "Part 2: Cures that do not cure\n  ▶  02 A long message  next\n"));
  CHECK(!has(text, "torn"));
  c.view.ascii = true;
  CHECK(has(c.screen(), "> +  01"));
  c.press(Key::down);
  c.press(Key::down);
  CHECK(c.state.at == 1);
  CHECK(c.press(Key::enter) == Wish::open_lab);
  CHECK(c.state.at == 1);
  c.press(Key{'l'});
  c.press(Key{'l'});
  CHECK(has(c.screen(), "Two programs"));
}

TEST_CASE("learn: the glossary stands in front, scrolls, and leads back to the step") {
  Case c;
  c.press(Key{'w'});
  CHECK(has(c.screen(), "byte stream"));
  c.press(Key::end);
  CHECK(!has(c.screen(), "byte stream"));
  CHECK(c.press(Key{'q'}) == Wish::nothing);
  CHECK(!has(c.screen(), "retransmission"));
  CHECK(c.state.step == Step::look);
}

TEST_CASE("learn: a window that is too small says so") {
  Case c;
  CHECK(has(c.screen({39, 24}), "too small: at least 40 x 10"));
  CHECK(has(c.screen({80, 9}), "too small: at least 40 x 10"));
  CHECK(!has(c.screen({40, 10}), "too small"));
}

TEST_CASE("progress: what has been seen, what was guessed, and what comes next") {
  std::vector<Lab> labs(4, Case().sample.lab);
  for (std::size_t i = 0; i < labs.size(); ++i) labs[i].folder = "labs/" + std::to_string(i);
  const auto states = [&](const Progress& progress) { return lab_states(labs, progress); };
  using enum LabState;
  CHECK(states({}) == std::vector{next, open, open, open});
  const Progress some{"1", {{"0", {"why", 2, true}}, {"1", {"run", 0, true}}}};
  for (Lab& lab : labs) {
    lab.predict.choices.resize(2);
    lab.predict.answer = 1;
  }
  CHECK(states(some) == std::vector{right, done, next, open});
  const Progress behind{"3", {{"1", {"run", 1, true}}, {"3", {"run", 1, true}}}};
  CHECK(states(behind) == std::vector{next, wrong, open, wrong});
}

TEST_CASE("learn: comments are read in Chinese, and each line of code keeps its number") {
  const std::map<std::string, std::string> chinese = {
      {"One recv brings a message, all of it.", "一次 recv 就取到一整条消息。"},
      {"bytes", "字节数"}};
  CHECK(with_comments("// One recv brings\n// a message, all of it.\nint n = 1;  // bytes\n",
                      chinese) == "// 一次 recv 就取\n// 到一整条消息。\nint n = 1;  // 字节数\n");
  CHECK(with_comments("  // unknown\n  x(\"a://bytes\");\n", chinese) ==
        "  // unknown\n  x(\"a://bytes\");\n");
  CHECK(with_comments("  // One recv brings a message, all of it.\n", chinese) ==
        "  // 一次 recv 就取到一整条消息。\n");
}

TEST_CASE("learn: who is to get the messages is said to") {
  Case c;
  c.show(Step::look);
  CHECK(has(c.screen(), "The sender means to send (2):"));
  c.sample.lab.meant.understood_by = kSender;
  CHECK(has(c.screen(), "The sender asks, and is to get (2):"));
}

TEST_CASE("learn: at the end what was guessed of this part and what it was, and the next lab") {
  Case c;
  Lab& lab = c.sample.lab;
  Lab later = lab;
  later.number = "05";
  later.title = {"Later", "后来"};
  c.lesson->labs.push_back({&later, {}});
  c.show(Step::guesses);
  std::string text = c.screen();
  CHECK(has(text, "Part 1: A stream has no packets\nYou have guessed 1 of its 2 labs.\n"));
  CHECK(has(text, "you guessed      1  hello\n"));
  CHECK(has(text, "what happened    2  helloworld\n"));
  CHECK(!has(text, "05 Later\n"));
  CHECK(!has(text, "last lab of the part"));
  CHECK(has(c.screen(), "The next lab is 05 Later."));
  CHECK(!has(c.screen(), "begins part"));
  later.part = 2;
  later.teaching.topic = Text{"What comes late", "后来的"};
  CHECK(has(c.screen(), "The next lab is 05 What comes late."));
  CHECK(has(c.screen(), "With it begins part 2: Cures that do not cure."));
  CHECK(c.press(Key::enter) == Wish::open_lab);
  CHECK(c.state.at == 1);
  c.lesson->labs.pop_back();
  CHECK(c.press(Key::enter) == Wish::nothing);
  CHECK(has(c.screen(), "This was the last lab."));
}

TEST_CASE("learn: the last lab of a part sums it up") {
  Case c;
  c.show(Step::guesses);
  CHECK(has(c.screen(), "As you guessed: 0. Otherwise: 1.\n"));
  CHECK(has(c.screen(), "cannot be seen from the code alone"));
  Visited& only = c.lesson->labs.front();
  only.progress.guess = 2;
  only.state = LabState::right;
  c.sample.lab.teaching.rule = Text{"A stream has no messages.", "流里没有消息。"};
  CHECK(has(c.screen(), "As you guessed: 1. Otherwise: 0.\n"));
  CHECK(has(c.screen(), "took you by surprise"));
  CHECK(has(c.screen(), "rule             A stream has no messages.\n"));
  only.progress.guess = 0;
  only.state = LabState::done;
  CHECK(has(c.screen(), "You have guessed 0 of its 1 labs."));
  CHECK(has(c.screen(), "no guess"));
  CHECK(!has(c.screen(), "last lab of the part"));
  only.progress.guess = 7;  // the lab has changed: there is no such choice
  CHECK(has(c.screen(), "You have guessed 0 of its 1 labs."));
}

TEST_CASE("learn: names of steps are kept in a file") {
  for (int step = 0; step < kSteps; ++step)
    CHECK(step_from_name(step_name(static_cast<Step>(step))) == static_cast<Step>(step));
  CHECK(step_from_name("no such step") == Step::look);
}

TEST_CASE("learn: the ideas of a README, each on its own") {
  CHECK(list_under("Try this",
                   "# 01\n- not this\n## Try this\n\n- one\n  more\n- two\n"
                   "## Seen in the wild\n- nor this\n") ==
        std::vector<std::string>{"one more", "two"});
  CHECK(list_under("Try this", "## Try this\n- one:\n\n```sh\nmake x\n```\n\n- two\n") ==
        std::vector<std::string>{"one:\nmake x", "two"});
  CHECK(list_under("动手试试", "## 动手试试\n- 一行\n  接着\n") ==
        std::vector<std::string>{"一行接着"});
}
