// Questions that are answered once: echo, the time in its three forms. An answer serves
// as the acknowledgement of its question.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "datagram.hpp"
#include "reliable.hpp"
#include "told.hpp"

namespace chat {

class Questions {
 public:
  Questions(std::uint32_t seed, std::shared_ptr<RoundTrip> way, Line line)
      : outbox_(seed, seed, std::move(way)), line_(std::move(line)) {}

  // Its number; nothing if 64 wait already.
  std::optional<std::uint32_t> ask(Kind kind, std::string_view body) {
    return outbox_.push(kind, std::string(body));
  }
  // Several questions, of which one answer is told. Not while it measures already.
  void measure() {
    if (open_ > 0) return;
    measurement_ = {};
    for (std::size_t i = 0; i < Measurement::kQuestions; ++i) {
      if (ask(Kind::time, {})) ++open_;
    }
  }

  bool awaits(std::uint32_t number) const {
    return outbox_.awaits(number);
  }
  bool idle() const {
    return outbox_.waiting().empty();
  }
  std::optional<Time> next() const {
    return outbox_.next();
  }
  void hurry(Time now) {
    outbox_.hurry(now);
  }

  // `echoed`, `times`, `formatted`, `seconds`, or a refusal.
  void answered(const Datagram& answer, Time now) {
    if (!awaits(answer.number) || !suits(answer)) return;
    const Message question = *outbox_.acked(answer.number, now);
    if (question.kind == Kind::time) {
      end_of_time_question();
    } else if (answer.kind == Kind::refused) {
      line_.tell({.what = Told::What::refused,
                  .number = question.number,
                  .why = Refusal::bad_format});
    } else {
      line_.tell({.what = what_of(question.kind),
                  .number = question.number,
                  .text = std::string(answer.body)});
    }
  }

  void tick(Time now) {
    while (const auto lost = outbox_.given_up(now)) give_up(*lost);
    if (const Message* question = outbox_.due(now)) {
      line_.send(question->kind, question->number, body_of_try(*question));
    }
  }
  void give_up_all() {
    for (const Message& question : outbox_.clear()) give_up(question);
  }

 private:
  static Told::What what_of(Kind kind) {
    return kind == Kind::echo     ? Told::What::echoed
           : kind == Kind::format ? Told::What::formatted
                                  : Told::What::seconds;
  }

  // Each try has a T1 of its own.
  std::string body_of_try(const Message& question) {
    if (question.kind != Kind::time) return question.body;
    const Wall t1 = line_.wall();
    measurement_.asked(t1);
    std::string body;
    put(body, static_cast<std::uint64_t>(t1));
    return body;
  }

  bool suits(const Datagram& answer) {
    const Message& question = outbox_.waiting().front();
    if (answer.kind == Kind::refused) return question.kind == Kind::format;
    const auto kind = static_cast<std::uint8_t>(question.kind);
    if (static_cast<std::uint8_t>(answer.kind) != kind + 1) return false;
    if (question.kind == Kind::echo) return answer.body == question.body;
    if (question.kind == Kind::old32) return answer.body.size() == 4;
    if (question.kind != Kind::time) return true;
    const auto times = times_in(answer.body, line_.wall());
    return times && measurement_.answered(*times);
  }

  void end_of_time_question() {
    if (--open_ > 0) return;
    const auto& best = measurement_.best();
    line_.tell({.what = best ? Told::What::measured : Told::What::unanswered,
                .offset = best.value_or(Offset{})});
  }

  void give_up(const Message& question) {
    if (question.kind == Kind::time) return end_of_time_question();
    line_.tell({.what = Told::What::unanswered, .number = question.number});
  }

  Outbox outbox_;
  Line line_;
  Measurement measurement_;
  int open_ = 0;  // questions of the measurement
};

}  // namespace chat
