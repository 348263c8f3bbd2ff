// How a schedule is written, where it cuts a stream, and which schedules there are.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "schedule/deliveries.hpp"

using namespace stickylab;

namespace {

using Sizes = std::vector<std::size_t>;

constexpr std::size_t kLargest = 70;  // of the streams here; pairs are complete up to kPairsUpTo
constexpr std::uint64_t kSeed = 1;

constexpr const char* kCuts[] = {
    "whole",      "every=1",  "every=3",  "every=71", "cuts=1",       "cuts=4,9,17",
    "cuts=69,70", "random=0", "random=7", "random=8", "cuts=5,18000", "every=18446744073709551615"};
constexpr const char* kPacings[] = {"", " merged", " pause=600ms"};
constexpr const char* kEnds[] = {"",       " rst",       " silence",    " fin@0", " rst@0",
                                 " rst@7", " silence@9", " silence@69", " fin@70"};

std::vector<std::string> lines() {
  std::vector<std::string> lines;
  for (const std::string cuts : kCuts)
    for (const std::string pacing : kPacings) {
      for (const char* end : kEnds) lines.push_back(cuts + pacing + end);
      for (const std::string replies : kCuts)
        for (const char* reply_pacing : kPacings)
          lines.push_back(cuts + pacing + " replies " + replies + reply_pacing);
    }
  return lines;
}

/// Those that a stream of `size` bytes is tried under, and many more.
std::vector<Schedule> schedules_for(std::size_t size) {
  std::vector<Schedule> all = deliveries(size, kSeed);
  for (Schedule& early : early_endings(size, 1)) all.push_back(std::move(early));
  for (const std::string& line : lines()) all.push_back(parse_schedule(line));
  return all;
}

std::vector<std::string> printed(const std::vector<Schedule>& schedules) {
  std::vector<std::string> lines;
  for (const Schedule& schedule : schedules) lines.push_back(print_schedule(schedule));
  return lines;
}

std::size_t sum(const Sizes& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
}

/// The offsets at which one piece ends and the next begins.
Sizes cuts_between(Sizes sizes) {
  if (sizes.empty()) return {};
  sizes.pop_back();
  std::partial_sum(sizes.begin(), sizes.end(), sizes.begin());
  return sizes;
}

/// Of some ascending offsets those inside a stream of `size` bytes.
Sizes inside(Sizes offsets, std::size_t size) {
  offsets.erase(std::lower_bound(offsets.begin(), offsets.end(), size), offsets.end());
  return offsets;
}

Sizes pieces_of(const char* line, std::size_t size) { return pieces(parse_schedule(line), size); }

std::string complaint(const std::string& line) {
  try {
    parse_schedule(line);
  } catch (const ScheduleError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a schedule that is printed parses back to itself") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : schedules_for(size)) {
        const std::string line = print_schedule(schedule);
        CAPTURE(line);
        REQUIRE(parse_schedule(line) == schedule);
      }
  }

  TEST_CASE("a line that parses is printed as it was") {
    for (const std::string& line : lines()) CHECK(print_schedule(parse_schedule(line)) == line);
  }

  TEST_CASE("an end of the stream by FIN need not be said, and spaces count for nothing") {
    CHECK(print_schedule(parse_schedule("whole fin")) == "whole");
    CHECK(print_schedule(parse_schedule("  cuts=1,2\tmerged   rst@3 ")) == "cuts=1,2 merged rst@3");
  }

  TEST_CASE("a line says what it says") {
    const Schedule schedule = parse_schedule("cuts=3,8 merged silence@12");
    CHECK(schedule.stream.kind == Cutting::Cuts::at);
    CHECK(schedule.stream.at == Sizes{3, 8});
    CHECK(schedule.stream.pacing == Pacing::merged);
    CHECK(schedule.end == StreamEnd::silence);
    CHECK(schedule.after == 12);
    CHECK(parse_schedule("whole") == Schedule{});
    CHECK_FALSE(schedule.replies);

    const Schedule both = parse_schedule("whole merged replies every=2");
    CHECK(both.stream == Cutting{.at = {}, .pacing = Pacing::merged});
    CHECK(both.replies == Cutting{.kind = Cutting::Cuts::every, .at = {}, .number = 2});
    CHECK(parse_schedule("whole replies whole").replies == Cutting{});
  }

