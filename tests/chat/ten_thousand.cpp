// Lab 52: ten thousand messages through the server, at each loss; by hand, as it takes its time.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "by_hand.hpp"

using namespace chat_by_hand;

namespace {

constexpr int kMany = 10'000;
constexpr std::size_t kAtOnce = 32;  // as many as the program has open

/// The texts that were shown, and of each message the ends that its speaker was told.
struct Talked {
  std::vector<std::string> shown;
  std::map<int, std::vector<What>> ends;

  int count(What what) const {
    int all = 0;
    for (const auto& [text, told] : ends) all += told == std::vector{what} ? 1 : 0;
    return all;
  }
};

Talked talk(World& world, Person& speaker, Person& hearer) {
  std::map<std::uint32_t, int> said;
  Talked done;
  for (int next = 0; next < kMany || !speaker.talking->idle();) {
    while (next < kMany && said.size() < done.ends.size() + kAtOnce) {
      const auto number = speaker.talking->talk().say({"bob", std::to_string(next)});
      if (!number) break;
      said[*number] = next++;
    }
    world.run_for(seconds(1));
    for (const Told& one : speaker.told) {
      if (said.contains(one.number)) done.ends[said[one.number]].push_back(one.what);
    }
    speaker.told.clear();
  }
  done.shown = hearer.heard();
  return done;
}

}  // namespace

TEST_CASE("chat: of 10,000 messages each is shown once, in order, or reported, at 0 to 50 % loss" *
          doctest::skip()) {
  for (const int lost : {0, 10, 30, 50}) {
    CAPTURE(lost);
    World world({}, static_cast<std::uint32_t>(lost) + 7);
    Person& ann = world.joined("ann");
    Person& bob = world.joined("bob");
    world.wire() = {
        .lost = lost, .doubled = 20, .shortest = milliseconds(5), .longest = milliseconds(700)};
    const Talked done = talk(world, ann, bob);
    std::vector<bool> shown(kMany);
    int last = -1;
    for (const std::string& text : done.shown) {
      CHECK(std::stoi(text) > last);
      last = std::stoi(text);
      shown[static_cast<std::size_t>(last)] = true;
    }
    CHECK(done.ends.size() == kMany);
    for (const auto& [text, ends] : done.ends) {
      CHECK(ends.size() == 1);
      if (ends[0] == What::delivered) CHECK(shown[static_cast<std::size_t>(text)]);
      if (ends[0] == What::refused) CHECK_FALSE(shown[static_cast<std::size_t>(text)]);
    }
    std::printf("loss %d %%: %zu shown, %d delivered, %d undelivered, %d refused, %zu datagrams\n",
                lost, done.shown.size(), done.count(What::delivered), done.count(What::undelivered),
                done.count(What::refused), world.carried());
  }
}
