// The client's end of the conversation with the server, without the socket: the cookie,
// then questions and talk. Somebody calls `receive` with what has come from the server,
// and `tick` after everything and when `next` says.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "datagram.hpp"
#include "questions.hpp"
#include "reliable.hpp"
#include "talk.hpp"
#include "told.hpp"

namespace chat {

class Conversation {
 public:
  struct Ways {
    std::function<void(std::string_view)> send;
    std::function<void(const Told&)> tell;
    std::function<Wall()> wall;
  };
  // Who is silent for six times as long loses his name, and joins again. (At 50 % loss
  // that happened to 9 of 200 listeners within ten minutes, at 30 % to none.)
  static constexpr Time kSignOfLife = std::chrono::seconds(10);
  // A cookie counts for two minutes or more: there is time to ask for the next one.
  static constexpr Time kRenewed = std::chrono::seconds(60);

  Conversation(std::uint32_t seed, Ways ways)
      : hellos_(seed, seed, way_),
        ways_(std::move(ways)),
        questions_(seed * 3 + 1, way_, line()),
        talk_(seed * 5 + 2, way_, line()) {}
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  Talk& talk() {
    return talk_;
  }
  Questions& questions() {
    return questions_;
  }
  bool idle() const {
    return talk_.idle() && questions_.idle();
  }

  void receive(std::string_view bytes, Time now) {
    now_ = now;
    const auto datagram = parse(bytes);
    if (!datagram) return;
    if (datagram->kind == Kind::cookie) return take_cookie(*datagram, now);
    // Who does not know the cookie does not see what we send, and is not the server.
    const std::uint64_t cookie = datagram->cookie;
    if (cookie_ == cookie || earlier_ == cookie) answer(*datagram, now);
  }

  void tick(Time now) {
    now_ = now;
    if (signs() && now >= spoken_ + kSignOfLife) talk_.here();
    say_hello(now);
    talk_.tick(now, cookie_.has_value());
    if (cookie_) questions_.tick(now);
  }

  std::optional<Time> next() const {
    std::optional<Time> first = talk_.next(cookie_.has_value());
    const auto also = [&](std::optional<Time> time) {
      if (time) first = std::min(first.value_or(*time), *time);
    };
    also(hellos_.next());
    if (cookie_) also(questions_.next());
    if (signs()) also(spoken_ + kSignOfLife);
    if (renews()) also(baked_ + kRenewed);
    return first;
  }

 private:
  Line line() {
    const auto send = [this](Kind kind, std::uint32_t number, std::string_view body) {
      spoken_ = now_;
      ways_.send(
          bytes_of({kind, number, cookie_.value_or(earlier_.value_or(0)), body}));
    };
    return {.send = send, .tell = ways_.tell, .wall = ways_.wall};
  }

  void answer(const Datagram& datagram, Time now) {
    switch (datagram.kind) {
      case Kind::stale:
        return forget_cookie(datagram, now);
      case Kind::ack:
        return talk_.acked(datagram.number, now);
      case Kind::refused:
        return talk_.awaits(datagram.number) ? talk_.refused(datagram, now)
                                             : questions_.answered(datagram, now);
      case Kind::deliver:
      case Kind::outcome:
        return talk_.news(datagram, now);
      default:
        return questions_.answered(datagram, now);
    }
  }

  bool signs() const {
    return talk_.joined() && talk_.has_sent_all();
  }
  bool renews() const {
    return cookie_ && talk_.joined() && hellos_.waiting().empty();
  }
  bool wants_cookie(Time now) const {
    if (cookie_) return renews() && now >= baked_ + kRenewed;
    return talk_.joined() || talk_.next(true) || questions_.next();
  }

  void say_hello(Time now) {
    if (hellos_.given_up(now) && !cookie_) {
      talk_.give_up_all();
      questions_.give_up_all();
    }
    if (hellos_.waiting().empty() && wants_cookie(now)) {
      hellos_.push(Kind::hello, std::string(kSmallestHello - kHeader, '\0'));
    }
    if (const Message* hello = hellos_.due(now)) {
      ways_.send(bytes_of({hello->kind, hello->number, 0, hello->body}));
    }
  }

  void take_cookie(const Datagram& datagram, Time now) {
    if (!hellos_.acked(datagram.number, now)) return;
    if (cookie_) earlier_ = cookie_;
    cookie_ = datagram.cookie;
    baked_ = now;
  }

  // It may be the answer to an acknowledgement: so its number says nothing.
  void forget_cookie(const Datagram& datagram, Time now) {
    if (cookie_ != datagram.cookie) return;
    earlier_ = std::exchange(cookie_, std::nullopt);
    talk_.hurry(now);
    questions_.hurry(now);
  }

  std::shared_ptr<RoundTrip> way_ = std::make_shared<RoundTrip>();
  Outbox hellos_;
  Ways ways_;
  Questions questions_;
  Talk talk_;
  std::optional<std::uint64_t> cookie_;
  std::optional<std::uint64_t> earlier_;  // the cookie before this one
  Time baked_{};                          // when the cookie came
  Time spoken_{};                         // when it last sent anything with a cookie
  Time now_{};
};

}  // namespace chat