  TEST_CASE("a wrong line gets one line that names the word and what would be right") {
    const struct {
      const char* line;
      const char* word;
    } kWrong[] = {
        {"", "\"\""},
        {" ", "\"\""},
        {"merged", "\"merged\""},
        {"fin@3", "\"fin@3\""},
        {"hole", "\"hole\""},
        {"whole=1", "\"whole=1\""},
        {"every", "\"every\""},
        {"every=", "\"every=\""},
        {"every=0", "\"every=0\""},
        {"every=-1", "\"every=-1\""},
        {"every=+1", "\"every=+1\""},
        {"every=1.5", "\"every=1.5\""},
        {"every=18446744073709551616", "\"every=18446744073709551616\""},
        {"cuts=", "\"cuts=\""},
        {"cuts=1,", "\"cuts=1,\""},
        {"cuts=1,,2", "\"cuts=1,,2\""},
        {"cuts=1, 2", "\"cuts=1,\""},
        {"random=x", "\"random=x\""},
        {"whole every=1", "\"every=1\""},
        {"whole merged merged", "\"merged\""},
        {"whole rst merged", "\"merged\""},
        {"whole rst fin", "\"fin\""},
        {"whole rst@", "\"rst@\""},
        {"whole rst@x", "\"rst@x\""},
        {"whole syn@3", "\"syn@3\""},
        {"Whole", "\"Whole\""},
        {"replies whole", "\"replies\""},
        {"whole replies", "\"\""},
        {"whole replies merged", "\"merged\""},
        {"whole replies rst", "\"rst\""},
        {"whole replies whole rst", "\"rst\""},
        {"whole replies whole merged fin@1", "\"fin@1\""},
        {"whole replies whole replies whole", "\"replies\""},
        {"whole replies whole merged replies whole", "\"replies\""},
        {"whole rst replies whole", "\"replies\""},
        {"whole replies whole whole", "\"whole\""},
        {"whole replies=whole", "\"replies=whole\""},
    };
    for (const auto& [line, word] : kWrong) {
      const std::string said = complaint(line);
      CAPTURE(line);
      CHECK(said.starts_with("schedule: " + std::string(word) + " "));
      CHECK(said.find("cuts=A,B") != std::string::npos);
      CHECK(said.find('\n') == std::string::npos);
    }
  }

  TEST_CASE("offsets that do not ascend from 1 are refused as such") {
    for (const char* line : {"cuts=0", "cuts=0,1", "cuts=3,3", "cuts=3,2"}) {
      CAPTURE(line);
      CHECK(complaint(line) ==
            "schedule: the offsets of \"" + std::string(line) + "\" must ascend from 1");
    }
  }

