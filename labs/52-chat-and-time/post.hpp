// Messages between people: join, say, leave, and what becomes of each message. A
// message is held for the friend until he acknowledges it or it is given up; then the
// speaker is told which.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagram.hpp"
#include "place.hpp"
#include "reliable.hpp"
#include "room.hpp"

namespace chat {

using Send = std::function<void(const Place&, const Datagram&)>;
// A message is held for a friend.
using OnHeld = std::function<void(std::string_view from, const Said&)>;

class Post {
 public:
  Post(Send send, OnHeld on_held, std::uint32_t seed)
      : send_(std::move(send)), on_held_(std::move(on_held)), chance_(seed) {}

  // A sign of life, with a cookie that fits.
  void heard(const Place& from, std::uint64_t cookie, Time now) {
    Peer* peer = room_.at(from);
    if (peer == nullptr) return;
    peer->heard = now;
    peer->cookie = cookie;
  }

  void take(const Place& from, const Datagram& asked, Time now) {
    switch (asked.kind) {
      case Kind::join:
        return join(from, asked, now);
      case Kind::leave:
        return leave(from, asked);
      case Kind::here:
        return here(from, asked);
      case Kind::say:
        return say(from, asked);
      default:
        return;  // what only a server says
    }
  }

  void acknowledged(const Place& from, std::uint32_t number, Time now) {
    Peer* peer = room_.at(from);
    if (peer == nullptr) return;
    if (const auto message = peer->outbound.acked(number, now)) {
      settle(from, *message, true);
    }
  }

  // Sends what is due again, reports what was given up, forgets who is silent.
  void tick(Time now) {
    for (const Place& place : silent(now)) remove(place);
    for (auto& [place, peer] : room_.peers()) {
      while (const auto lost = peer.outbound.given_up(now)) settle(place, *lost, false);
    }
    for (auto& [place, peer] : room_.peers()) {
      if (const Message* message = peer.outbound.due(now)) {
        send_(place, {message->kind, message->number, peer.cookie, message->body});
      }
    }
  }

  std::optional<Time> next() {
    std::optional<Time> first;
    const auto also = [&](Time time) { first = std::min(first.value_or(time), time); };
    for (const auto& [place, peer] : room_.peers()) {
      also(peer.heard + Room::kKept);
      if (const auto time = peer.outbound.next()) also(*time);
    }
    return first;
  }

  std::size_t people() {
    return room_.peers().size();
  }

 private:
  struct Origin {
    Place speaker;
    std::uint32_t number = 0;
  };
  using Held = std::pair<Place, std::uint32_t>;  // the friend, and the number for him

  void join(const Place& from, const Datagram& asked, Time now) {
    const Peer* peer = room_.at(from);
    const bool again = peer != nullptr && peer->name == asked.body &&
                       peer->inbound.holds(asked.number);
    const auto why =
        again ? std::nullopt : room_.objection(std::string(asked.body), from);
    if (!again && !why) {
      remove(from);  // the same place, another life
      room_.add(std::string(asked.body), from, asked.number, chance_());
      heard(from, asked.cookie, now);
    }
    answer(from, asked, why);
  }

  void leave(const Place& from, const Datagram& asked) {
    Peer* peer = room_.at(from);
    if (peer != nullptr && peer->inbound.take(asked.number) == Window::Seen::fresh) {
      remove(from);
    }
    answer(from, asked, std::nullopt);
  }

  void here(const Place& from, const Datagram& asked) {
    Peer* peer = room_.at(from);
    if (peer == nullptr) return answer(from, asked, Refusal::not_joined);
    if (peer->inbound.take(asked.number) == Window::Seen::late) return;
    answer(from, asked, std::nullopt);
  }

  void say(const Place& from, const Datagram& asked) {
    Peer* peer = room_.at(from);
    if (peer == nullptr) return answer(from, asked, Refusal::not_joined);
    const Window::Seen seen = peer->inbound.take(asked.number);
    if (seen == Window::Seen::late) return;
    if (seen == Window::Seen::fresh) {
      peer->answered = asked.number;
      peer->refused = hold(*peer, asked);
    }
    const bool last = peer->answered == asked.number;
    answer(from, asked, last ? peer->refused : std::nullopt);
  }

  void answer(const Place& to, const Datagram& asked, std::optional<Refusal> why) {
    const std::string body(why ? 1 : 0, static_cast<char>(why.value_or(Refusal{})));
    send_(to, {why ? Kind::refused : Kind::ack, asked.number, asked.cookie, body});
  }

  // Nothing: the message waits for the friend now.
  std::optional<Refusal> hold(const Peer& speaker, const Datagram& asked) {
    const auto said = said_in(asked.body);
    if (!said) return Refusal::bad_text;
    Peer* to = room_.named(said->who);
    if (to == nullptr) return Refusal::nobody;
    const auto number =
        to->outbound.push(Kind::deliver, body_of({speaker.name, said->text}));
    if (!number) return Refusal::busy;
    origins_[{to->place, *number}] = {speaker.place, asked.number};
    if (on_held_) on_held_(speaker.name, *said);
    return std::nullopt;
  }

  // A message to `to` has come to its end. If somebody said it, he is told.
  void settle(const Place& to, const Message& message, bool delivered) {
    const auto found = origins_.find({to, message.number});
    if (found == origins_.end()) return;
    const Origin origin = found->second;
    origins_.erase(found);
    Peer* speaker = room_.at(origin.speaker);
    if (speaker == nullptr) return;
    std::string body;
    put(body, origin.number);
    speaker->outbound.push(Kind::outcome, body += delivered ? '\1' : '\0');
  }

  void remove(const Place& place) {
    for (const Message& left : room_.remove(place)) settle(place, left, false);
  }

  std::vector<Place> silent(Time now) {
    std::vector<Place> places;
    for (const auto& [place, peer] : room_.peers()) {
      if (peer.heard + Room::kKept <= now) places.push_back(place);
    }
    return places;
  }

  Send send_;
  OnHeld on_held_;
  Room room_;
  std::map<Held, Origin> origins_;
  std::minstd_rand chance_;
};

}  // namespace chat
