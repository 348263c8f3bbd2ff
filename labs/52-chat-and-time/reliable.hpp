// Messages over datagrams that are lost, doubled and swapped: one direction of it.
//
// The Outbox sends a message again and again until its number is acknowledged, and only
// then the next. After five tries it gives up and says so: the friend may have it or
// not, nobody can know. The Window of the other end tells a message that is new from
// one that it has seen. What was given up and comes after a later message has come too
// late: it is not shown, so the order stays right, and it is not acknowledged, as it
// was not shown.
//
// No socket and no clock: whoever calls says what time it is.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "datagram.hpp"
#include "round_trip.hpp"

namespace chat {

// How far `number` is after `other`; numbers go on at 0 after the last: RFC 1982.
inline std::int32_t after(std::uint32_t number, std::uint32_t other) {
  return static_cast<std::int32_t>(number - other);
}

class Window {
 public:
  enum class Seen : std::uint8_t { fresh, again, late };
  static constexpr std::int32_t kSize = 64;

  // `before` is the number before the first.
  explicit Window(std::uint32_t before) : highest_(before) {}

  // A number that is fresh is so once. One far away is of another conversation.
  Seen take(std::uint32_t number) {
    const std::int32_t ahead = after(number, highest_);
    if (ahead > 0 && ahead < kSize) {
      seen_ = seen_ << ahead | 1;
      highest_ = number;
      return Seen::fresh;
    }
    return holds(number) && (seen_ >> after(highest_, number) & 1) != 0 ? Seen::again
                                                                        : Seen::late;
  }
  // True if it is one of the last 64.
  bool holds(std::uint32_t number) const {
    const std::int32_t behind = after(highest_, number);
    return behind >= 0 && behind < kSize;
  }

 private:
  std::uint32_t highest_;
  std::uint64_t seen_ = 1;  // bit n: highest_ - n has come
};

struct Message {
  Kind kind{};
  std::string body;
  std::uint32_t number = 0;
};

class Outbox {
 public:
  static constexpr std::size_t kMost = 64;  // messages that wait
  static constexpr int kTries = 5;

  // The seed is for the share of chance in the waiting times. Several that send the
  // same way may share what they know of it.
  Outbox(std::uint32_t before, std::uint32_t seed,
         std::shared_ptr<RoundTrip> way = std::make_shared<RoundTrip>())
      : last_(before), way_(std::move(way)), chance_(seed) {}

  // The number of the message; nothing if 64 wait already.
  std::optional<std::uint32_t> push(Kind kind, std::string body) {
    if (waiting_.size() >= kMost) return std::nullopt;
    waiting_.push_back({kind, std::move(body), ++last_});
    return last_;
  }

  // The message that is to be sent now, as often as it is to be sent. Ask again when
  // `next` says. Valid until the next call of another function.
  const Message* due(Time now) {
    if (waiting_.empty() || tries_ == kTries || (tries_ > 0 && now < again_)) {
      return nullptr;
    }
    if (tries_ > 0) way_->back_off();
    ++tries_;
    sent_ = now;
    again_ = now + some_more(way_->wait());
    return &waiting_.front();
  }

  // The message that was sent five times and not acknowledged; it is gone from here.
  std::optional<Message> given_up(Time now) {
    if (waiting_.empty() || tries_ < kTries || now < again_) return std::nullopt;
    return pop();
  }

  // The message that was acknowledged; nothing: it is not the one that was sent last.
  std::optional<Message> acked(std::uint32_t number, Time now) {
    if (!awaits(number)) return std::nullopt;
    // Karn: after a second try nobody knows which of them was answered.
    if (tries_ == 1) way_->measured(now - sent_);
    return pop();
  }

  bool awaits(std::uint32_t number) const {
    return tries_ > 0 && waiting_.front().number == number;
  }

  // When `due` or `given_up` will have something; nothing while no message waits.
  std::optional<Time> next() const {
    if (waiting_.empty()) return std::nullopt;
    return tries_ == 0 ? Time::min() : again_;
  }

  // The next message gets a number that is far from all before it.
  void skip() {
    last_ += 1U << 20;
  }

  // The last try was in vain, as the sender knows already: the next one is due now.
  void hurry(Time now) {
    again_ = std::min(again_, now);
  }

  // All that wait; none is left.
  std::deque<Message> clear() {
    tries_ = 0;
    return std::exchange(waiting_, {});
  }

  const std::deque<Message>& waiting() const {
    return waiting_;
  }
  Time wait() const {
    return way_->wait();
  }

 private:
  Message pop() {
    Message message = std::move(waiting_.front());
    waiting_.pop_front();
    tries_ = 0;
    return message;
  }
  // Up to half more, so that two ends do not meet again and again. Never less than RFC
  // 6298 says: a copy that is sent too early spoils the measurement, and no other
  // comes.
  Time some_more(Time wait) {
    return wait + wait * std::uniform_int_distribution<int>(0, 500)(chance_) / 1'000;
  }

  std::deque<Message> waiting_;
  std::uint32_t last_;
  int tries_ = 0;  // of the message at the front
  Time sent_{};
  Time again_{};
  std::shared_ptr<RoundTrip> way_;
  std::minstd_rand chance_;
};

}  // namespace chat
