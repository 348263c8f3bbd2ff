#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/diff.hpp"
#include "report/html.hpp"
#include "report_samples.hpp"
#include "trace/moves.hpp"

using namespace stickylab;
using nlohmann::json;

namespace {

Replay replay_of(const samples::Sample& sample) {
  Replay replay{.lab = &sample.lab};
  replay.runs = {{Trace(sample.broken), sample.comparison.broken},
                 {Trace(sample.fixed), sample.comparison.fixed}};
  replay.comparison = sample.comparison;
  return replay;
}

std::string page_of(const samples::Sample& sample, Lang lang = Lang::en) {
  return html_page({replay_of(sample)}, lang);
}

/// What stands in the page's block of data.
std::string data_of(const std::string& page) {
  const std::string begin = R"(id="data">)";
  const std::size_t from = page.find(begin) + begin.size();
  return page.substr(from, page.find("</script>", from) - from);
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

std::string signs(const std::vector<DiffLine>& lines) {
  std::string text;
  for (const DiffLine& line : lines) text += static_cast<char>(line.kind);
  return text;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a page has its data as JSON, and its three scripts end where they are to") {
    const auto sample = samples::two_writes_one_read();
    const std::string page = page_of(sample);
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(count(page, "</script>") == 3);
    CHECK(count(page, "{{") == 0);
    const json data = json::parse(data_of(page));
    CHECK(data["labs"].size() == 1);
    CHECK(data["labs"][0]["runs"].size() == 2);
    CHECK(data["labs"][0]["runs"][0]["version"] == "broken");
    CHECK(data["labs"][0]["differences"][0] == json({"verdict", "merged", "same"}));
  }

  TEST_CASE("no payload, title or message can end the script that it stands in") {
    const std::string evil = "</script><script>alert(1)</script><!--\xe2\x80\xa8 & \"";
    auto sample = samples::two_writes_one_read();
    sample.lab.title = {evil, evil};
    sample.lab.meant.messages = {evil};
    sample.comparison.broken.messages = {evil};
    samples::Script script(Version::broken);
    script.send(1000, evil);
    script.recv(1060, 1064, 1024, evil);
    script.message(1090, evil);
    sample.broken = script.take();
    Replay replay = replay_of(sample);
    replay.broken_source = evil + "\n";
    replay.fixed_source = "return 0;\n";
    const std::string page = html_page({replay}, Lang::en);
    CHECK(count(page, "</script>") == 3);
    CHECK(count(page, "alert(1)</") == 0);
    CHECK(count(page, "<!--") == 0);
    CHECK(count(data_of(page), "\xe2\x80\xa8") == 0);
    CHECK(json::parse(data_of(page))["labs"][0]["title"] == evil);
    CHECK(json::parse(data_of(page))["labs"][0]["diff"][0] == json({"-", evil}));
  }

  TEST_CASE("a cut character makes no broken page: bytes are hex, text is made visible") {
    const std::string cut = "\xe4\xb8\x8b\xe9\x9b";
    auto sample = samples::two_writes_one_read();
    sample.comparison.broken.messages = {cut};
    const json data = json::parse(data_of(page_of(sample)));
    const json& understood = data["labs"][0]["runs"][0]["understood"][0];
    CHECK(understood["hex"] == "e4b88be99b");
    CHECK(understood["text"] == "\"\xe4\xb8\x8b\\xe9\\x9b\"");
  }

  TEST_CASE("a run of a thousand reads and of a megabyte stays below 300 kB") {
    CHECK(page_of(samples::empty_read()).size() < 300'000);
    auto sample = samples::two_writes_one_read();
    samples::Script script(Version::broken);
    for (int i = 0; i < 1000; ++i) {
      const std::string bytes(1000 + i, static_cast<char>('a' + i % 26));
      script.send(1000 + 20 * i, bytes);
      script.recv(1010 + 20 * i, 1011 + 20 * i, 4096, bytes);
      script.message(1012 + 20 * i, bytes);
    }
    sample.broken = sample.fixed = script.take();
    sample.comparison.broken.messages.assign(1000, std::string(1000, 'a'));
    CHECK(page_of(sample).size() < 300'000);
  }

  TEST_CASE("the page speaks one language") {
    const std::string page = page_of(samples::small_writes_wait(), Lang::zh);
    CHECK(page.find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(data_of(page).find("发送方") != std::string::npos);
    CHECK(data_of(page).find("SENDER") == std::string::npos);
  }

  TEST_CASE("bytes that were written have arrived where there is no wire, and are read in order") {
    const auto sample = samples::two_writes_one_read();
    Recording run = sample.broken;
    for (Event& event : run.events)
      if (auto* call = std::get_if<CallReturned>(&event.data))
        call->what.socket = event.who == kSender ? 1 : 2;
    CallReturned connect, accept;
    connect.what = {
        .call = Call::connect, .socket = 1, .address = "127.0.0.2:8080", .own = "127.0.0.1:4000"};
    accept.what = {.call = Call::accept,
                   .socket = 3,
                   .made = 2,
                   .address = "127.0.0.1:4000",
                   .own = "127.0.0.2:8080"};
    run.events.insert(run.events.begin(), {{0, 0, kSender, connect}, {0, 0, kReceiver, accept}});
    const Trace trace(run);
    const auto& moves = trace.moves();
    REQUIRE(moves.size() == 5);
    CHECK(moves[0].what == Move::What::written);
    CHECK(moves[1].what == Move::What::arrives);
    CHECK(moves[2].span == Span{5, 10});
    CHECK(moves[4].what == Move::What::read);
    CHECK(moves[4].span == Span{0, 10});
    CHECK_FALSE(moves[4].direction.back);
  }

  TEST_CASE("a diff shows what changed with three lines around it") {
    CHECK(diff_in_context("a\nb\n", "a\nb\n").size() == 1);
    CHECK(signs(diff_in_context("a\nb\nc\n", "a\nx\nc\n")) == " -+ ");
    CHECK(signs(diff_in_context("1\n2\n3\n4\n5\n6\nb\n", "1\n2\n3\n4\n5\n6\nx\n")) == "@   -+");
    CHECK(signs(diff_in_context("", "new\n")) == "+");
    CHECK(diff_in_context("a\nb", "a")[1].text == "b");
  }
}
