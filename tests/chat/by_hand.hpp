// The chat server and its clients in one place, with a wire and a clock that are played: what is
// sent may be lost, doubled and swapped, by a seed.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conversation.hpp"
#include "service.hpp"

namespace chat_by_hand {

using chat::Place;
using chat::Time;
using chat::Told;
using chat::Wall;
using What = Told::What;
using std::chrono::milliseconds;
using std::chrono::seconds;

inline constexpr Place kServer{0xc0000202, 9000};
inline constexpr chat::Key kKey{1, 2, 3};

/// Shares of datagrams, in percent, and how long one takes: `shortest` to `longest`, so that a
/// later one can overtake.
struct Wire {
  int lost = 0;
  int doubled = 0;
  Time shortest = milliseconds(10);
  Time longest = milliseconds(10);
};

/// A client and all that it has told.
struct Person {
  Place place;
  std::vector<Told> told;
  std::unique_ptr<chat::Conversation> talking;

  /// He hears nothing, says nothing and tells nothing any more.
  void switch_off() {
    talking = std::make_unique<chat::Conversation>(
        1, chat::Conversation::Ways{[](std::string_view) {}, [](const Told&) {},
                                    [] { return Wall{0}; }});
  }
  std::size_t count(What what) const {
    return static_cast<std::size_t>(
        std::count_if(told.begin(), told.end(), [&](const Told& one) { return one.what == what; }));
  }
  std::vector<std::string> heard() const {
    std::vector<std::string> texts;
    for (const Told& one : told) {
      if (one.what == What::heard) texts.push_back(one.text);
    }
    return texts;
  }
};

class World {
 public:
  World(Wire wire, std::uint32_t seed) : wire_(wire), random_(seed) { begin_anew(); }

  /// The server has lost all that it knew, but for its key.
  void begin_anew() {
    service_ = std::make_unique<chat::Service>(
        kKey, random_(),
        chat::Service::Ways{
            .send = service_sends(), .wall = [this] { return server_wall(); }, .held = {}});
  }

  Person& add() {
    auto person = std::make_unique<Person>();
    person->place = {0xc0000201, static_cast<std::uint16_t>(1000 + people_.size())};
    Person* one = person.get();
    const auto send = [this, one](std::string_view bytes) { carry(one->place, kServer, bytes); };
    person->talking = std::make_unique<chat::Conversation>(
        random_(),
        chat::Conversation::Ways{.send = send,
                                 .tell = [one](const Told& t) { one->told.push_back(t); },
                                 .wall = [this] { return wall(); }});
    people_.push_back(std::move(person));
    return *one;
  }
  Person& joined(std::string_view name) {
    Person& person = add();
    person.talking->talk().join(name);
    run_for(seconds(40));
    return person;
  }

  void run_for(Time time) { run_until(now_ + time); }
  /// Until nobody waits for anything, or `most` has passed.
  void settle(Time most = seconds(600)) {
    const Time end = now_ + most;
    while (now_ < end && !idle()) run_until(std::min(end, now_ + seconds(1)));
  }
  bool idle() const {
    return std::all_of(people_.begin(), people_.end(),
                       [](const auto& person) { return person->talking->idle(); });
  }

  /// As if a datagram had come from there; `answers` are those that left.
  std::vector<std::string> inject(const Place& from, std::string_view bytes) {
    answers_.clear();
    keeps_answers_ = true;
    service_->receive(from, bytes, now_);
    keeps_answers_ = false;
    return answers_;
  }

  Time now() const { return now_; }
  Wall wall() const { return 1'700'000'000'000'000'000 + now_.count(); }
  Wall server_wall() const { return wall() + ahead; }
  chat::Service& service() { return *service_; }
  Wire& wire() { return wire_; }
  std::size_t carried() const { return carried_; }

  Wall ahead = 0;  // the server's clock

 private:
  struct Flying {
    Place from, to;
    std::string bytes;
  };

  std::function<void(const Place&, std::string_view)> service_sends() {
    return [this](const Place& to, std::string_view bytes) {
      if (keeps_answers_) {
        answers_.emplace_back(bytes);
      } else {
        carry(kServer, to, bytes);
      }
    };
  }
  bool by_chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

  void carry(const Place& from, const Place& to, std::string_view bytes) {
    ++carried_;
    for (int copies = by_chance(wire_.doubled) ? 2 : 1; copies > 0; --copies) {
      if (by_chance(wire_.lost)) continue;
      const auto span = (wire_.longest - wire_.shortest).count();
      const Time takes =
          wire_.shortest + Time(span > 0 ? static_cast<std::int64_t>(random_()) % span : 0);
      flying_.emplace(now_ + takes, Flying{from, to, std::string(bytes)});
    }
  }

  void run_until(Time end) {
    tick();
    for (Time next = next_time(); next <= end; next = next_time()) {
      now_ = std::max(now_, next);
      while (!flying_.empty() && flying_.begin()->first <= now_) {
        const Flying one = std::move(flying_.begin()->second);
        flying_.erase(flying_.begin());
        arrive(one);
      }
      tick();
    }
    now_ = end;
  }
  void arrive(const Flying& one) {
    if (one.to == kServer) return service_->receive(one.from, one.bytes, now_);
    for (const auto& person : people_) {
      if (person->place == one.to) person->talking->receive(one.bytes, now_);
    }
  }
  void tick() {
    service_->tick(now_);
    for (const auto& person : people_) person->talking->tick(now_);
  }
  Time next_time() {
    Time first = flying_.empty() ? Time::max() : flying_.begin()->first;
    if (const auto next = service_->next()) first = std::min(first, *next);
    for (const auto& person : people_) {
      if (const auto next = person->talking->next()) first = std::min(first, *next);
    }
    return first;
  }

  Wire wire_;
  std::mt19937 random_;
  Time now_ = seconds(1'000);
  std::multimap<Time, Flying> flying_;
  std::vector<std::string> answers_;
  bool keeps_answers_ = false;
  std::size_t carried_ = 0;
  std::unique_ptr<chat::Service> service_;
  std::vector<std::unique_ptr<Person>> people_;
};

}  // namespace chat_by_hand
