#include "service/crowd.hpp"

#include <doctest/doctest.h>

#include <string>

using service::Crowd;

TEST_CASE("so many strangers come in, of an address and in all") {
  Crowd crowd;
  for (int i = 0; i < Crowd::kMostStrangersAt; ++i) CHECK(crowd.comes("a"));
  CHECK_FALSE(crowd.comes("a"));
  crowd.stranger_goes("a");
  CHECK(crowd.comes("a"));
  for (int i = Crowd::kMostStrangersAt; i < Crowd::kMostStrangers; ++i) {
    CHECK(crowd.comes(std::to_string(i)));
  }
  CHECK_FALSE(crowd.comes("b"));
}

TEST_CASE("a user is no stranger, and has so many sessions") {
  Crowd crowd;
  for (int i = 0; i < Crowd::kMostOfUser; ++i) {
    REQUIRE(crowd.comes("a"));
    CHECK(crowd.logs_in("a", "eva"));
  }
  REQUIRE(crowd.comes("a"));
  CHECK_FALSE(crowd.logs_in("a", "eva"));
  CHECK(crowd.logs_in("a", "adam"));
  crowd.user_goes("eva");
  REQUIRE(crowd.comes("a"));
  CHECK(crowd.logs_in("a", "eva"));
}

TEST_CASE("so many come in altogether") {
  Crowd crowd;
  for (int i = 0; i < Crowd::kMost; ++i) {
    REQUIRE(crowd.comes("a"));
    REQUIRE(crowd.logs_in("a", std::to_string(i)));
  }
  CHECK_FALSE(crowd.comes("a"));
  crowd.user_goes("0");
  CHECK(crowd.comes("a"));
}
