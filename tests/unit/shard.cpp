#include "command/shard.hpp"

#include <doctest/doctest.h>

#include "catalog/catalog.hpp"

using namespace stickylab;

namespace {

/// How many of `count` shards make that run.
int takers(const Lab& lab, int run, int count) {
  int takers = 0;
  for (int number = 1; number <= count; ++number)
    if (Shard{number, count}.has(lab, run)) ++takers;
  return takers;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("each run falls to exactly one shard") {
    Lab lab;
    for (const char* number : {"01", "02", "08", "17", "99"}) {
      lab.number = number;
      for (const int count : {1, 2, 3, 7, 64})
        for (int run = 1; run <= 20; ++run) CHECK(takers(lab, run, count) == 1);
    }
  }

  TEST_CASE(
      "the shards of one lab's runs, and of one run of each lab, are as large as each other") {
    for (const int count : {1, 2, 3, 5}) {
      std::vector<int> of_runs(count);
      std::vector<int> of_labs(count);
      for (int i = 1; i <= 30; ++i)
        for (int number = 1; number <= count; ++number) {
          Lab lab;
          lab.number = "01";
          of_runs[number - 1] += Shard{number, count}.has(lab, i) ? 1 : 0;
          lab.number = std::to_string(i);
          of_labs[number - 1] += Shard{number, count}.has(lab, 1) ? 1 : 0;
        }
      CHECK(of_runs == std::vector<int>(count, 30 / count));
      CHECK(of_labs == std::vector<int>(count, 30 / count));
    }
  }

  TEST_CASE("a shard is written K/N") {
    CHECK(shard_from("2/5").number == 2);
    CHECK(shard_from("2/5").count == 5);
    for (const char* text : {"", "/", "2", "2/", "/2", "0/1", "3/2", "1/0", "-1/2", "+1/2", "1/2 ",
                             "1/2/3", "a/b", "1/99999999999"})
      CHECK_THROWS_AS(shard_from(text), InputError);
  }
}
