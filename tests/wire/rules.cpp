// Packets that the wire loses by rule, and a wire that is cut.
#include <doctest/doctest.h>

#include <algorithm>

#include "two_sockets.hpp"

using namespace stickylab;

namespace {

/// What became of the sender's data segments: 'd' delivered, 'l' lost.
std::string fates(TwoSockets& two) {
  std::string fates;
  for (const auto& segment : two.segments()) fates += segment.packet.fate == Fate::lost ? 'l' : 'd';
  return fates;
}

}  // namespace

TEST_SUITE("wire") {
  TEST_CASE("the wire loses the packet of the rule, counted by those with data of its host") {
    CHECK(in_a_child([] {
            WireSpec spec;
            spec.loses = {{kSender, 2}, {kReceiver, 1}};
            TwoSockets two(spec);
            for (const char* word : {"one", "two", "three"}) two.send(word);
            std::string got;
            if (!two.until([&] { return (got += two.received()) == "onetwothree"; })) return 1;
            return fates(two) == "dldd" ? 0 : 2;  // TCP has sent the second again
          }) == 0);
  }

  TEST_CASE("behind a cut nothing crosses, neither way, and the frames are counted no more") {
    CHECK(in_a_child([] {
            WireSpec spec;
            spec.cut_after = 5;  // the handshake, a segment and its ACK
            TwoSockets two(spec);
            two.send("one");
            if (!two.until([&] { return two.wire->is_cut(); })) return 1;
            const std::uint64_t frames = two.wire->frames();
            two.send("two");
            if (send(two.receiver.get(), "back", 4, MSG_NOSIGNAL) != 4) return 2;
            two.for_ms(50);
            if (two.received() != "one" || two.wire->frames() != frames) return 3;
            char byte = 0;
            if (recv(two.sender.get(), &byte, 1, MSG_DONTWAIT) != -1) return 4;
            if (!two.wire->is_empty()) return 5;
            return fates(two) == "dl" ? 0 : 6;
          }) == 0);
  }

  TEST_CASE("a wire that is cut from the beginning has no handshake") {
    CHECK(in_a_child([] {
            WireSpec spec;
            spec.cut_after = 0;
            try {
              const TwoSockets two(spec);
            } catch (const std::runtime_error&) {
              return 0;
            }
            return 1;
          }) == 0);
  }
}
