// Lab 50: what it does not do yet, for you to add. Each test fails, as it should, and is
// marked so; once yours passes, doctest says "should have failed but didn't": then take
// its mark away.
#include <doctest/doctest.h>

#include "allowed.hpp"
#include "command.hpp"
#include "launch.hpp"

using namespace commands;
using service::Json;

namespace {

Order order_of(const Allowed& allowed, const Json& request) {
  service::Fields fields(request);
  return allowed.order(fields);
}

std::string refusal_of(const Allowed& allowed, const Json& request) {
  try {
    order_of(allowed, request);
  } catch (const service::Refusal& refusal) {
    return refusal.code();
  }
  return "";
}

}  // namespace

TEST_CASE("seam: a name in the list may say with which first words" * doctest::should_fail()) {
  const Allowed allowed({"git log", "ls"});
  CHECK(refusal_of(allowed, {{"argv", {"git", "log", "-1"}}}).empty());
  CHECK(refusal_of(allowed, {{"argv", {"ls", "-l"}}}).empty());
  CHECK(refusal_of(allowed, {{"argv", {"git", "push"}}}) == "denied");
  CHECK(refusal_of(allowed, {{"argv", {"git"}}}) == "denied");
  CHECK(refusal_of(allowed, {{"argv", {"git log"}}}) == "denied");
}

TEST_CASE("seam: a request may name a folder below the home, to be run in" *
          doctest::should_fail()) {
  const Allowed allowed = Allowed::usual();
  const auto in = [](const char* folder) { return Json{{"argv", {"pwd"}}, {"cwd", folder}}; };
  CHECK(order_of(allowed, in("lectures/1")).home == "lectures/1");
  CHECK(refusal_of(allowed, in("../other")) == "outside");
  CHECK(refusal_of(allowed, in("a\nb")) == "name");
}

TEST_CASE("seam: a command that takes too long is asked to end before it is killed" *
          doctest::should_fail()) {
  uv_loop_t loop;
  uv_loop_init(&loop);
  const Order order{.argv = {"sh", "-c", "trap 'exit 9' TERM; while :; do sleep 0.01; done"},
                    .home = "/",
                    .user = "eva",
                    .longest = Millis{100},
                    .apart = can_be_apart()};
  Ended ended;
  Command::Hearer hearer;
  hearer.ended = [&](const Ended& how) { ended = how; };
  Command::start(&loop, order, hearer);
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
  CHECK(ended.exit == 9);
  CHECK(ended.late);
}
