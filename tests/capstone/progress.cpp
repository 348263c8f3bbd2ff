#include "service/progress.hpp"

#include <doctest/doctest.h>

using namespace service;
using Time = Progress::Time;

TEST_CASE("sizes have three digits") {
  CHECK(size_text(0) == "0 B");
  CHECK(size_text(999) == "999 B");
  CHECK(size_text(1000) == "1.00 kB");
  CHECK(size_text(12'345) == "12.3 kB");
  CHECK(size_text(999'700) == "1.00 MB");
  CHECK(size_text(620e6) == "620 MB");
}

TEST_CASE("the bar tells what was there before from what came now") {
  Progress progress("a.mp4", 1'000, 300, Time{0});
  progress.reached(600, Time{2000});
  CHECK(progress.line(Time{2000}, 80) ==
        "a.mp4   60 % [======######>-------] 600 B of 1.00 kB  150 B/s  0:03 left");
}

TEST_CASE("nothing is said of the time that is left before the first second is over") {
  Progress progress("a", 1'000'000, 0, Time{0});
  progress.reached(500'000, Time{500});
  CHECK(progress.line(Time{500}, 80).find("left") == std::string::npos);
  CHECK(progress.line(Time{1000}, 80).find("left") != std::string::npos);
}

TEST_CASE("a transfer that stands still is said to") {
  Progress progress("a", 1'000, 0, Time{0});
  progress.reached(500, Time{1000});
  CHECK(progress.line(Time{2999}, 80).find("stalled") == std::string::npos);
  CHECK(progress.line(Time{4000}, 80).find("stalled 3 s") != std::string::npos);
}

TEST_CASE("the rate is that of the last seconds") {
  Progress progress("a", 1'000'000'000, 0, Time{0});
  for (int i = 1; i <= 10; ++i) progress.reached(1'000u * static_cast<unsigned>(i), Time{1000 * i});
  for (int i = 1; i <= 10; ++i) {
    progress.reached(10'000 + 1'000'000u * static_cast<unsigned>(i), Time{10'000 + 1000 * i});
  }
  CHECK(progress.line(Time{20'000}, 80).find("1.00 MB/s") != std::string::npos);
}

TEST_CASE("an empty file is done, and more than all is all") {
  CHECK(Progress("a", 0, 0, Time{0}).line(Time{0}, 80) ==
        "a  100 % [====================] 0 B of 0 B");
  Progress progress("a", 10, 0, Time{0});
  progress.reached(20, Time{1});
  CHECK(progress.line(Time{1}, 80) == "a  100 % [####################] 10 B of 10 B");
}

TEST_CASE("a name cannot command the terminal") {
  CHECK(Progress("\x1b[2J", 1, 0, Time{0}).line(Time{0}, 80).find('\x1b') == std::string::npos);
}

TEST_CASE("a line fits into the terminal: the name gives way first, then the end") {
  const Progress progress("a lecture with a long name.mp4", 0, 0, Time{0});
  CHECK(progress.line(Time{0}, 60) ==
        "a lecture with a l…  100 % [====================] 0 B of 0 B");
  CHECK(progress.line(Time{0}, 20) == "a lectu…  100 % [==…");
  CHECK(cut_to("第一讲.mp4", 6) == "第一…");
  CHECK(cut_to("第一讲", 6) == "第一讲");
  CHECK(cut_to("第一讲", 5) == "第一…");
}
