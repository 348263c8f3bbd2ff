#include "service/throttle.hpp"

#include <doctest/doctest.h>

using namespace service;
using Time = Throttle::Time;

namespace {

void fail_times(Throttle& throttle, const std::string& user, const std::string& address, int times,
                Time now) {
  for (int i = 0; i < times; ++i) throttle.failed(user, address, now);
}

}  // namespace

TEST_CASE("three failures are free, then the wait doubles up to a minute") {
  Throttle throttle;
  fail_times(throttle, "eva", "here", 3, Time{0});
  CHECK(throttle.wait("eva", "here", Time{0}) == Time{0});
  for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
    throttle.failed("eva", "here", Time{0});
    CHECK(throttle.wait("eva", "here", Time{0}) == Time{1000 * seconds});
  }
  CHECK(throttle.wait("eva", "here", Time{59'999}) == Time{1});
  CHECK(throttle.wait("eva", "here", Time{60'000}) == Time{0});
}

TEST_CASE("a user is not locked out from elsewhere") {
  Throttle throttle;
  fail_times(throttle, "eva", "there", 50, Time{0});
  CHECK(throttle.wait("eva", "here", Time{0}) == Time{0});
}

TEST_CASE("guesses at many users count for their address") {
  Throttle throttle;
  for (int i = 0; i < 10; ++i) throttle.failed(std::to_string(i), "there", Time{0});
  CHECK(throttle.wait("another", "there", Time{0}) == Time{60'000});
}

TEST_CASE("who succeeds is forgiven what he did, and not what his address did") {
  Throttle throttle;
  fail_times(throttle, "eva", "here", 5, Time{0});
  throttle.succeeded("eva", "here");
  CHECK(throttle.wait("eva", "here", Time{0}) == Time{2000});
  CHECK(throttle.wait("eva", "here", Time{2000}) == Time{0});
}

TEST_CASE("a guesser gets at most 20 tries in a minute") {
  Throttle throttle;
  int tries = 0;
  for (Time now{0}; now < Time{60'000}; now += Time{10}) {
    if (throttle.wait("eva", "here", now) > Time{0}) continue;
    throttle.failed("eva", "here", now);
    ++tries;
  }
  CHECK(tries <= 20);
}

TEST_CASE("failures are forgotten after ten quiet minutes") {
  Throttle throttle;
  fail_times(throttle, "eva", "here", 9, Time{0});
  throttle.failed("eva", "here", Throttle::kForgotten + Time{1});
  CHECK(throttle.wait("eva", "here", Throttle::kForgotten + Time{1}) == Time{0});
}
