// The header for the tests of libraries: which deliveries it makes, and what it says of a failure.
#include "stickylab/every_delivery.hpp"

#include <doctest/doctest.h>

#include "frame_decoder.hpp"
#include "schedule/deliveries.hpp"

using namespace stickylab;
using namespace std::string_view_literals;

namespace {

using Strings = std::vector<std::string>;

std::string joined(const Pieces& pieces) {
  std::string all;
  for (const std::string_view piece : pieces) all += piece;
  return all;
}

/// What a failure says, or nothing.
template <class... Arguments>
std::string said(Arguments&&... arguments) {
  try {
    every_delivery(std::forward<Arguments>(arguments)...);
  } catch (const DeliveryFailure& failure) {
    return failure.what();
  }
  return "";
}

/// The piece sizes of each delivery.
std::vector<std::vector<std::size_t>> fed(std::size_t size) {
  std::vector<std::vector<std::size_t>> all;
  every_delivery(std::string(size, 'x'), [&](const Pieces& given) {
    all.emplace_back();
    for (const std::string_view piece : given) all.back().push_back(piece.size());
  });
  return all;
}

/// Those of `try`, without what no parser sees: pace, and how the stream ends.
std::vector<std::vector<std::size_t>> tried(std::size_t size) {
  std::vector<std::vector<std::size_t>> all;
  for (const Schedule& schedule : deliveries(size, ways::kSeed))
    if (print_schedule(schedule).find(' ') == std::string::npos)
      all.push_back(pieces(schedule, size));
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a parser is fed the deliveries of `try`, in their order") {
    for (std::size_t size = 0; size <= 70; ++size) {
      CAPTURE(size);
      REQUIRE(fed(size) == tried(size));
    }
    for (const std::size_t size : {256, 257, 3'000, 20'000}) REQUIRE(fed(size) == tried(size));
  }

  TEST_CASE("the pieces of each delivery are the whole") {
    const std::string bytes("a stream\0 of some bytes"sv);
    CHECK(every_delivery(bytes, [&](const Pieces& pieces) { return joined(pieces) == bytes; }) >
          100);
    CHECK(joined(Pieces("", {})).empty());
    CHECK(joined(Pieces("ab", {0, 1, 2, 3})) == "ab");
    CHECK(Pieces("ab", {0, 1, 2, 3}).size() == 2);
  }

  TEST_CASE("a failure names its delivery, and what was understood of it and of the whole") {
    const auto first = [](const Pieces& pieces) { return std::string(*pieces.begin()); };
    CHECK(said("hel\\o|", first) ==
          "fails under the delivery cuts=1\n  bytes: h|el\\x5co\\x7c (cut at |)\n"
          "  understood: \"h\"\n  understood of the whole: \"hel\\x5co|\"");
    CHECK(said("ab", Strings{"ab"},
               [](const Pieces&) {
                 return Strings{"a", "\xe4\""};
               }) ==
          "fails under the delivery whole\n  bytes: ab\n  understood: [\"a\", \"\\xe4\\x22\"]\n"
          "  meant: [\"ab\"]");
  }

  TEST_CASE("a feed fails by what it returns, or by what it throws") {
    CHECK(said("ab", [](const Pieces&) {}).empty());
    CHECK(said("ab", [](const Pieces&) { return true; }).empty());
    CHECK(said("ab", [](const Pieces& pieces) { return pieces.size() == 1; }) ==
          "fails under the delivery cuts=1\n  bytes: a|b (cut at |)\n  returned false");
    CHECK(said("ab", [](const Pieces& pieces) {
            if (pieces.size() == 2) throw std::runtime_error("too short");
          }).ends_with("\n  threw: too short"));
    CHECK(said("ab", [](const Pieces&) -> int {
            throw 3;
          }).ends_with("\n  threw something that is no std::exception"));
  }

  TEST_CASE("a failure is shrunk until none of its cuts can be left out") {
    const std::string bytes(300, 'x');
    CHECK(said(bytes, [](const Pieces& pieces) { return pieces.size() < 5; }) ==
          "fails under the delivery cuts=294,295,296,297, shrunk from every=1\n  bytes: ..." +
              std::string(24, 'x') + "|x|x|x|xxx (cut at |)\n  returned false");
    // A cut astride each of two places far from each other.
    const auto between = [](const Pieces& pieces) {
      std::size_t at = 0;
      int found = 0;
      for (const std::string_view piece : pieces) {
        at += piece.size();
        if (at == 100 || at == 200) ++found;
      }
      return found < 2;
    };
    CHECK(said(bytes, between) ==
          "fails under the delivery cuts=100,200, shrunk from every=1\n  bytes: ..." +
              std::string(24, 'x') + "|" + std::string(24, 'x') + "..." + std::string(24, 'x') +
              "|" + std::string(24, 'x') + "... (cut at |)\n  returned false");
  }

  TEST_CASE("values are written so that a person can read them") {
    CHECK(failing::shown(std::vector<std::uint8_t>{1, 255}) == "[1, 255]");
    CHECK(failing::shown(std::vector<std::vector<int>>{{1}, {}}) == "[[1], []]");
    CHECK(failing::shown(true) == "true");
    CHECK(failing::shown(1.5) == "1.5");
    CHECK(failing::shown(std::pair(1, 2)) == "a value that has no <<");
  }

  TEST_CASE("an end inside a message must be an error, between two messages it need not") {
    const auto messages = [](bool strict) {
      return [=](const Pieces& pieces) {
        std::string rest = joined(pieces);
        Strings found;
        for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos;
             rest.erase(0, end + 1))
          found.push_back(rest.substr(0, end));
        if (strict && !rest.empty()) throw std::runtime_error("inside");
        return found;
      };
    };
    CHECK(every_early_end("ab\ncd\n", messages(true)) == 6);
    CHECK(every_early_end("", messages(true)) == 0);
    CHECK_THROWS_WITH_AS(
        every_early_end("ab\ncd\n", messages(false)),
        "fails under the delivery whole fin@1\n  bytes: a| (the stream ends at |)\n"
        "  taken without an error, and no message more than at an earlier end\n  understood: []",
        DeliveryFailure);
    const auto torn = [](const Pieces& pieces) { return Strings{joined(pieces)}; };
    CHECK_THROWS_WITH_AS(every_early_end("ab", torn),
                         "fails under the delivery whole fin@0\n  bytes: | (the stream ends at |)\n"
                         "  understood of the whole: [\"ab\"]\n  understood: [\"\"]",
                         DeliveryFailure);
  }

  TEST_CASE("the frame decoder of lab 21 holds, in any pieces and wherever the stream ends") {
    const auto feed = [](const Pieces& pieces) {
      FrameDecoder decoder(300);
      Strings bodies;
      for (std::string_view piece : pieces)
        while (const auto body = decoder.next(piece)) bodies.emplace_back(*body);
      if (!decoder.finish()) throw std::runtime_error("inside a frame");
      return bodies;
    };
    const auto bytes = "\0\0\0\5hello\0\0\0\0\0\0\0\5world"sv;
    CHECK(every_delivery(bytes, Strings{"hello", "", "world"}, feed) == 253);
    CHECK(every_early_end(bytes, feed) == bytes.size());
  }

  TEST_CASE("a failure keeps its schedule and its marked bytes apart") {
    try {
      every_delivery("ab\0cd"sv, [](const Pieces& pieces) { return pieces.size() == 1; });
      FAIL("nothing was thrown");
    } catch (const DeliveryFailure& failure) {
      CHECK(failure.schedule() == "cuts=1");
      CHECK(failure.marked() == "a|b\\x00cd");
    }
  }
}
