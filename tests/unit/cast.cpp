// Who takes part in a run, when each starts, and where each is told to find the others.
#include <doctest/doctest.h>

#include "stage/launch.hpp"

using namespace stickylab;

namespace {

Start when_listens(Actor other) { return {Start::When::listens, other}; }
Start when_ended(Actor other) { return {Start::When::ended, other}; }

/// A server on host 2, and clients on host 1 of which the first starts when the server listens and
/// each other when the one before it has ended.
RunSpec in_turn(int clients) {
  RunSpec spec;
  spec.info.cast = {{"server", Side::right}};
  spec.programs = {{.program = {}, .host = 1, .start = {}}};
  for (int i = 1; i <= clients; ++i) {
    spec.info.cast.push_back({fmt::format("client {}", i), Side::left});
    const Actor before = static_cast<Actor>(i - 1);
    spec.programs.push_back(
        {.program = {}, .host = 0, .start = i == 1 ? when_listens(before) : when_ended(before)});
  }
  return spec;
}

std::string wrong_with(const RunSpec& spec) {
  try {
    check_cast(spec);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// 192.0.2.(actor + 1), port 8080 + actor.
Endpoint place(Actor actor) {
  const int number = static_cast<int>(actor);
  return {fmt::format("192.0.2.{}", number + 1), static_cast<std::uint16_t>(8080 + number)};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the default cast starts the receiver, then the sender when that listens") {
    const RunSpec spec;
    CHECK(wrong_with(spec) == "");
    CHECK(spec.spec_of(kReceiver).start.when == Start::When::at_once);
    CHECK(spec.spec_of(kSender).start.when == Start::When::listens);
    CHECK(spec.spec_of(kSender).start.other == kReceiver);
    CHECK(is_awaited(spec, kReceiver));
    CHECK_FALSE(is_awaited(spec, kSender));
  }

  TEST_CASE("the sender may be the one that listens") {
    RunSpec spec;
    spec.programs = two_programs({}, {}, kSender);
    CHECK(wrong_with(spec) == "");
    CHECK(is_awaited(spec, kSender));
    CHECK(spec.spec_of(kReceiver).start.other == kSender);
  }

  TEST_CASE("clients in turn can be played") { CHECK(wrong_with(in_turn(3)) == ""); }

  TEST_CASE("two programs of one name are refused, and so are names that are taken") {
    RunSpec spec = in_turn(2);
    spec.info.cast[2].name = "client 1";
    CHECK(wrong_with(spec) == "two programs are named \"client 1\"; give each a name of its own");
    spec.info.cast[2].name = "wire";
    CHECK(wrong_with(spec).starts_with("no program may be named \"wire\""));
    spec.info.cast[2].name = "";
    CHECK(wrong_with(spec).starts_with("a program has no name"));
  }

  TEST_CASE("a host that there is not is refused, counted from 1") {
    RunSpec spec = in_turn(1);
    spec.programs[1].host = kMostHosts;
    CHECK(wrong_with(spec) == "\"client 1\" cannot be on host 10: the hosts are 1 to 9");
    spec.programs[1].host = -1;
    CHECK(wrong_with(spec) == "\"client 1\" cannot be on host 0: the hosts are 1 to 9");
  }

  TEST_CASE("a program that waits for itself, or in a circle, is refused") {
    RunSpec spec = in_turn(3);
    spec.programs[2].start = when_ended(Actor{2});
    CHECK(wrong_with(spec).starts_with("\"client 2\" waits for itself"));
    spec.programs[2].start = when_ended(Actor{3});
    CHECK(wrong_with(spec).starts_with("client 2, client 3 wait for each other in a circle"));
    spec.programs[2].start = when_listens(Actor{0});
    spec.programs[0].start = when_ended(Actor{3});
    CHECK(wrong_with(spec).starts_with("server, client 3, client 2 wait for each other"));
  }

  TEST_CASE("a program has to do with the one that it waits for, or that the one before it did") {
    const RunSpec spec = in_turn(3);
    for (const int actor : {0, 1, 2, 3})
      CHECK(listener_for(spec, static_cast<Actor>(actor)) == Actor{0});
  }

  TEST_CASE("a program that others wait for is told its own place, whomever it waits for") {
    RunSpec spec = in_turn(2);
    spec.programs[2].start = when_listens(Actor{1});  // client 1 is a proxy
    CHECK(listener_for(spec, Actor{1}) == Actor{1});
    CHECK(listener_for(spec, Actor{2}) == Actor{1});
  }

  TEST_CASE("the IPv6 address of a place is filled in where it has one") {
    RunSpec spec = in_turn(2);
    spec.program(Actor{2}).command = {"[{host6}]:{port}", "{host6:client 1}"};
    const auto place6 = [](Actor actor) {
      Endpoint there = place(actor);
      there.host6 = actor == Actor{0} ? "2001:db8::1" : "";
      return there;
    };
    const Launch launch = launch_of(spec, Actor{2}, place6);
    CHECK(launch.command == std::vector<std::string>{"[2001:db8::1]:8080", "{host6:client 1}"});
    CHECK(launch.environment.at("STICKYLAB_HOST6") == "2001:db8::1");
    CHECK_FALSE(launch_of(spec, Actor{2}, place).environment.contains("STICKYLAB_HOST6"));
  }

  TEST_CASE("places are filled in by name, and what names nobody stays") {
    RunSpec spec = in_turn(2);
    spec.program(Actor{2}).command = {"x", "{host}:{port}", "{host:client 1}:{port:client 1}",
                                      "listen({port:9})"};
    const Launch launch = launch_of(spec, Actor{2}, place);
    CHECK(launch.command ==
          std::vector<std::string>{"x", "192.0.2.1:8080", "192.0.2.2:8081", "listen({port:9})"});
    CHECK(launch.environment.at("STICKYLAB_HOST") == "192.0.2.1");
    CHECK(launch.environment.at("STICKYLAB_PORT") == "8080");
  }
}
