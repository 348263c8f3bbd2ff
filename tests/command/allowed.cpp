#include "allowed.hpp"

#include <doctest/doctest.h>

using namespace commands;
using service::Json;

namespace {

std::string refused(const Allowed& allowed, const Json& request) {
  service::Fields fields(request);
  try {
    allowed.order(fields);
  } catch (const service::Refusal& refusal) {
    return refusal.code();
  }
  return "";
}

Order order(const Allowed& allowed, const Json& request) {
  service::Fields fields(request);
  return allowed.order(fields);
}

Json argv(std::initializer_list<Json> words) { return {{"argv", Json::array_t(words)}}; }

}  // namespace

TEST_CASE("the first word decides, and the others are words whatever is in them") {
  const Allowed allowed = Allowed::usual();
  const Order echo = order(allowed, argv({"echo", "; rm -rf /", "$(id)", "a b", ""}));
  CHECK(echo.argv == std::vector<std::string>{"echo", "; rm -rf /", "$(id)", "a b", ""});
  CHECK(!echo.has_input);
  CHECK(echo.longest == Life::kLongest);
  for (const char* other : {"rm", "sh", "/bin/echo", "../echo", "echo ", "Echo", "./echo"}) {
    CAPTURE(other);
    CHECK(refused(allowed, argv({other})) == "denied");
  }
}

TEST_CASE("what is no command is refused") {
  const Allowed allowed = Allowed::usual();
  CHECK(refused(allowed, argv({})) == "denied");
  CHECK(refused(allowed, argv({""})) == "denied");
  CHECK(refused(allowed, argv({std::string("echo\0x", 6)})) == "denied");
  CHECK(refused(allowed, argv({"echo", std::string("a\0b", 3)})) == "denied");
  CHECK(refused(allowed, {{"argv", Json::array_t(1001, "echo")}}) == "denied");
  CHECK(refused(allowed, argv({1})) == "protocol");
  CHECK(refused(allowed, {{"argv", "echo"}}) == "protocol");
  CHECK(refused(allowed, Json::object()) == "protocol");
  CHECK(refused(allowed, {{"argv", {"echo"}}, {"shell", true}}) == "protocol");
}

TEST_CASE("a line is for a shell, and a server without one runs none") {
  CHECK(refused(Allowed::usual(), {{"line", "ls | wc"}}) == "denied");
  const Allowed all = Allowed::everything();
  CHECK(order(all, {{"line", "ls | wc"}}).argv == std::vector<std::string>{"sh", "-c", "ls | wc"});
  CHECK(order(all, argv({"wc", "-l"})).argv == std::vector<std::string>{"wc", "-l"});
  CHECK(refused(all, argv({""})) == "denied");
  CHECK(refused(all, {{"line", "ls"}, {"argv", {"ls"}}}) == "protocol");
}

TEST_CASE("a shorter time may be wanted, a longer one not") {
  const Allowed allowed = Allowed::usual();
  const auto with = [](const std::string& seconds) {
    return Json::parse(R"({"argv":["echo"],"stdin":true,"timeout_s":)" + seconds + "}");
  };
  CHECK(order(allowed, with("2")).longest == Millis{2'000});
  CHECK(order(allowed, with("0")).longest == Millis{1'000});
  CHECK(order(allowed, with("2")).has_input);
  for (const char* other : {"31", "-1", "1.5", "\"2\""}) {
    CAPTURE(other);
    CHECK(refused(allowed, with(other)) == "protocol");
  }
}
