// The server without its socket: it does here all that it does with a datagram.
// Somebody calls `receive` with what has come, and `tick` when `next` says.
//
// Before a cookie has come back it keeps nothing of a stranger and sends him nothing
// that is larger than what he sent.
#pragma once

#include <cstdint>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "cookie.hpp"
#include "datagram.hpp"
#include "limiter.hpp"
#include "place.hpp"
#include "post.hpp"
#include "reliable.hpp"
#include "time_text.hpp"

namespace chat {

class Service {
 public:
  struct Ways {
    std::function<void(const Place&, std::string_view)> send;
    std::function<Wall()> wall;
    OnHeld held;
  };
  static constexpr int kHellos = 5;      // a second and address
  static constexpr int kDatagrams = 20;  // a second and place

  // `key` and `secret` are chance that nobody else knows.
  Service(const Key& key, std::uint64_t secret, Ways ways)
      : cookies_(key),
        hellos_(kHellos, secret),
        datagrams_(kDatagrams, secret),
        ways_(std::move(ways)),
        post_([this](const Place& to, const Datagram& datagram) { send(to, datagram); },
              ways_.held, static_cast<std::uint32_t>(secret)) {}
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  void receive(const Place& from, std::string_view bytes, Time now) {
    const auto datagram = parse(bytes);
    if (!datagram) return;
    if (datagram->kind == Kind::hello || !cookies_.fits(datagram->cookie, from, now)) {
      return greet(from, *datagram, now);
    }
    post_.heard(from, datagram->cookie, now);
    if (datagram->kind == Kind::ack) {  // no answer follows: it is not counted
      return post_.acknowledged(from, datagram->number, now);
    }
    if (datagrams_.take(cookies_.number_of(from), now)) answer(from, *datagram, now);
  }

  void tick(Time now) {
    post_.tick(now);
  }
  std::optional<Time> next() {
    return post_.next();
  }
  std::size_t people() {
    return post_.people();
  }

 private:
  void send(const Place& to, const Datagram& datagram) const {
    ways_.send(to, bytes_of(datagram));
  }
  void reply(const Place& to, Kind kind, const Datagram& asked, std::string_view body) {
    send(to, {kind, asked.number, asked.cookie, body});
  }

  // A stranger. The answer has 16 bytes: a hello has at least 64, anything else 16.
  void greet(const Place& from, const Datagram& datagram, Time now) {
    const bool hello = datagram.kind == Kind::hello;
    if (hello && datagram.body.size() < kSmallestHello - kHeader) return;
    if (!hellos_.take(from.neighbourhood(), now)) return;
    if (!hello) return reply(from, Kind::stale, datagram, {});
    send(from, {Kind::cookie, datagram.number, cookies_.of(from, now), {}});
  }

  void answer(const Place& from, const Datagram& asked, Time now) {
    switch (asked.kind) {
      case Kind::echo:
        return reply(from, Kind::echoed, asked, asked.body);
      case Kind::time:
        return tell_time(from, asked);
      case Kind::format:
        return tell_text(from, asked);
      case Kind::old32:
        return tell_seconds(from, asked);
      default:
        return post_.take(from, asked, now);
    }
  }

  void tell_time(const Place& to, const Datagram& asked) {
    const Wall t2 = ways_.wall();
    std::string_view body = asked.body;
    const auto t1 = take<std::uint64_t>(body);
    if (!t1 || !body.empty()) return;
    const Times times{.t1 = static_cast<Wall>(*t1), .t2 = t2, .t3 = ways_.wall()};
    reply(to, Kind::times, asked, body_of(times));
  }

  std::time_t seconds() const {
    return static_cast<std::time_t>(ways_.wall() / 1'000'000'000);
  }

  void tell_text(const Place& to, const Datagram& asked) {
    const std::time_t now = seconds();
    std::tm local{};
    localtime_r(&now, &local);
    const auto text = time_text(asked.body, local);
    const std::string refusal(1, static_cast<char>(Refusal::bad_format));
    reply(to, text ? Kind::formatted : Kind::refused, asked, text.value_or(refusal));
  }

  void tell_seconds(const Place& to, const Datagram& asked) {
    std::string body;
    put(body, old32(seconds()));
    reply(to, Kind::seconds, asked, body);
  }

  Cookies cookies_;
  Limiter hellos_;
  Limiter datagrams_;
  Ways ways_;
  Post post_;
};

}  // namespace chat
