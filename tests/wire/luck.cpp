// Loss, duplication and reordering come from a seed.
#include "stage/net/luck.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace stickylab;

namespace {

std::vector<bool> losses(WireSpec spec, int host) {
  Dice dice(spec, host);
  std::vector<bool> lost;
  for (int i = 0; i < 1000; ++i) lost.push_back(dice.throw_for_packet().lost);
  return lost;
}

WireSpec spec_of(double loss, std::uint64_t seed) {
  WireSpec spec;
  spec.loss = loss;
  spec.seed = seed;
  return spec;
}

}  // namespace

TEST_SUITE("wire") {
  TEST_CASE("the same seed loses the same packets, another seed others") {
    CHECK(losses(spec_of(0.1, 7), 0) == losses(spec_of(0.1, 7), 0));
    CHECK(losses(spec_of(0.1, 7), 0) != losses(spec_of(0.1, 8), 0));
    CHECK(losses(spec_of(0.1, 7), 0) != losses(spec_of(0.1, 7), 1));
  }

  TEST_CASE("a probability is about the share of packets") {
    for (const double share : {0.0, 0.1, 0.5, 1.0}) {
      const auto lost = losses(spec_of(share, 1), 0);
      const auto count = static_cast<double>(std::count(lost.begin(), lost.end(), true));
      CHECK(count / 1000 == doctest::Approx(share).epsilon(0.1));
    }
  }

  TEST_CASE("what one setting does to a packet does not depend on the others") {
    WireSpec both = spec_of(0.1, 7);
    both.duplicate = 0.5;
    both.reorder = 0.5;
    CHECK(losses(both, 0) == losses(spec_of(0.1, 7), 0));
  }
}
