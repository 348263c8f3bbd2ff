// Who is in the room: names, and the two directions of each. No sockets, no clock.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagram.hpp"
#include "place.hpp"
#include "reliable.hpp"
#include "words.hpp"

namespace chat {

// A person, at one place. Both directions begin at the number of the `join`.
struct Peer {
  Peer(std::string said_name, const Place& its_place, std::uint32_t first,
       std::uint32_t seed)
      : name(std::move(said_name)),
        place(its_place),
        inbound(first),
        outbound(first, seed),
        answered(first) {}

  std::string name;
  Place place;
  std::uint64_t cookie = 0;  // of the last datagram
  Time heard{};
  Window inbound;
  Outbox outbound;
  // The last message and what was answered: the same again, if it comes again.
  std::uint32_t answered;
  std::optional<Refusal> refused;
};

class Room {
 public:
  static constexpr std::size_t kMost = 256;                // people
  static constexpr Time kKept = std::chrono::seconds(60);  // after the last word

  Peer* at(const Place& place) {
    const auto found = peers_.find(place);
    return found == peers_.end() ? nullptr : &found->second;
  }
  Peer* named(std::string_view name) {
    const auto found = places_.find(name);
    return found == places_.end() ? nullptr : at(found->second);
  }

  // Why `name` cannot join from `place`; nothing: it can.
  std::optional<Refusal> objection(std::string_view name, const Place& place) const {
    if (!allowed_name(name)) return Refusal::bad_name;
    const auto held = places_.find(name);
    if (held != places_.end() && held->second != place) return Refusal::taken;
    if (peers_.size() >= kMost && !peers_.contains(place)) return Refusal::full;
    return std::nullopt;
  }

  // Nobody of this name is there, and nobody at this place.
  Peer& add(const std::string& name, const Place& place, std::uint32_t first,
            std::uint32_t seed) {
    places_[name] = place;
    return peers_.try_emplace(place, name, place, first, seed).first->second;
  }

  // Gives what still waited for the one who is gone.
  std::vector<Message> remove(const Place& place) {
    const auto found = peers_.find(place);
    if (found == peers_.end()) return {};
    const auto& waiting = found->second.outbound.waiting();
    std::vector<Message> left(waiting.begin(), waiting.end());
    places_.erase(places_.find(found->second.name));
    peers_.erase(found);
    return left;
  }

  std::map<Place, Peer>& peers() {
    return peers_;
  }

 private:
  std::map<Place, Peer> peers_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace chat
