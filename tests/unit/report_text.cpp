#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <sstream>

#include "report/text.hpp"
#include "report_samples.hpp"
#include "text/width.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

int widest(const std::string& text) {
  int width = 0;
  for (const std::string& line : lines_of(text)) width = std::max(width, display_width(line));
  return width;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string compare_text(const samples::Sample& s, const View& view) {
  return comparison_text(s.lab, s.broken, s.fixed, s.comparison, view);
}

std::string broken_text(const samples::Sample& s, const View& view) {
  return run_text(s.lab, s.broken, s.comparison.broken, view);
}

const Environment kHere{"Linux 6.18", Net::loopback, {"calls", "kernel"}, {}};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("no line of a comparison is wider than the view, in both languages") {
    for (const auto& sample :
         {samples::two_writes_one_read(), samples::small_writes_wait(), samples::empty_read()})
      for (const Lang lang : {Lang::en, Lang::zh})
        for (const int width : {40, 59, 60, 80, 99, 100, 120, 160}) {
          CAPTURE(width);
          CHECK(widest(compare_text(sample, {.lang = lang, .width = width})) <= width);
        }
  }

  TEST_CASE("merging can be seen by number: two writes, one read of both ranges") {
    const std::string text = broken_text(samples::two_writes_one_read(), {});
    CHECK(has(text, "send 5 B \"hello\" bytes 0–4"));
    CHECK(has(text, "send 5 B \"world\" bytes 5–9"));
    CHECK(has(text, "recv(1024) = 10 B \"helloworld\""));
    CHECK(has(text, "bytes 0–9 (10 B were waiting)"));
    CHECK(has(text, "▸ message \"helloworld\""));
  }

  TEST_CASE("from 100 columns on, broken and fixed stand side by side in equal halves") {
    const auto sample = samples::two_writes_one_read();
    CHECK_FALSE(has(compare_text(sample, {.width = 99}), "┃"));
    const std::string wide = compare_text(sample, {.width = 100});
    int halves = 0;
    for (const std::string& line : lines_of(wide)) {
      const auto bar = line.find("┃");
      if (bar == std::string::npos) continue;
      ++halves;
      CHECK(display_width(line.substr(0, bar)) == 49);
    }
    CHECK(halves > 10);
  }

  TEST_CASE("lanes stay aligned where payload and words are Chinese") {
    samples::Script script(Version::broken);
    script.send(10, "下雨天");
    script.recv(20, 30, 30, "下雨天\xe7\x95");
    const std::string text = run_text(
        {}, script.take(), samples::observation(Verdict::torn, {}, {}), {.lang = Lang::zh});
    int bar_column = 0;
    for (const std::string& line : lines_of(text)) {
      const auto bar = line.find("│");
      if (bar == std::string::npos) continue;
      const int column = display_width(line.substr(0, bar));
      if (bar_column == 0) bar_column = column;
      CHECK(column == bar_column);
    }
    CHECK(bar_column > 0);
    CHECK(has(text, "下雨天\\xe7\\x95"));
  }

  TEST_CASE("--ascii leaves nothing outside ASCII") {
    for (const auto& sample :
         {samples::two_writes_one_read(), samples::small_writes_wait(), samples::empty_read()})
      for (const int width : {40, 80, 160}) {
        const std::string text = compare_text(sample, {.width = width, .ascii = true});
        CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; }));
      }
  }

  TEST_CASE("a thousand empty reads take one line, and so do their empty messages") {
    const std::string text = broken_text(samples::empty_read(), {});
    CHECK(lines_of(text).size() < 30);
    CHECK(has(text, "recv(2) = 0: end of stream"));
    CHECK(has(text, "the same 999 times more"));
    CHECK(has(text, "and 993 more"));
  }

  TEST_CASE("without folding every call has its line") {
    const std::string text = broken_text(samples::empty_read(), {.fold = false});
    CHECK(lines_of(text).size() > 2000);
  }

  TEST_CASE("the first exchange is shown in full, those after it by their times") {
    const std::string text = broken_text(samples::small_writes_wait(), {});
    CHECK(has(text, "exchanges 2–5 went the same way, in ms: 44.1 44.2 44.4 44.5"));
  }

  TEST_CASE("a prompt exchange does not stand for stalled ones") {
    auto sample = samples::small_writes_wait();
    sample.comparison.broken.exchanges_ms[0] = 0.2;
    const std::string text = broken_text(sample, {});
    CHECK(has(text, "exchanges 3–5 went the same way, in ms: 44.2 44.4 44.5"));
    CHECK_FALSE(has(text, "exchanges 2"));
  }

  TEST_CASE("a stall is drawn with its length, and with its cause where the kernel told it") {
    const std::string text = broken_text(samples::small_writes_wait(), {});
    CHECK(has(text, "╌ 43.9 ms ╌"));
    CHECK(has(text, "TCP holds 4 B back until what it has sent before is acknowledged"));
  }

  TEST_CASE("a gap whose cause is not in the recording gets none") {
    samples::Script script(Version::broken);
    script.send(10, "a", {0, 1, 1, 0, 0});
    script.recv(20, 50'000, 30, "a");
    const std::string text =
        run_text({}, script.take(), samples::observation(Verdict::same, {"a"}, {}), {});
    CHECK(has(text, "╌ 50.0 ms ╌"));
    CHECK_FALSE(has(text, "holds"));
  }

  TEST_CASE("a call that never returned is shown as still waiting") {
    samples::Script script(Version::broken);
    script.send(10, "a");
    script.never_returns(20, kReceiver, 1024);
    script.exit(2'000'020, kReceiver, {0, 9, true});
    auto seen = samples::observation(Verdict::hang, {}, {});
    seen.reason = Reason::deadline;
    seen.receiver = {Ending::How::stopped, 9};
    const std::string text = run_text({}, script.take(), seen, {.width = 120});
    CHECK(has(text, "recv(1024) … 2000.0 ms still waiting"));
    CHECK(has(text, "stopped by stickylab"));
    CHECK(has(text, "hang: a program was still waiting at the time limit"));
  }

  TEST_CASE("of a datagram that did not fit, what is gone is counted") {
    samples::Script script(Version::broken);
    script.call(kSender, Call::socket, -1, 1, 2).result = 3;
    auto& read = script.recv(10, 20, 4, "size");
    read.what.datagram = true;
    read.what.queued = 9;
    const std::string text =
        run_text({}, script.take(), samples::observation(Verdict::garbled, {}, {}), {.width = 99});
    CHECK(has(text, "the other 5 B of the datagram are gone"));
    CHECK_FALSE(has(text, "bytes 0–3"));
  }

  TEST_CASE("a program whose calls the probe cannot see is said to be not observed") {
    samples::Script script(Version::broken);
    script.send(10, "a");
    Recording recording = script.take();
    std::erase_if(recording.events, [](const Event& event) { return event.who == kReceiver; });
    const std::string text =
        run_text({}, std::move(recording), samples::observation(Verdict::inconclusive, {}, {}), {});
    CHECK(has(text, "calls not observed"));
  }

  TEST_CASE("a receiver that finds nothing has not failed") {
    samples::Script script(Version::broken);
    auto& read = script.recv(10, 20, 4, "");
    read.result = -1;
    read.error = EAGAIN;
    const std::string text =
        run_text({}, script.take(), samples::observation(Verdict::same, {}, {}), {});
    CHECK(has(text, "recv(4) = nothing there (EAGAIN)"));
  }

  TEST_CASE("a close after the end of the stream says nothing new and has no line") {
    CHECK_FALSE(has(broken_text(samples::empty_read(), {}), "│ close()"));
    CHECK(has(broken_text(samples::empty_read(), {}), "close(): end of stream"));
  }

  TEST_CASE("a write stands before the read that it made possible, though it returned later") {
    samples::Script script(Version::broken);
    script.call(kSender, Call::connect, 3, 1, 2);
    auto& sent = script.call(kSender, Call::send, 3, 10, 40);
    sent.what.length = 2;
    sent.result = 2;
    sent.bytes = "hi";
    script.recv(5, 30, 8, "hi");
    const std::string text =
        run_text({}, script.take(), samples::observation(Verdict::same, {"hi"}, {}), {});
    CHECK(text.find("send 2 B") < text.find("recv(8)"));
  }

  TEST_CASE("what was not as expected is said plainly") {
    auto sample = samples::two_writes_one_read();
    sample.comparison.outcome = Outcome::not_reproduced;
    sample.comparison.fixed_mismatches = {{"verdict", "same", "merged"}, {"reads", "4", "1"}};
    const std::string text = compare_text(sample, {});
    CHECK(has(text, "✗ fixed, verdict: expected same, observed merged"));
    CHECK(has(text, "✗ not reproduced"));
    CHECK(has(compare_text(sample, {.lang = Lang::zh}), "修正版的判定：应为 一致，实为 粘连"));
  }

  TEST_CASE("of an inconclusive run only the verdict is held against it") {
    auto sample = samples::two_writes_one_read();
    sample.comparison.broken_mismatches = {{"verdict", "merged", "inconclusive"},
                                           {"reads", "1", "-"}};
    const std::string text = compare_text(sample, {});
    CHECK(has(text, "expected merged, observed inconclusive"));
    CHECK_FALSE(has(text, "observed -"));
  }

  TEST_CASE("a table that is too wide becomes lines, with an arrow from broken to fixed") {
    CHECK(has(compare_text(samples::empty_read(), {.width = 40}), "  verdict extra → same"));
  }

  TEST_CASE("a comparison on loopback says where its segments come from") {
    CHECK(has(compare_text(samples::two_writes_one_read(), {}), "TCP_INFO of the sender"));
  }

  TEST_CASE("the summary has a line for each lab, a total and the environment") {
    const auto sample = samples::two_writes_one_read();
    const std::string text = summary_text({{&sample.lab, &sample.comparison}}, kHere, {});
    CHECK(has(text, "01 two-writes-one-read  merged → same  ✓ reproduced"));
    CHECK(has(text, "reproduced: 1 of 1"));
    CHECK(has(text, "Linux 6.18; loopback; observed: calls, kernel"));
  }

  TEST_CASE("a check shows the story of its first failure, then the difference") {
    auto sample = samples::two_writes_one_read();
    CheckFailure failure{17, Trace(sample.broken), Trace(sample.fixed), sample.comparison};
    failure.comparison.fixed_mismatches = {{"reads", "4", "3"}};
    const std::string text = check_text({{&sample.lab, 200, 199, 0, failure}}, kHere, {});
    CHECK(has(text, "✗ 199 of 200 reproduced"));
    CHECK(has(text, "First failure: run 17 of 200"));
    CHECK(text.find("recv(4) = 4 B") < text.find("expected 4, observed 3"));
  }

  TEST_CASE("without colour there is no escape; with it the words are the same") {
    const auto sample = samples::small_writes_wait();
    const std::string plain = compare_text(sample, {});
    CHECK_FALSE(has(plain, "\033"));
    std::string painted = compare_text(sample, {.color = true});
    CHECK(has(painted, "\033"));
    for (auto at = painted.find('\033'); at != std::string::npos; at = painted.find('\033'))
      painted.erase(at, painted.find('m', at) - at + 1);
    CHECK(painted == plain);
  }

  TEST_CASE("a story too long to read keeps its beginning and its end") {
    samples::Script script(Version::broken);
    for (std::uint64_t i = 0; i < 500; ++i) {
      const auto us = static_cast<double>(i);
      script.recv(us, us + 0.5, 1000 + i, "x");
    }
    const std::string text =
        run_text({}, script.take(), samples::observation(Verdict::same, {}, {}), {});
    CHECK(has(text, "380 rows are left out here"));
    CHECK(has(text, "recv(1499)"));
    CHECK(lines_of(text).size() < 140);
  }
}
