#include "report/hint.hpp"

#include <doctest/doctest.h>

#include <cerrno>

#include "recording_by_hand.hpp"

using namespace std::string_literals;
using namespace stickylab;

namespace {

/// A failure under `schedule` of a stream of `bytes`.
struct Asked {
  std::string bytes;
  std::string_view schedule;
  Verdict verdict = Verdict::lost;
  std::vector<std::string> understood = {};
  std::vector<std::string> meant = {"hello", "world"};
  Fault fault = Fault::verdict;
};

/// The hint that is given; "" if none is.
std::string hint_of(const Asked& asked, Recording recording = {}) {
  Lab lab;
  lab.meant.messages = asked.meant;
  Trial trial{.lab = &lab, .schedules = 1};
  trial.stream.bytes = asked.bytes;
  trial.stream.replies = "okok";
  trial.stream.turns = {{5, 2}};
  trial.failure = {.schedule = parse_schedule(asked.schedule),
                   .fault = asked.fault,
                   .verdict = asked.verdict,
                   .understood = asked.understood};
  trial.failure->sender = {Ending::How::exited, 1};
  trial.failing = Trace(std::move(recording));
  return hint(trial, {}).value_or("");
}

Recording sender_reads(std::size_t room, const std::string& bytes) {
  ByHand hand;
  hand.recv(1, kSender, bytes);
  Recording recording = hand;
  std::get<CallReturned>(recording.events.back().data).what.length = room;
  return recording;
}

/// Each asks for so many bytes, and brings these.
Recording receiver_reads(const std::vector<std::pair<std::size_t, std::string>>& reads) {
  ByHand hand;
  double at_ms = 0;
  for (const auto& [asked, bytes] : reads) hand.recv(++at_ms, kReceiver, bytes);
  Recording recording = hand;
  auto asked = reads.begin();
  for (Event& event : recording.events)
    if (auto* returned = std::get_if<CallReturned>(&event.data))
      returned->what.length = (asked++)->first;
  return recording;
}

const std::string kKeep = "what has come up to the | is not all yet: keep it, and read on";

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a header is cut if the bytes in front of a message end with its length") {
    const std::string header = "the cut falls inside the header";
    const std::string two("\0\5hello\0\5world", 14);
    CHECK(hint_of({two, "cuts=1"}).starts_with(header));
    CHECK(hint_of({two, "cuts=8"}).starts_with(header));
    CHECK(hint_of({std::string("\5\0hello\5\0world", 14), "cuts=1"}).starts_with(header));
    CHECK(hint_of({std::string("\x81~\0\5hello\x81~\0\5world", 18), "cuts=2"}).starts_with(header));
    CHECK(hint_of({two, "cuts=1"}, receiver_reads({{2, "\0"s}, {1, "\5"s}})).empty());
    CHECK(
        hint_of({two, "cuts=1"}, receiver_reads({{2, "\0"s}, {5, "\5hell"}})).starts_with(header));
    CHECK(hint_of({two, "cuts=1"}, receiver_reads({{2, "\0"s}})).starts_with(header));
    const std::string text(300, 'x');
    CHECK(hint_of({"\xac\x02" + text, "cuts=1", Verdict::lost, {}, {text}}).starts_with(header));
    for (const char* outside : {"cuts=2", "cuts=4", "cuts=7"})
      CHECK(hint_of({two, outside}) == kKeep);
    CHECK(hint_of({"\5hello\5world", "cuts=1"}) == kKeep);
  }

  TEST_CASE("an end of two bytes is one that stands behind each message") {
    const std::string mllp = "\x0bhello\x1c\r\x0bworld\x1c\r";
    CHECK(hint_of({mllp, "cuts=15"})
              .starts_with("the cut falls inside a delimiter, between \\x1c "
                           "and \\r:"));
    CHECK(hint_of({mllp, "cuts=14"}) == kKeep);
    CHECK(hint_of({"hello\n\nworld\n\n", "cuts=6"}).find("between \\n and \\n") !=
          std::string::npos);
    CHECK(hint_of({"hello\n\nworld\n", "cuts=6"}) == kKeep);
  }

  TEST_CASE(
      "the sender's messages are others only if they were understood, and none is the lab's") {
    const std::string others = "the sender's messages";
    const Verdict extra = Verdict::extra;
    CHECK(hint_of({"open\nshut\n", "whole", extra, {"open", "shut"}}).starts_with(others));
    CHECK(hint_of({"open\nhello\n", "whole", extra, {"open", "hello"}}).empty());
    CHECK(hint_of({"open\nshut\n", "whole", Verdict::lost, {}}).empty());
    CHECK(hint_of({"open\nshut\n", "whole", extra, {"5 bytes"}}).empty());
  }

  TEST_CASE("nothing is said of reads that were not seen") {
    CHECK(hint_of({"hello\nworld\n", "whole", Verdict::lost, {"hello"}}).empty());
    CHECK(hint_of({"hello\nworld\n", "whole replies cuts=1"}).empty());
    CHECK(hint_of({"hello\nworld\n", "whole replies whole"}).empty());
  }

  TEST_CASE("a cut reply is a short read only if the sender had asked for no more than that") {
    const Asked cut{"hello\nworld\n", "whole replies cuts=1"};
    CHECK(hint_of(cut, sender_reads(2, "o")).starts_with("one recv may bring less"));
    CHECK(hint_of(cut, sender_reads(260, "o")).starts_with("what one recv brings may be a part"));
    CHECK(hint_of(cut, sender_reads(1, "o")).empty());
    const Asked whole{"hello\nworld\n", "whole replies whole"};
    CHECK(hint_of(whole, sender_reads(2, "ok")).starts_with("a reply came whole in one recv"));
    CHECK(hint_of({"hello\nworld\n", "every=1 replies every=1"}, sender_reads(2, "o")).empty());
  }

  TEST_CASE("what is said of an end is what the program saw") {
    const Recording ended = receiver_reads({{4, ""}});
    Recording reset = ended;
    std::get<CallReturned>(reset.events.back().data).result = -1;
    std::get<CallReturned>(reset.events.back().data).error = ECONNRESET;
    CHECK(hint_of({"hello", "whole fin@2"}, ended).starts_with("recv returned 0 inside"));
    CHECK(hint_of({"hello", "whole rst@2"}, reset).starts_with("recv failed with ECONNRESET"));
    for (const char* unseen : {"whole fin@2", "whole rst@2", "whole silence@2"})
      CHECK(hint_of({"hello", unseen}).empty());
  }

  TEST_CASE("an interruption that may be the stage's is said before all else") {
    Recording interrupted = receiver_reads({{4, "hell"}, {4, ""}});
    CHECK(hint_of({"hello", "whole fin@4"}, interrupted).starts_with("recv returned 0"));
    std::get<CallReturned>(interrupted.events.back().data).result = -1;
    std::get<CallReturned>(interrupted.events.back().data).error = EINTR;
    CHECK(hint_of({"hello", "whole merged fin@4"}, interrupted)
              .starts_with("a call failed with EINTR"));
    CHECK(hint_of({"hello", "whole fin@4"}, interrupted).empty());  // nobody stopped it
    Recording goes_on = receiver_reads({{4, "hell"}, {4, ""}, {4, ""}});
    for (Event& event : goes_on.events)
      if (auto* read = std::get_if<CallReturned>(&event.data);
          read->bytes.empty() && read->error == 0) {
        read->result = -1;
        read->error = EINTR;
        break;
      }
    CHECK(hint_of({"hello", "whole merged fin@4"}, goes_on).find("EINTR") == std::string::npos);
  }

  TEST_CASE("a loop on the end of the stream is told from one that waits") {
    Asked hang{"hello", "whole fin@1"};
    hang.fault = Fault::hang;
    ByHand spins;
    ByHand waits;
    for (int i = 0; i < 100; ++i) {
      if (i < 2) waits.recv(i, "");
      spins.recv(i, "");
    }
    Recording over = spins;
    Recording once = waits;
    for (Recording* recording : {&over, &once})
      for (Event& event : recording->events) std::get<CallReturned>(event.data).what.length = 100;
    CHECK(hint_of(hang, over).starts_with("recv returns 0 again and again"));
    CHECK(hint_of(hang, once).starts_with("what the loop waits for"));
  }
}
