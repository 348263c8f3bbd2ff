// A row in a sentence that needs no lane beside it.
#include "lanes/sentence.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report_samples.hpp"

using namespace stickylab;

namespace {

std::vector<std::string> sentences(const Recording& recording, Lang lang) {
  const Trace trace(recording);
  const View view{.lang = lang};
  const Teller teller(trace, view);
  std::vector<std::string> all;
  for (const Row& row : trace.rows()) all.push_back(teller.sentence(row));
  return all;
}

void check_says(const std::vector<std::string>& all, const std::string& sentence) {
  CAPTURE(all);
  CHECK(std::find(all.begin(), all.end(), sentence) != all.end());
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a sentence says who did what, to which bytes") {
    const auto all = sentences(samples::two_writes_one_read().broken, Lang::en);
    check_says(all, "The sender calls send with 5 B: bytes 5–9.");
    check_says(all, "The recv(1024) of the receiver returns 10 B: bytes 0–9.");
    check_says(all, "The recv(1024) of the receiver returns 0: end of stream.");
    check_says(all, R"(The receiver takes "helloworld" for a message.)");
  }

  TEST_CASE("a sentence says it in Chinese, too") {
    const auto all = sentences(samples::two_writes_one_read().broken, Lang::zh);
    check_says(all, "发送方调用 send 写出 5 字节：第 5–9 字节。");
    check_says(all, "接收方的 recv(1024) 返回 10 字节：第 0–9 字节。");
    check_says(all, R"(接收方把 "helloworld" 当作一条消息。)");
  }

  TEST_CASE("what a read leaves in the queue is said, and what TCP does not send yet") {
    const auto left = sentences(samples::two_writes_one_read().fixed, Lang::en);
    check_says(left,
               "The recv(4) of the receiver returns 4 B: bytes 0–3. 14 B more wait in its queue.");
    const auto held = sentences(samples::small_writes_wait().broken, Lang::en);
    check_says(held,
               "The sender calls send with 4 B: bytes 4–7. TCP does not send 4 B of them yet.");
  }

  TEST_CASE("every row has a sentence, with a full stop") {
    for (const auto& sample :
         {samples::two_writes_one_read(), samples::small_writes_wait(), samples::empty_read()})
      for (const Recording& run : {sample.broken, sample.fixed}) {
        for (const std::string& text : sentences(run, Lang::en)) CHECK(text.ends_with("."));
        for (const std::string& text : sentences(run, Lang::zh)) CHECK(text.ends_with("。"));
      }
  }
}
