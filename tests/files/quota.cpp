#include "quota.hpp"

#include <doctest/doctest.h>

#include "home.hpp"

using namespace files;

TEST_CASE("what is reserved cannot be reserved again, and comes back when it goes") {
  const auto quota = std::make_shared<Quota>(100, 30);
  {
    const auto first = Reservation::make(quota, 50);
    REQUIRE(first);
    CHECK(quota->reserved() == 50);
    CHECK(quota->free() == 20);
    CHECK(!Reservation::make(quota, 21));
    CHECK(Reservation::make(quota, 20));
    CHECK(quota->free() == 20);
  }
  CHECK(quota->reserved() == 0);
  CHECK(quota->used() == 30);
}

TEST_CASE("what is used once is not given back again") {
  const auto quota = std::make_shared<Quota>(100, 40);
  auto reservation = Reservation::make(quota, 50);
  reservation->use(10);
  reservation.reset();
  CHECK(quota->used() == 80);
  CHECK(quota->reserved() == 0);
}

TEST_CASE("a reservation that is moved counts once") {
  const auto quota = std::make_shared<Quota>(100, 0);
  {
    auto first = Reservation::make(quota, 50);
    const Reservation second(std::move(*first));
    first.reset();
    CHECK(quota->reserved() == 50);
  }
  CHECK(quota->reserved() == 0);
}

TEST_CASE("more may be there than the quota allows, and then nothing is free") {
  const Quota quota(10, 20);
  CHECK(quota.free() == 0);
}

TEST_CASE("an empty file is not free") {
  CHECK(cost_of(0) == kPage);
  CHECK(cost_of(4096) == 4096);
  CHECK(cost_of(4097) == 8192);
}
