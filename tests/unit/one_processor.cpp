// A run that keeps to one processor, and what it leaves.
#include "stage/process/one_processor.hpp"

#include <doctest/doctest.h>

using namespace stickylab;

namespace {

int processors() {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  return CPU_COUNT(&set);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a run keeps to one processor, and later ones may use all again") {
    const int before = processors();
    {
      const OneProcessor only;
      CHECK(processors() == 1);
    }
    CHECK(processors() == before);
  }
}
