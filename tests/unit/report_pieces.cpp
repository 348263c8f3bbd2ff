#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "lanes/actor_words.hpp"
#include "lanes/ending_text.hpp"
#include "lanes/row_words.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "text/payload.hpp"
#include "text/view.hpp"
#include "text/width.hpp"

using namespace stickylab;

namespace {

Environ environ_of(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

bool auto_color(bool is_tty, std::map<std::string, std::string> values) {
  return use_color(ColorWhen::automatic, is_tty, environ_of(std::move(values)));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the words of an enum are found by its values") {
    CHECK(in(Lang::en, kVerdictWords[Verdict::inconclusive]) == "inconclusive");
    CHECK(in(Lang::en, kVerdictMeanings[Verdict::same]) ==
          "the messages arrived as they were meant");
    CHECK(in(Lang::en, words_of(kReceiver).lane) == "RECEIVER");
    CHECK(in(Lang::en, kOutcomeWords[Outcome::not_reproduced]) == "not reproduced");
    CHECK(in(Lang::en, kStopWords[Stop::stage_lost]) == "the stage ended under the run");
    Observation seen;
    seen.reason = Reason::failed;
    seen.detail = "receiver 3";
    CHECK(reason_text(seen, Lang::en) ==
          "the messages are right, but the program reported a failure: receiver 3");
  }

  TEST_CASE("an ending names its signal") {
    CHECK(ending_text({Ending::How::signaled, 11}, Lang::en) == "killed by SIGSEGV");
    CHECK(ending_text({Ending::How::exited, 1}, Lang::zh) == "退出码 1");
  }

  TEST_CASE("a Chinese character is two columns wide, a combining mark none") {
    CHECK(display_width("hello") == 5);
    CHECK(display_width("粘包") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("👍") == 2);
    CHECK(display_width("\xe9\x9b") == 2);
    CHECK(padded("雨", 4) == "雨  ");
  }

  TEST_CASE("truncating never cuts a character in half") {
    CHECK(truncated("下雨天留客", 5, "…") == "下雨…");
    CHECK(truncated("下雨天留客", 6, "…") == "下雨…");
    CHECK(truncated("hello", 5, "…") == "hello");
    CHECK(truncated("hello!", 5, "...") == "he...");
  }

  TEST_CASE("English wraps at spaces, Chinese anywhere but before closing punctuation") {
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("下雨天，留客天", 6) == std::vector<std::string>{"下雨", "天，留", "客天"});
    CHECK(wrapped("用 recv 读", 6) == std::vector<std::string>{"用", "recv", "读"});
    CHECK(wrapped("写，第 5 次", 6) == std::vector<std::string>{"写，", "第 5", "次"});
    CHECK(wrapped("abcdefgh", 3) == std::vector<std::string>{"abc", "def", "gh"});
    CHECK(wrapped("", 10) == std::vector<std::string>{""});
  }

  TEST_CASE("payload shows line ends, backslashes and bytes that are no text") {
    CHECK(visible("PING\r\n") == "PING\\r\\n");
    CHECK(visible("a\\b\t") == "a\\\\b\\t");
    CHECK(visible(std::string("\0\5", 2)) == "\\x00\\x05");
    CHECK(visible("下雨") == "下雨");
    CHECK(visible_text("a\\xff") == "a\\xff");
    CHECK(visible("\u202e") == "\\xe2\\x80\\xae");
  }

  TEST_CASE("a character that a boundary cut is shown as its bytes") {
    CHECK(visible("下\xe9\x9b") == "下\\xe9\\x9b");
    CHECK(visible("\xa8天") == "\\xa8天");
  }

  TEST_CASE("long payload is shortened in the middle, and what is hidden is counted") {
    const std::string bytes = "abcde" + std::string(90, '.') + "vwxyz";
    const View view;
    const std::string shown = quoted(bytes, 100, 22, view);
    CHECK(display_width(shown) <= 22);
    CHECK(shown.starts_with("\"abcde"));
    CHECK(shown.ends_with("vwxyz\""));
    CHECK(quoted("hello", 5, 7, view) == "\"hello\"");
    CHECK(quoted("hello", 5, 7, {.ascii = true}) == "\"hello\"");
    CHECK(quoted("abc", 70'000, 30, view) == "\"abc…69,997 B…\"");
  }

  TEST_CASE("payload on several lines never breaks an escape") {
    const auto lines = quoted_lines("\"\\x00\\x00\\x00\\x05\"", 10);
    CHECK(lines == std::vector<std::string>{"\"\\x00\\x00", "\\x00\\x05\""});
  }

  TEST_CASE("an explicit --color wins over the environment") {
    CHECK(use_color(ColorWhen::always, false, environ_of({{"NO_COLOR", "1"}})));
    CHECK_FALSE(use_color(ColorWhen::never, true, environ_of({{"FORCE_COLOR", "1"}})));
  }

  TEST_CASE("NO_COLOR wins over FORCE_COLOR, and that over CLICOLOR and the terminal") {
    CHECK(auto_color(true, {{"TERM", "xterm"}}));
    CHECK_FALSE(auto_color(false, {{"TERM", "xterm"}}));
    CHECK_FALSE(auto_color(true, {{"TERM", "dumb"}}));
    CHECK_FALSE(auto_color(true, {}));
    CHECK_FALSE(auto_color(true, {{"TERM", "xterm"}, {"NO_COLOR", "1"}, {"FORCE_COLOR", "1"}}));
    CHECK(auto_color(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
    CHECK(auto_color(false, {{"CLICOLOR_FORCE", "1"}, {"CLICOLOR", "0"}}));
    CHECK_FALSE(auto_color(false, {{"FORCE_COLOR", "0"}}));
    CHECK_FALSE(auto_color(true, {{"TERM", "xterm"}, {"CLICOLOR", "0"}}));
  }

  TEST_CASE("the language is --lang, else the first locale variable that is set") {
    CHECK(choose_lang(Lang::en, environ_of({{"LANG", "zh_CN.UTF-8"}})) == Lang::en);
    CHECK(choose_lang({}, environ_of({{"LANG", "zh_CN.UTF-8"}})) == Lang::zh);
    CHECK(choose_lang({}, environ_of({{"LC_ALL", "C"}, {"LANG", "zh_CN.UTF-8"}})) == Lang::en);
    CHECK(choose_lang({}, environ_of({{"LC_ALL", ""}, {"LC_MESSAGES", "zh_TW"}})) == Lang::zh);
    CHECK(choose_lang({}, environ_of({})) == Lang::en);
  }
}
