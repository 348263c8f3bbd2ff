// How a script of several connections is written.
#include "schedule/script.hpp"

#include <doctest/doctest.h>

using namespace stickylab;

namespace {

std::string complaint_of(const std::string& text) {
  try {
    parse_script(text);
  } catch (const ScheduleError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a schedule is a script of one line, and is written as such") {
    for (const char* line : {"whole", "cuts=3,8 merged silence@12", "every=2 replies random=7"}) {
      const Script script = parse_script(line);
      CHECK(script == Script(parse_schedule(line)));
      CHECK(print_script(script) == line);
    }
  }

  TEST_CASE("a script that parses is printed as it was") {
    for (const char* text : {
             "1: whole; 2: cuts=3 after 1@5",
             "1: whole replies every=2; 2: random=3 merged; 3: whole rst@4",
             "2: whole",
             "1: whole replies whole fin@3",
             "1: whole after 3@0; 3: whole",
             "3: whole; 1: whole after 2@7; 2: whole silence after 3@1",
         }) {
      CAPTURE(text);
      CHECK(print_script(parse_script(text)) == text);
      CHECK(parse_script(print_script(parse_script(text))) == parse_script(text));
    }
  }

  TEST_CASE("a line without a number has that of its place") {
    CHECK(print_script(parse_script("whole;cuts=3   after 1@5")) ==
          "1: whole; 2: cuts=3 after 1@5");
  }

  TEST_CASE("a line says when it starts, and how both ends are cut") {
    const Script script = parse_script("whole; cuts=3 replies every=2 rst@7 after 1@5");
    REQUIRE(script.lines.size() == 2);
    CHECK(script.lines[1].connection == 2);
    CHECK(script.lines[1].starts == StartAfter{.connection = 1, .sent = 5});
    CHECK(script.lines[1].schedule.replies->number == 2);
    CHECK(script.lines[1].schedule.after == 7);
    CHECK_FALSE(script.lines[0].starts);
  }

  TEST_CASE("a connection that has no line goes whole, at once") {
    const Script script = parse_script("1: whole; 3: every=1");
    CHECK(script.line(3).schedule.stream.number == 1);
    CHECK(script.line(2).schedule == Schedule{});
    CHECK_FALSE(script.line(2).starts);
  }

  TEST_CASE("a wrong word is named") {
    for (const auto& [text, word] : std::vector<std::pair<std::string, std::string>>{
             {"whole; hole", "\"hole\""},
             {"whole;", "\"\""},
             {"0: whole", "\"0:\""},
             {"x: whole", "\"x:\""},
             {"whole; whole after", "\"\""},
             {"whole; whole after 1", "\"1\""},
             {"whole; whole after 1@", "\"1@\""},
             {"whole; whole after 1@5 rst", "\"rst\""},
             {"whole; after 1@5", "\"\""},
         }) {
      CAPTURE(text);
      CHECK(complaint_of(text).starts_with("schedule: " + word + " "));
    }
  }

  TEST_CASE("a line that never starts is refused, and so are two of one connection") {
    CHECK(complaint_of("1: whole; 1: whole").find("two lines") != std::string::npos);
    CHECK(complaint_of("1: whole after 2@1").find("connection 2, which has no line") !=
          std::string::npos);
    CHECK(complaint_of("1: whole after 1@1").find("waits for itself") != std::string::npos);
    CHECK(complaint_of("whole after 2@1; whole after 3@1; whole after 1@1")
              .find("waits for itself") != std::string::npos);
    CHECK(complaint_of("whole after 2@1; whole after 3@1; whole after 2@1")
              .find("waits for itself") != std::string::npos);
  }
}
