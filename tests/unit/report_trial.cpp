#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>

#include "report/trial.hpp"
#include "report_samples.hpp"
#include "text/width.hpp"

using namespace stickylab;

namespace {

/// Of a receiver that fails under `schedule`; the stream is `bytes`.
Trial failed(const samples::Sample& sample, std::string bytes, std::string_view schedule) {
  Trial trial{.lab = &sample.lab, .schedules = 3};
  trial.stream.bytes = std::move(bytes);
  trial.failure = {.schedule = parse_schedule(schedule),
                   .fault = Fault::verdict,
                   .verdict = Verdict::torn,
                   .understood = {"he", "llo"}};
  trial.failing = Trace(sample.broken);
  trial.again = "stickylab try 01 mine.cpp --schedule " + std::string(schedule);
  return trial;
}

/// The lines from the last empty one on.
std::string last_block(const std::string& text) { return text.substr(text.rfind("\n\n") + 2); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("on a terminal what went wrong comes last, in a report first") {
    const auto sample = samples::two_writes_one_read();
    const Trial trial = failed(sample, "hello", "cuts=2");
    const std::string shown = last_block(trial_text(trial, {}));
    CHECK(shown ==
          "delivered as: he|llo (cut at |, then FIN)\n"
          "meant: \"hello\" \"world\"\n"
          "understood: \"he\" \"llo\"\n"
          "the receiver: never started\n"
          "fails: one message arrived in pieces\n"
          "look at: what has come up to the | is not all yet: keep it, and read on\n"
          "again: stickylab try 01 mine.cpp --schedule cuts=2\n");
    CHECK(joined(failure_lines(trial, {})).starts_with("fails: one message arrived in pieces\n"));
  }

  TEST_CASE("the bar is explained where there is one") {
    const auto sample = samples::two_writes_one_read();
    const auto first_line = [&](std::string_view schedule, Lang lang) {
      const std::string block =
          last_block(trial_text(failed(sample, "hello", schedule), {.lang = lang}));
      return block.substr(0, block.find('\n'));
    };
    CHECK(first_line("whole", Lang::en) == "delivered as: hello (then FIN)");
    CHECK(first_line("cuts=1 rst@3", Lang::en) == "delivered as: h|el (cut at |, then RST)");
    CHECK(first_line("whole", Lang::zh) == "送达方式：hello（随后 FIN）");
    CHECK(first_line("every=2", Lang::zh) == "送达方式：he|ll|o（在 | 处切开，随后 FIN）");
  }

  TEST_CASE("of a program that a signal ended no message is called right unless it is") {
    const auto sample = samples::two_writes_one_read();
    const auto fault = [&](Verdict verdict) {
      Trial trial = failed(sample, "hello", "cuts=2");
      trial.failure->fault = Fault::crash;
      trial.failure->verdict = verdict;
      trial.failure->ending = {Ending::How::signaled, SIGABRT};
      return trial_fault(trial, {});
    };
    CHECK(fault(Verdict::lost) == "the program did not end well: killed by SIGABRT");
    CHECK(fault(Verdict::same) ==
          "the messages are right, but the program did not end well: killed by SIGABRT");
  }

  TEST_CASE("what a person needs first fits on a small screen, however long the stream") {
    const auto sample = samples::two_writes_one_read();
    for (const std::string_view schedule : {"whole", "cuts=5000", "every=2", "random=7"})
      for (const Lang lang : {Lang::en, Lang::zh}) {
        CAPTURE(schedule);
        const std::string text = last_block(trial_text(
            failed(sample, std::string(10'000, 'x'), schedule), {.lang = lang, .width = 80}));
        CHECK(std::ranges::count(text, '\n') <= 12);
      }
  }

  TEST_CASE("the bytes at a cut are seen in a long stream") {
    const auto sample = samples::two_writes_one_read();
    const std::string bytes = std::string(500, 'a') + "<>" + std::string(500, 'b');
    const std::string text = trial_text(failed(sample, bytes, "cuts=501"), {.width = 80});
    CHECK(text.find("<|>") != std::string::npos);
  }

  TEST_CASE("what passing means is said") {
    Trial trial{.schedules = 231, .ended_early = true};
    CHECK(trial_text(trial, {}) ==
          "passed: right under every delivery that was tried (231, early endings included)\n");
    CHECK(trial_text(trial, {.lang = Lang::zh}) ==
          "通过：试过的 231 种送达方式下全部正确，包括提前结束\n");
    trial.ended_early = false;
    CHECK(trial_text(trial, {}) == "passed: right under every delivery that was tried (231)\n");
  }
}
