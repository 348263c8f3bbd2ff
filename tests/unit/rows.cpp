// The rows of a run: what happened, before anybody says it in words.
#include "trace/rows.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "judge/observation.hpp"
#include "recording/message_text.hpp"
#include "recording_by_hand.hpp"
#include "told_lanes.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

/// The messages that the rows show, escapes undone.
std::vector<std::string> messages_shown(const Recording& recording) {
  std::vector<std::string> messages;
  const Trace trace(recording);
  for (const Row& row : trace.rows())
    if (const auto* print = std::get_if<PrintRow>(&row.what);
        print && print->kind == PrintRow::Kind::message)
      messages.push_back(unescape_message(print->text));
  return messages;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what the judge takes for a message, its row shows as one") {
    struct {
      std::string printed;
      std::vector<std::string> understood;
    } const cases[] = {
        {"message: hello\n", {"hello"}},
        {"message:hello\n", {"hello"}},
        {"message:  hello\n", {" hello"}},
        {"message:\nmessage: \n", {"", ""}},
        {"messages: hello\n message: hello\nMessage: hello\n", {}},
        {"listening\nmessage: hel", {"hel"}},
        {R"(message:\xe9\x9b)", {"\xe9\x9b"}},
    };
    for (const auto& c : cases) {
      const Recording recording = ByHand().recv(1, "hello").prints(2, c.printed);
      CAPTURE(c.printed);
      INFO(told_lanes(recording));
      CHECK(observe(Meant{}, recording).messages == c.understood);
      CHECK(messages_shown(recording) == c.understood);
    }
  }

  TEST_CASE("only what the receiver prints on standard output is a message") {
    const Recording recording =
        ByHand().prints(1, "message: a\n", kSender).prints(2, "message: b\n", kReceiver, true);
    INFO(told_lanes(recording));
    CHECK(observe(Meant{}, recording).messages.empty());
    CHECK(messages_shown(recording).empty());
  }

  TEST_CASE("a message stands by its read, and says so if it was said long after") {
    const auto late_ms = [](double said_ms, std::string printed) {
      const Recording recording =
          ByHand().recv(1, "hello").recv(2, "world").prints(said_ms, std::move(printed));
      INFO(told_lanes(recording));
      const Trace trace(recording);
      const Row& row = trace.rows().back();
      CHECK(row.time_ns == ns(2));
      return static_cast<double>(std::get<PrintRow>(row.what).late_ns) / 1e6;
    };
    CHECK(late_ms(3, "message: world\n") == 0);
    CHECK(late_ms(22, "message: world\n") == 0);
    CHECK(late_ms(3005, "message: world\n") == 3003);
    CHECK(late_ms(3005, "message: world") == 3003);  // it says when its bytes came, not the end
    CHECK(late_ms(3005, "message: not read\n") == 3003);
  }

  TEST_CASE("a message after a read that failed stands by it, unless the read was only too early") {
    const auto place_ms = [](int error) {
      CallReturned failed{.what = {.call = Call::recv, .length = 9}, .result = -1, .error = error};
      const Recording recording =
          ByHand().recv(1, "on").call({2, 3000}, kReceiver, failed).prints(3001, "message: gone\n");
      const Trace trace(recording);
      for (const Row& row : trace.rows())
        if (std::holds_alternative<PrintRow>(row.what))
          return static_cast<double>(row.time_ns) / 1e6;
      return 0.;
    };
    CHECK(place_ms(ETIMEDOUT) == 3000);
    CHECK(place_ms(EAGAIN) == 1);
  }

  TEST_CASE("how late a message was said stands behind it, above ten seconds in seconds") {
    const auto text = [](double said_ms, Lang lang) {
      const Recording run = ByHand().recv(1, "world").prints(said_ms, "message: world\n");
      const View view{.lang = lang, .width = 120};
      return joined(lane_lines(run, observe(Meant{}, run), view.width, view));
    };
    CHECK(text(3004, Lang::en).find("message \"world\" (said about 3,000 ms later)") !=
          std::string::npos);
    CHECK(text(3004, Lang::zh).find("消息 \"world\" （约 3,000 毫秒后才输出）") !=
          std::string::npos);
    CHECK(text(12'345, Lang::en).find("(said about 12.3 s later)") != std::string::npos);
  }

  TEST_CASE("a wait above ten seconds is told in seconds") {
    const Recording run = ByHand().recv({1, 9'000}, "a").recv({9'001, 21'301}, "b");
    const auto text = [&](Lang lang) {
      const View view{.lang = lang, .width = 120};
      return joined(lane_lines(run, observe(Meant{}, run), view.width, view));
    };
    for (const auto* words : {"waited 8999.0 ms", "waited 12.3 s", "\u254c 12.3 s \u254c"})
      CHECK(text(Lang::en).find(words) != std::string::npos);
    CHECK(text(Lang::zh).find("等了 12.3 秒") != std::string::npos);
  }

  TEST_CASE("a call without a return waits only if no call was dropped from the log") {
    const SocketCall call{.call = Call::recv, .length = 10};
    const auto waits = [](const Trace& trace) {
      const auto& rows = trace.rows();
      return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
        return std::holds_alternative<WaitingRow>(row.what);
      });
    };
    ByHand run;
    run.add(1, kReceiver, CallEntered{call}).exits(2, kReceiver);
    CHECK(waits(Trace(run)));
    run.add(2, kReceiver, Dropped{3});
    CHECK_FALSE(waits(Trace(run)));
  }

  TEST_CASE("a close ends no stream whose reader waits until the run is over") {
    const auto ends = [](const Trace& trace) {
      const auto& rows = trace.rows();
      return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
        const auto* call = std::get_if<CallRow>(&row.what);
        return call != nullptr && call->ends_stream;
      });
    };
    const SocketCall waiting{.call = Call::recv, .socket = 2, .length = 10};
    const auto run = [&](Call how) {
      CallReturned last;
      last.what.call = how;
      last.what.value = SHUT_WR;
      return ByHand()
          .send(1, "a")
          .recv(2, "a")
          .call(3, kSender, last)
          .add(4, kReceiver, CallEntered{waiting});
    };
    CHECK_FALSE(ends(Trace(run(Call::close))));
    CHECK(ends(Trace(run(Call::shutdown))));
    CHECK(ends(Trace(run(Call::close).recv({4, 5}, ""))));
  }
}
