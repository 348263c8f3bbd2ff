// Lab 52: offset with a bound, and the time as a text.
#include "clock.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "time_text.hpp"

using chat::Times;
using chat::Wall;

namespace {

constexpr Wall kNoon = 1'700'000'000'000'000'000;
constexpr Wall kMs = 1'000'000;

/// What the four clocks show if the other one is `ahead`, and the ways take so long.
Times times_of(Wall ahead, Wall there, Wall back, Wall thinks = 0) {
  const Wall t2 = kNoon + there + ahead;
  return {kNoon, t2, t2 + thinks, kNoon + there + thinks + back};
}

std::tm noon() {
  std::tm time{};
  time.tm_year = 126;
  time.tm_mon = 10;
  time.tm_mday = 29;
  time.tm_hour = 12;
  time.tm_wday = 0;
  return time;
}

}  // namespace

TEST_CASE("chat: the offset is exact where both ways take the same time") {
  const auto offset = chat::offset_of(times_of(412 * kMs, 9 * kMs, 9 * kMs, 3 * kMs));
  REQUIRE(offset.has_value());
  CHECK(offset->offset == 412 * kMs);
  CHECK(offset->delay == 18 * kMs);
  CHECK(chat::text_of(*offset) == "+0.412 s ± 0.010");
}

TEST_CASE("chat: however unlike the two ways are, the offset is wrong by no more than its bound") {
  std::minstd_rand random(3);
  for (int round = 0; round < 10'000; ++round) {
    const Wall ahead = static_cast<Wall>(random()) * 100 - 100'000'000'000;
    const Wall there = random() % 2'000'000'000;
    const Wall back = random() % 2'000'000'000;
    const auto offset = chat::offset_of(times_of(ahead, there, back, random() % 1'000));
    REQUIRE(offset.has_value());
    CHECK(std::abs(offset->offset - ahead) <= offset->bound());
  }
}

TEST_CASE("chat: what is shown holds too: the bound covers the rounding") {
  std::minstd_rand random(5);
  for (int round = 0; round < 10'000; ++round) {
    const Wall ahead = static_cast<Wall>(random()) - 1'000'000'000;
    const auto offset =
        chat::offset_of(times_of(ahead, random() % 5'000'000, random() % 5'000'000));
    REQUIRE(offset.has_value());
    double shown = 0;
    double bound = 0;
    REQUIRE(std::sscanf(chat::text_of(*offset).c_str(), "%lf s ± %lf", &shown, &bound) == 2);
    CHECK(std::abs(shown * 1e9 - static_cast<double>(ahead)) <= bound * 1e9 + 1e-3);
  }
}

TEST_CASE("chat: no difference that can be seen has no minus") {
  CHECK(chat::text_of({.offset = -400, .delay = 20'000}) == "+0.000000 s ± 0.000011");
  CHECK(chat::text_of({.offset = -600, .delay = 20'000}) == "-0.000001 s ± 0.000011");
}

TEST_CASE("chat: times that no clock can have shown are no measurement") {
  const Wall large = Wall{1} << 62;
  CHECK(chat::offset_of({large, large, large, large}));
  for (const Times& times : {Times{-1, 0, 0, 0},
                             {0, large + 1, large + 1, 0},
                             {0, INT64_MAX, INT64_MAX, 0},
                             {0, INT64_MIN, INT64_MIN, 0},
                             {kNoon, 5, 4, kNoon + 9},
                             {kNoon, 0, 10, kNoon + 9},
                             {9, 0, 0, 8}}) {
    CHECK_FALSE(chat::offset_of(times));
  }
}

TEST_CASE(
    "chat: of several answers that with the least delay counts, and only answers to what was "
    "asked") {
  chat::Measurement measurement;
  for (const Wall later : {0, 1, 2}) measurement.asked(kNoon + later);
  const auto answer = [&](Wall later, Wall takes) {
    return Times{kNoon + later, kNoon + later, kNoon + later, kNoon + later + takes};
  };
  CHECK(measurement.answered(answer(0, 100)));
  CHECK(measurement.answered(answer(1, 20)));
  CHECK_FALSE(measurement.answered(answer(1, 10)));  // a second answer
  CHECK_FALSE(measurement.answered(answer(7, 10)));  // never asked
  CHECK(measurement.answered(answer(2, 50)));
  CHECK(measurement.answers() == 3);
  CHECK(measurement.best()->delay == 20);
}

TEST_CASE("chat: the body of a time answer is read as it was written") {
  const Times times{kNoon, kNoon + 1, kNoon + 2};
  const auto read = chat::times_in(chat::body_of(times), 9);
  REQUIRE(read.has_value());
  CHECK(read->t1 == times.t1);
  CHECK(read->t2 == times.t2);
  CHECK(read->t3 == times.t3);
  CHECK(read->t4 == 9);
  CHECK_FALSE(chat::times_in("short", 9));
  CHECK_FALSE(chat::times_in(std::string(25, '\0'), 9));
}

TEST_CASE("chat: RFC 868 counts from 1900, and from 0 again in 2036") {
  CHECK(chat::old32(0) == 2'208'988'800U);
  CHECK(chat::old32(-2'208'988'800) == 0);  // the RFC's own example of its first second
  CHECK(chat::old32(2'085'978'495) == 0xffffffffU);
  CHECK(chat::old32(2'085'978'496) == 0);
}

TEST_CASE("chat: a format of the fixed set is obeyed, the empty one is the default") {
  CHECK(chat::time_text("%Y-%m-%d %H:%M", noon()) == "2026-11-29 12:00");
  CHECK(chat::time_text("%A, %B %%", noon()) == "Sunday, November %");
  CHECK(chat::time_text("", noon()) == "2026-11-29 12:00:00");
  CHECK(chat::time_text("today", noon()) == "today");
  CHECK(chat::time_text("%p", noon()).has_value());  // empty in some languages, and no error
}

TEST_CASE("chat: a format that kills or swells the document's server is refused") {
  std::string many;
  for (int i = 0; i < 204; ++i) many += "%400Y";
  CHECK_FALSE(chat::time_text(many, noon()));
  for (const char* format :
       {"%400Y", "%4Y", "%", "%Q", "%E", "%Ey", "%s", "%n", "%-d", "%_d", "a%"}) {
    CHECK_FALSE(chat::time_text(format, noon()));
  }
  CHECK_FALSE(chat::time_text(std::string("%Y\0", 3), noon()));
  CHECK_FALSE(chat::time_text(std::string(65, 'a'), noon()));
  std::string longest;
  while (longest.size() < chat::kLongestFormat) longest += "%F";
  CHECK_FALSE(chat::time_text(longest, noon()));  // 320 bytes
  CHECK(chat::time_text(longest.substr(0, 50), noon())->size() == 250);
}
