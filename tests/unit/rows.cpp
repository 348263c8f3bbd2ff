// The rows of a run: what happened, before anybody says it in words.
#include "trace/rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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
}
