// Rows that stand for others: what may be folded, and what is never hidden.
#include "trace/fold.hpp"

#include <doctest/doctest.h>

#include "recording_by_hand.hpp"
#include "told_lanes.hpp"

using namespace stickylab;

namespace {

struct Asked {
  std::string request;
  std::string reply = "ok";
  std::string printed{};
  std::uint32_t unsent = 0;
};

/// One exchange every 10 ms.
Recording conversation(const std::vector<Asked>& all) {
  ByHand run;
  double ms = 0;
  for (const Asked& asked : all) {
    run.send(ms, asked.request, TcpState{.unsent = asked.unsent}).recv(ms + 0.1, asked.request);
    if (!asked.printed.empty()) run.prints(ms + 0.2, asked.printed);
    CallReturned reply;
    reply.what = {.call = Call::send, .length = asked.reply.size()};
    reply.result = std::ssize(asked.reply);
    reply.bytes = asked.reply;
    run.call(ms + 0.3, kReceiver, reply).recv(ms + 0.4, kSender, asked.reply);
    ms += 10;
  }
  return run;
}

/// "2-4" for exchanges that are folded, with a '*' if they moved other bytes.
std::string folded(const std::vector<Asked>& all) {
  const Trace trace(conversation(all));
  INFO(told_lanes(trace.recording()));
  std::string text;
  for (const Row& row : fold_exchanges(trace.rows(), exchanges_ms(trace.calls(kSender))))
    if (const auto* same = std::get_if<ExchangesRow>(&row.what))
      text += std::to_string(same->first) + "-" +
              std::to_string(same->first + same->ms.size() - 1) + (same->other_bytes ? "* " : " ");
  return text;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("an exchange that repeats another is folded") {
    CHECK(folded({{"ping"}, {"ping"}}) == "2-2 ");
    CHECK(folded({{"ping"}, {"ping"}, {"ping"}, {"ping"}}) == "2-4 ");
  }

  TEST_CASE("of two that differ in their bytes only, both are shown; more are a repetition") {
    CHECK(folded({{"get a"}, {"get b"}}).empty());
    CHECK(folded({{"get a"}, {"get b"}, {"get c"}}) == "2-3* ");
  }

  TEST_CASE("a request of another kind is shown, also if nothing else differs") {
    // MQTT: CONNECT and PUBLISH of 14 bytes, each answered by 4.
    const std::string connect("\x10\x0c\0\x04MQTT\x04\x02\0<\0\0", 14);
    const std::string publish(
        "2\x0c\0\x03"
        "a/b\0\x01hello",
        14);
    CHECK(folded({{connect, " \x02.."}, {publish, "@\x02.."}}).empty());
    CHECK(folded({{connect}, {publish}, {publish}, {publish}}) == "3-4 ");
  }

  TEST_CASE("the one exchange that differs is never folded") {
    const Asked usual{"ping", "ok", "pong\n"};
    for (const Asked& other : std::vector<Asked>{{"pinged", "ok", "pong\n"},
                                                 {"ping", "okay", "pong\n"},
                                                 {"ping", "ok"},
                                                 {"ping", "ok", "pong\nmore\n"},
                                                 {"ping", "ok", "message: x\n"},
                                                 {"ping", "ok", "pong\n", 4}}) {
      CAPTURE(other.request + " " + other.reply + " " + other.printed);
      CHECK(folded({usual, usual, other, usual, usual}) == "2-2 5-5 ");
    }
    CHECK(folded({usual, usual, {"ping", "ok", "else\n"}, usual}) == "2-4* ");
  }
}