  TEST_CASE("the pieces are all that is sent, and none is empty") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : schedules_for(size)) {
        const Sizes sizes = pieces(schedule, size);
        CAPTURE(print_schedule(schedule));
        CAPTURE(size);
        REQUIRE(sum(sizes) == std::min(size, schedule.after.value_or(size)));
        REQUIRE(std::find(sizes.begin(), sizes.end(), 0U) == sizes.end());
      }
  }

  TEST_CASE("an end that comes early, and how all is paced, moves no cut") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : schedules_for(size)) {
        Schedule whole = schedule;
        whole.after.reset();
        whole.stream.pacing = Pacing::drained;
        const std::size_t sent = std::min(size, schedule.after.value_or(size));
        CAPTURE(print_schedule(schedule));
        CAPTURE(size);
        REQUIRE(cuts_between(pieces(schedule, size)) ==
                inside(cuts_between(pieces(whole, size)), sent));
      }
  }

  TEST_CASE("a stream is cut at the offsets that were asked for, as far as it has them") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : schedules_for(size)) {
        if (schedule.stream.kind != Cutting::Cuts::at) continue;
        const std::size_t sent = std::min(size, schedule.after.value_or(size));
        REQUIRE(cuts_between(pieces(schedule, size)) == inside(schedule.stream.at, sent));
      }
  }

  TEST_CASE("whole is one piece; every=K is pieces of K and what is left") {
    CHECK(pieces_of("whole", 0).empty());
    CHECK(pieces_of("whole", 18) == Sizes{18});
    CHECK(pieces_of("every=1", 4) == Sizes{1, 1, 1, 1});
    CHECK(pieces_of("every=7", 18) == Sizes{7, 7, 4});
    CHECK(pieces_of("every=9", 18) == Sizes{9, 9});
    CHECK(pieces_of("every=18", 18) == Sizes{18});
    CHECK(pieces_of("cuts=4,9 rst@9", 18) == Sizes{4, 5});
    CHECK(pieces_of("cuts=4,9 rst@10", 18) == Sizes{4, 5, 1});
    CHECK(pieces_of("every=3 fin@0", 18).empty());
  }

  TEST_CASE("random cuts are the same for the same seed, others for another") {
    std::set<Sizes> found;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const Schedule schedule = parse_schedule("random=" + std::to_string(seed));
      CHECK(pieces(schedule, kLargest) == pieces(schedule, kLargest));
      found.insert(pieces(schedule, kLargest));
    }
    CHECK(found.size() == 100);
  }

  TEST_CASE(
      "a stream that is given part by part is cut where the whole is, and between the parts") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : schedules_for(size))
        for (std::size_t part = 0; part <= size; part += 7) {
          Sizes both = pieces(schedule.stream, 0, part);
          for (const std::size_t piece : pieces(schedule.stream, part, size)) both.push_back(piece);
          Sizes expected = cuts_between(pieces(schedule.stream, 0, size));
          if (part > 0 && part < size) expected.push_back(part);
          std::sort(expected.begin(), expected.end());
          expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
          CAPTURE(print_schedule(schedule));
          REQUIRE(cuts_between(both) == expected);
        }
  }

  TEST_CASE("18 bytes have 177 deliveries, the simplest first, none of them twice") {
    std::vector<std::string> expected = {"whole", "whole merged"};
    for (int a = 1; a < 18; ++a) expected.push_back("cuts=" + std::to_string(a));
    for (const char* k : {"1", "2", "3", "5", "7"}) expected.push_back(std::string("every=") + k);
    for (int a = 1; a < 18; ++a)
      for (int b = a + 1; b < 18; ++b)
        expected.push_back("cuts=" + std::to_string(a) + "," + std::to_string(b));
    for (std::uint64_t i = 0; i < 16; ++i)
      expected.push_back("random=" + std::to_string(kSeed + i));
    expected.push_back("whole silence");

    const std::vector<std::string> found = printed(deliveries(18, kSeed));
    CHECK(found == expected);
    CHECK(found.size() == 2 + 17 + 5 + 136 + 16 + 1);
    CHECK(std::set(found.begin(), found.end()).size() == found.size());
  }

  TEST_CASE("no delivery leaves anything out, or cuts where there is nothing to cut") {
    for (std::size_t size = 0; size <= kLargest; ++size)
      for (const Schedule& schedule : deliveries(size, kSeed)) {
        CHECK_FALSE(schedule.after);
        CHECK(inside(schedule.stream.at, size) == schedule.stream.at);
        CHECK(sum(pieces(schedule, size)) == size);
      }
  }

  TEST_CASE("a sender is tried under every cut of its replies, the simplest first") {
    std::vector<std::string> expected = {
        "whole replies whole",    "whole merged replies whole merged",
        "whole replies cuts=1",   "whole replies cuts=2",
        "whole replies cuts=3",   "whole replies every=1",
        "whole replies every=2",  "whole replies every=3",
        "whole replies cuts=1,2", "whole replies cuts=1,3",
        "whole replies cuts=2,3"};
    for (std::uint64_t i = 0; i < 16; ++i)
      expected.push_back("whole replies random=" + std::to_string(kSeed + i));
    expected.emplace_back("every=1 replies every=1");
    for (const std::string seed : {"1", "9", "16"})
      expected.push_back("random=" + seed + " replies random=" + seed);
    std::vector<std::string> found = printed(conversations(4, kSeed));
    CHECK(found.size() == 2 + 3 + 3 + 3 + 16 + 1 + 16);
    for (const std::string& line : expected) {
      CAPTURE(line);
      CHECK(std::count(found.begin(), found.end(), line) == 1);
    }
    CHECK(std::equal(expected.begin(), expected.begin() + 28, found.begin()));
  }

  TEST_CASE("the simplest come first, whichever direction is cut; a stream before replies") {
    std::vector<Schedule> all = deliveries(9, kSeed);
    std::vector<Schedule> sorted = all;
    sort_simplest_first(sorted);
    CHECK(sorted == all);

    for (const Schedule& schedule : conversations(3, kSeed)) all.push_back(schedule);
    sort_simplest_first(all);
    const std::vector<std::string> found = printed(all);
    const std::vector<std::string> order = {"whole",
                                            "whole merged",
                                            "whole replies whole",
                                            "whole merged replies whole merged",
                                            "cuts=1",
                                            "cuts=8",
                                            "whole replies cuts=1",
                                            "whole replies cuts=2",
                                            "every=1",
                                            "every=7",
                                            "whole replies every=1",
                                            "every=1 replies every=1",
                                            "cuts=1,2",
                                            "whole replies cuts=1,2",
                                            "random=1",
                                            "random=1 replies random=1",
                                            "whole silence"};
    auto at = found.begin();
    for (const std::string& line : order) {
      CAPTURE(line);
      at = std::find(at, found.end(), line);
      REQUIRE(at != found.end());
    }
  }

  TEST_CASE("pairs of cuts of long replies are some only") {
    for (const std::size_t size : {2UL, 16UL, 17UL, 100'000UL}) {
      const auto schedules = conversations(size, kSeed);
      const auto pairs = std::count_if(schedules.begin(), schedules.end(), [](const Schedule& s) {
        return s.replies && s.replies->at.size() == 2;
      });
      CHECK(pairs == (size == 2 ? 0 : size == 16 ? 15 * 14 / 2 : 64));
    }
    CHECK(conversations(0, kSeed).size() == 2 + 1 + 16);
  }

  TEST_CASE("every pair of cuts up to 64 bytes; beyond, 64 pairs by the seed") {
    const auto pairs = [](std::size_t size, std::uint64_t seed) {
      std::vector<Sizes> found;
      for (const Schedule& schedule : deliveries(size, seed))
        if (schedule.stream.at.size() == 2) found.push_back(schedule.stream.at);
      return found;
    };
    CHECK(pairs(kPairsUpTo, kSeed).size() == 63 * 62 / 2);
    CHECK(pairs(kPairsUpTo + 1, kSeed).size() == 64);
    CHECK(pairs(100'000, 5) == pairs(100'000, 5));
    CHECK(pairs(100'000, 5) != pairs(100'000, 6));
    for (const Sizes& pair : pairs(100'000, 5)) {
      CHECK(pair[0] > 0);
      CHECK(pair[0] < pair[1]);
      CHECK(pair[1] < 100'000);
    }
  }

  TEST_CASE("a stream ends early after each number of bytes, by FIN, by RST and in silence") {
    std::vector<std::string> expected;
    for (const char* end : {"fin", "rst", "silence"})
      for (int after = 0; after < 18; ++after)
        expected.push_back(std::string("whole ") + end + "@" + std::to_string(after));
    CHECK(printed(early_endings(18, 1)) == expected);
    CHECK(early_endings(0, 1).empty());
  }

  TEST_CASE("up to 256 bytes every offset is tried; beyond, all near both ends and some between") {
    const auto cuts = [](std::size_t size) {
      Sizes found;
      for (const Schedule& schedule : deliveries(size, kSeed))
        if (schedule.stream.at.size() == 1) found.push_back(schedule.stream.at[0]);
      return found;
    };
    CHECK(cuts(kEachUpTo).size() == kEachUpTo - 1);
    CHECK(early_endings(kEachUpTo, 1).size() == 3 * kEachUpTo);
    for (const std::size_t size : {kEachUpTo + 1, std::size_t{3'004}, std::size_t{1 << 20}}) {
      const Sizes found = cuts(size);
      CAPTURE(size);
      CHECK(std::is_sorted(found.begin(), found.end(), std::less_equal<>()));
      CHECK(found.size() < kEachUpTo);
      for (std::size_t at = 1; at < 32; ++at) {
        CHECK(std::binary_search(found.begin(), found.end(), at));
        CHECK(std::binary_search(found.begin(), found.end(), size - at));
      }
      CHECK(found.back() == size - 1);
      CHECK(early_endings(size, 1).size() == 3 * (found.size() + 1));
    }
  }
}
