// A person talks in the room, and hears the others. Each message ends in exactly one
// `Told`: delivered, undelivered or refused.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagram.hpp"
#include "reliable.hpp"
#include "told.hpp"

namespace chat {

class Talk {
 public:
  // For so long the server, which has the message, has told no outcome of any: its
  // queue for the friend may be long, but then there is news of what is before it.
  static constexpr Time kNoNews = std::chrono::seconds(90);

  Talk(std::uint32_t seed, std::shared_ptr<RoundTrip> way, Line line)
      : outbox_(seed, seed, std::move(way)), inbound_(seed), line_(std::move(line)) {}

  // Each gives the number of what waits now; nothing if 64 wait already.
  std::optional<std::uint32_t> join(std::string_view name) {
    const auto number = outbox_.push(Kind::join, std::string(name));
    if (number) inbound_ = Window(*number);
    name_ = name;
    return number;
  }
  // A sign of life. Not told, unless the server knows nothing of us.
  void here() {
    outbox_.push(Kind::here, {});
  }
  std::optional<std::uint32_t> leave() {
    return outbox_.push(Kind::leave, {});
  }
  std::optional<std::uint32_t> say(const Said& said) {
    const auto number = outbox_.push(Kind::say, body_of(said));
    if (number) open_[*number] = Time::max();
    return number;
  }

  bool awaits(std::uint32_t number) const {
    return outbox_.awaits(number);
  }
  bool joined() const {
    return joined_;
  }
  bool has_sent_all() const {
    return outbox_.waiting().empty();
  }
  // Nothing waits, and of no message the outcome is open.
  bool idle() const {
    return outbox_.waiting().empty() && open_.empty();
  }
  void hurry(Time now) {
    outbox_.hurry(now);
  }

  void acked(std::uint32_t number, Time now) {
    const auto message = outbox_.acked(number, now);
    if (!message) return;
    if (message->kind == Kind::say) {
      const auto open = open_.find(number);
      if (open != open_.end()) open->second = now + kNoNews;
      return;
    }
    if (message->kind == Kind::here) return;
    joined_ = message->kind == Kind::join;
    end_open(now + kNoNews);  // of an earlier conversation
    tell(joined_ ? Told::What::joined : Told::What::left, number);
  }

  void refused(const Datagram& answer, Time now) {
    if (answer.body.size() != 1) return;
    const auto message = outbox_.acked(answer.number, now);
    if (!message) return;
    const auto why = static_cast<Refusal>(answer.body[0]);
    open_.erase(answer.number);
    if (why == Refusal::not_joined) join_again();
    if (message->kind == Kind::here) return;
    line_.tell({.what = Told::What::refused, .number = answer.number, .why = why});
  }

  // From the server, by itself: `deliver` and `outcome`.
  void news(const Datagram& news, Time now) {
    const auto said = said_in(news.body);
    const bool deliver = news.kind == Kind::deliver;
    if (deliver ? !said : news.body.size() != 5) return;
    const Window::Seen seen = inbound_.take(news.number);
    if (seen == Window::Seen::late) return;
    if (seen == Window::Seen::fresh && deliver) {
      line_.tell({.what = Told::What::heard,
                  .number = news.number,
                  .who = std::string(said->who),
                  .text = std::string(said->text)});
    } else if (seen == Window::Seen::fresh) {
      outcome(news.body, now);
    }
    line_.send(Kind::ack, news.number, {});
  }

  // `sends`: there is a cookie.
  void tick(Time now, bool sends) {
    while (const auto lost = outbox_.given_up(now)) give_up(*lost);
    end_open(now);
    if (!sends) return;
    if (const Message* message = outbox_.due(now)) {
      line_.send(message->kind, message->number, message->body);
    }
  }
  void give_up_all() {
    for (const Message& message : outbox_.clear()) give_up(message);
  }
  std::optional<Time> next(bool sends) const {
    std::optional<Time> first = sends ? outbox_.next() : std::nullopt;
    for (const auto& [number, until] : open_) {
      if (until != Time::max()) first = std::min(first.value_or(until), until);
    }
    return first;
  }

 private:
  void tell(Told::What what, std::uint32_t number) const {
    line_.tell({.what = what, .number = number});
  }

  // The server has begun anew, or has not heard of us for too long. The numbers of the
  // new conversation cannot be taken for those of the old one.
  void join_again() {
    if (!std::exchange(joined_, false)) return;
    outbox_.skip();
    join(name_);
  }

  void outcome(std::string_view body, Time now) {
    const auto number = *take<std::uint32_t>(body);
    // It may overtake the acknowledgement, and says more.
    outbox_.acked(number, now);
    settle(number, body[0] == '\1' ? Told::What::delivered : Told::What::undelivered);
    for (auto& [other, until] : open_) {
      if (until != Time::max()) until = now + kNoNews;
    }
  }

  void settle(std::uint32_t number, Told::What what) {
    if (open_.erase(number) > 0) tell(what, number);
  }
  // Those that the server has, or had, and of which there was to be news before `time`.
  void end_open(Time time) {
    std::vector<std::uint32_t> numbers;
    for (const auto& [number, until] : open_) {
      if (until <= time) numbers.push_back(number);
    }
    for (const auto number : numbers) settle(number, Told::What::undelivered);
  }

  void give_up(const Message& message) {
    if (message.kind == Kind::say)
      return settle(message.number, Told::What::undelivered);
    if (message.kind != Kind::here) tell(Told::What::unanswered, message.number);
  }

  Outbox outbox_;
  Window inbound_;
  Line line_;
  std::map<std::uint32_t, Time> open_;  // messages, and until when news is awaited
  std::string name_;
  bool joined_ = false;
};

}  // namespace chat
