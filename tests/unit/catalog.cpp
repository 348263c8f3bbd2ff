// lab.toml, read strictly, and the labs that a command line names.
#include "catalog/catalog.hpp"

#include <doctest/doctest.h>
#include <fmt/ranges.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <iostream>

using namespace stickylab;
namespace fs = std::filesystem;

namespace {

const std::string kLab = R"(title = { en = "Title", zh = "标题" }
symptom = { en = "Symptom", zh = "现象" }
why = { en = "Why", zh = "原因" }
transport = "tcp"
messages = ['hello', '\xe9\x9b', '']
compare = ["verdict", "messages", "ending"]
from = ["S3:203"]
wild = ["repo/name#12 what happened"]
includes = ["uv.h"]
part = 2
[gate]
queued = 10

[predict]
question = { en = "Question", zh = "问题" }
choices = [
  { en = "one", zh = "一" },
  { en = "two", zh = "二" },
]
answer = 2

[network]
rtt_ms = 0.5
mtu = 1400

[broken]
verdict = "merged"
messages = 1
exchange_ms = [30, 40.5]

[broken.loopback]
messages = 3
segments = 2

[fixed]
verdict = "same"

[fixed.one-host]
verdict = "stalled"
)";

const std::string kClaim = R"(
[[claims]]
number = "3.54"
from = ["S3:225", "S3:235"]
says = { en = "Claim", zh = "说法" }
expected = "depends"
if_true = [
  { run = "broken", segments = 1, exchange_ms = [30, 40] },
  { run = "fixed", lab = "02", net = "loopback", verdict = "same" },
]
)";

/// A labs folder that is gone when the test is.
class Labs {
 public:
  Labs() {
    char name[] = "/tmp/stickylab-labs-XXXXXX";
    REQUIRE(mkdtemp(name) != nullptr);
    path_ = name;
  }
  ~Labs() { fs::remove_all(path_); }
  Labs(const Labs&) = delete;
  Labs& operator=(const Labs&) = delete;

  const fs::path& path() const { return path_; }

  fs::path add(const std::string& name, const std::string& text = kLab) const {
    fs::create_directory(path_ / name);
    std::ofstream(path_ / name / "lab.toml") << text;
    return path_ / name;
  }

 private:
  fs::path path_;
};

/// kLab with one thing changed; nothing is changed where `from` is empty: `to` is put first.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = kLab;
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

Lab read_text(const std::string& text) {
  const Labs labs;
  return read_lab(labs.add("01-lab", text));
}

const std::string kTeaching = R"(topic = { en = "Topic", zh = "话题" }
rule = { en = "Rule", zh = "规则" }
hints = [{ en = "one", zh = "一" }, { en = "two", zh = "二" }]
answers = [{ en = "so", zh = "如此" }]
[comments]
"It comes whole: `a.b`." = "一次就全来了。"
)";

/// A lab with that learn.toml.
Lab read_taught(const std::string& text) {
  const Labs labs;
  const fs::path folder = labs.add("01-lab", kLab);
  std::ofstream(folder / "learn.toml") << text;
  return read_lab(folder);
}

/// The message of the InputError, without the folder.
std::string complaint(const std::string& text) {
  const Labs labs;
  try {
    read_lab(labs.add("01-lab", text));
  } catch (const InputError& error) {
    const std::string what = error.what();
    const std::string folder = (labs.path() / "01-lab/").string();
    CHECK(what.starts_with(folder));
    CHECK(what.find('\n') == std::string::npos);
    return what.substr(std::min(folder.size(), what.size()));
  }
  return "none";
}

std::string names(const std::vector<Lab>& labs) {
  std::vector<std::string> result;
  for (const Lab& lab : labs) result.push_back(lab.number + "-" + lab.name);
  return fmt::format("{}", fmt::join(result, " "));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a lab is what its folder and its lab.toml say") {
    const Labs labs;
    const fs::path folder = labs.add("01-two-writes");
    const Lab lab = read_lab(folder);
    CHECK(lab.number == "01");
    CHECK(lab.name == "two-writes");
    CHECK(lab.folder == folder);
    CHECK(lab.part == 2);
    CHECK(lab.title.en == "Title");
    CHECK(lab.title.zh == "标题");
    CHECK(lab.symptom.en == "Symptom");
    CHECK(lab.why.zh == "原因");
    CHECK(lab.transport == Transport::tcp);
    CHECK(lab.meant.messages == std::vector<std::string>{"hello", "\xe9\x9b", ""});
    CHECK(lab.predict.question.en == "Question");
    CHECK(lab.predict.choices.size() == 2);
    CHECK(lab.predict.choices.at(1).zh == "二");
    CHECK(lab.predict.answer == 1);
    CHECK(!lab.predict.tempting);
    CHECK(lab.network.rtt_ms == 0.5);
    CHECK(lab.network.mtu == 1400);
    CHECK(lab.compare == std::vector<std::string>{"verdict", "messages", "ending"});
    CHECK(lab.from == std::vector<std::string>{"S3:203"});
    CHECK(lab.wild == std::vector<std::string>{"repo/name#12 what happened"});
    CHECK(lab.includes == std::vector<std::string>{"uv.h"});
    CHECK(program_name(lab, Version::broken) == "01-two-writes-broken");
    CHECK(program_name(lab, Version::fixed) == "01-two-writes-fixed");
  }

  TEST_CASE("a lab may be about a path, and is then tried under no deliveries") {
    const std::string tcp = "transport = \"tcp\"", local = "transport = \"unix\"";
    CHECK(read_text(changed(tcp, local)).transport == Transport::local);
    std::string text = changed("[fixed]\n", "[fixed]\nholds = \"everywhere\"\n");
    text.replace(text.find(tcp), tcp.size(), local);
    CHECK(complaint(text).find("is of \"tcp\" and \"udp\" only") != std::string::npos);
  }

  TEST_CASE("what is stated for one network replaces what is stated for all") {
    const Lab lab = read_text(kLab);
    for (const Net net : {Net::two_hosts, Net::one_host}) {
      const Expected& broken = lab.broken.at(net);
      CHECK(broken.verdict == Verdict::merged);
      CHECK(broken.numbers.size() == 2);
      CHECK(broken.numbers.at(Number::messages).holds(1));
    }
    const Expected& own = lab.broken.at(Net::loopback);
    CHECK(own.verdict == Verdict::merged);
    CHECK(own.numbers.size() == 3);
    CHECK(own.numbers.at(Number::messages).holds(3));
    CHECK_FALSE(own.numbers.at(Number::messages).holds(1));
    CHECK(own.numbers.at(Number::segments).holds(2));
    CHECK(own.numbers.at(Number::exchange_ms).holds(30));
    CHECK(own.numbers.at(Number::exchange_ms).holds(40.5));
    CHECK_FALSE(own.numbers.at(Number::exchange_ms).holds(40.6));
    CHECK(lab.fixed.at(Net::loopback).verdict == Verdict::same);
    CHECK(lab.fixed.at(Net::one_host).verdict == Verdict::stalled);
  }

  TEST_CASE("each kind of gate is read") {
    const auto gate = [](const std::string& text) {
      return read_text(changed("queued = 10", text)).meant.gate;
    };
    CHECK(std::get<GateQueued>(read_text(kLab).meant.gate).bytes == 10);
    CHECK(std::get<GateQueuedAfterReply>(gate("queued_after_reply = 21")).bytes == 21);
    CHECK(std::get<GateDatagrams>(gate("datagrams = 2")).count == 2);
    CHECK(std::get<GateArrived>(gate("arrived = 50")).count == 50);
    CHECK(std::get<GateReadBeforeWrite>(gate("read_before_write = 2")).write == 2);
    CHECK(std::get<GateReadBeforeClose>(gate("read_before_close = 5")).bytes == 5);
    const auto call = std::get<GateCall>(
        gate("call = { who = 'receiver', name = 'setsockopt', option = 'TCP_QUICKACK', value = 0, "
             "times = 5 }"));
    CHECK(call.who == kReceiver);
    CHECK(call.call == Call::setsockopt);
    CHECK(call.level == IPPROTO_TCP);
    CHECK(call.option == TCP_QUICKACK);
    CHECK(call.value == 0);
    CHECK(call.times == 5);
    CHECK_FALSE(call.error.has_value());
    const auto failed =
        std::get<GateCall>(gate("call = { who = 'sender', name = 'recv', error = 'ECONNRESET' }"));
    CHECK(failed.error == ECONNRESET);
    CHECK(failed.times == 1);
    CHECK(std::get<GateCall>(gate("call = { who = 'sender', name = 'send', short = true }"))
              .is_short);
    const auto close =
        std::get<GateCall>(gate("call = { who = 'sender', name = 'close', queued = 2 }"));
    CHECK(close.queued == 2);
    CHECK(std::get<GateCall>(gate("call = { who = 'sender', name = 'send', result = 3 }")).result ==
          3);
    CHECK(std::holds_alternative<GateNone>(
        read_text(changed("[gate]\nqueued = 10\n", "")).meant.gate));
  }

  TEST_CASE("what makes people guess otherwise may be said") {
    const Lab lab =
        read_text(changed("answer = 2", "answer = 2\ntempting = { en = 'Tempting', zh = '容易' }"));
    REQUIRE(lab.predict.tempting.has_value());
    CHECK(lab.predict.tempting->zh == "容易");
  }

  TEST_CASE("a pace is read where there is one") {
    CHECK_FALSE(read_text(kLab).meant.pace.has_value());
    const Lab lab = read_text(kLab + "[pace]\nprompt_below_ms = 20\nstalled_from_ms = 30.5\n");
    REQUIRE(lab.meant.pace.has_value());
    CHECK(lab.meant.pace->by == Pace::By::time_ms);
    CHECK(lab.meant.pace->prompt_below == 20);
    CHECK(lab.meant.pace->stalled_from == 30.5);
    CHECK(lab.meant.pace->of == Pace::Of::median);
  }

  TEST_CASE("a pace may go by another exchange than the median, or by the longest connect") {
    const auto of = [](const std::string& name) {
      return read_text(kLab + "[pace]\nprompt_below_ms = 20\nstalled_from_ms = 30\nof = \"" + name +
                       "\"\n")
          .meant.pace->of;
    };
    CHECK(of("median") == Pace::Of::median);
    CHECK(of("third_quartile") == Pace::Of::third_quartile);
    CHECK(of("connect") == Pace::Of::connect);
    CHECK_THROWS_WITH_AS(of("mean"), doctest::Contains("must be \"median\", \"third_quartile\""),
                         InputError);
    CHECK_THROWS_WITH_AS(read_text(kLab + "[pace]\nprompt_below_reads = 9\n"
                                          "stalled_from_reads = 99\nof = \"median\"\n"),
                         doctest::Contains("unknown key \"pace.of\""), InputError);
  }

  TEST_CASE("a pace may go by the number of reads") {
    const Lab lab = read_text(kLab + "[pace]\nprompt_below_reads = 9\nstalled_from_reads = 99\n" +
                              "messages = 50\n");
    CHECK(lab.meant.pace->messages == 50);
    REQUIRE(lab.meant.pace.has_value());
    CHECK(lab.meant.pace->by == Pace::By::reads);
    CHECK(lab.meant.pace->prompt_below == 9);
    CHECK(lab.meant.pace->stalled_from == 99);
  }

  TEST_CASE("a network may lose packets and be cut, and then the lab needs a wire") {
    const Lab lab = read_text(
        changed("mtu = 1400",
                "mtu = 1400\nloses = [{ from = 'sender', packet = 2 }]\ncut = { after = 3 }"));
    CHECK(lab.network.loses == std::vector<LoseRule>{{kSender, 2}});
    CHECK(lab.network.cut_after == 3);
    CHECK(lab.meant.needs_wire);
    CHECK_FALSE(read_text(changed("mtu = 1400", "mtu = 1401")).meant.needs_wire);
  }

  TEST_CASE("an error in lab.toml names the file, the line, and what is wrong there") {
    struct {
      std::string from, to;
      int line;
      std::string what;
    } const cases[] = {
        {"transport", "colour = 1\ntransport", 4, R"(unknown key "colour"; docs/writing-a-lab.md)"},
        {"answer = 2", "answer = 2\nhint = 'x'", 21, R"(unknown key "predict.hint")"},
        {"rtt_ms", "loss = 1\nrtt_ms", 23, R"(unknown key "network.loss")"},
        {"mtu = 1400", "mtu = 1400\nloses = [{ from = 'wire', packet = 2 }]", 25,
         "\"network.loses.from\" must be \"sender\" or \"receiver\""},
        {"mtu = 1400", "mtu = 1400\ncut = { behind = 3 }", 25, "missing key \"network.cut.after\""},
        {"queued = 10", "queued_bytes = 10", 12, R"(unknown key "gate.queued_bytes")"},
        {"zh = \"标题\"", "zh = \"标题\", fr = \"Titre\"", 1, R"(unknown key "title.fr")"},
        {"messages = 1", "massages = 1", 28, R"(unknown key "broken.massages")"},
        {"segments = 2", "packets = 2", 33, R"(unknown key "broken.loopback.packets")"},
        {"[broken.loopback]", "[broken.moon]", 31, R"(unknown key "broken.moon")"},
        {"[network]", "[netwerk]", 0, R"(missing key "network")"},

        {"transport = \"tcp\"\n", "", 0, R"(missing key "transport")"},
        {", zh = \"现象\"", "", 2, R"(missing key "symptom.zh")"},
        {"answer = 2\n", "", 14, R"(missing key "predict.answer")"},
        {"mtu = 1400\n", "", 22, R"(missing key "network.mtu")"},
        {"verdict = \"merged\"\n", "", 26, R"(missing key "broken.verdict")"},

        {"\"S3:203\"", "3", 7, "must hold strings only"},
        {"messages = ['hello', '\\xe9\\x9b', '']", "messages = 'hello'", 5, "must be an array"},
        {"title = { en = \"Title\", zh = \"标题\" }", "title = 'x'", 1, "must be a table"},
        {"\"tcp\"", "6", 4, "must be a string"},
        {"queued = 10", "queued = '10'", 12, "must be an integer"},
        {"queued = 10", "queued = 1.5", 12, "must be an integer"},
        {"queued = 10", "queued = -1", 12, "must be 1 to 2147483647"},
        {"queued = 10", "queued = 4294967306", 12, "must be 1 to 2147483647"},
        {"queued = 10", "read_before_write = 1", 12, "must be 2 to"},
        {"queued = 10", "", 11, "exactly one key"},
        {"mtu = 1400", "mtu = -4", 24, "must be 68 to 65535"},
        {"[30, 40.5]", "[40.5, 30]", 29, "must begin with the least"},
        {"rtt_ms = 0.5", "rtt_ms = '1'", 23, "must be a number"},
        {"{ en = \"one\", zh = \"一\" }", "'one'", 17, "must hold tables only"},
        {"messages = 1", "messages = 'one'", 28, "must be a number"},
        {"[30, 40.5]", "[30]", 29, "must be a number or [least, most]"},
        {"[30, 40.5]", "[30, 'x']", 29, "must be a number"},

        {"queued = 10", "queued = 10\ndatagrams = 2", 11, "exactly one key"},
        {"\"tcp\"", "\"sctp\"", 4, R"(must be "tcp", "udp" or "unix")"},
        {"\"merged\"", "\"sticky\"", 27, "is no verdict; see docs/writing-a-lab.md"},
        {"\"stalled\"", "\"late\"", 39, "is no verdict; see docs/writing-a-lab.md"},
        {"part = 2\n", "\n", 0, R"(missing key "part")"},
        {"part = 2", "part = 8", 10, R"("part" must be 1 to 7)"},
        {"part = 2", "part = 0", 10, R"("part" must be 1 to 7)"},
        {"part = 2", "part = 'two'", 10, R"("part" must be an integer)"},
        {"answer = 2", "answer = 3", 20, "must be 1 to 2"},
        {"answer = 2", "answer = 0", 20, "must be 1 to 2"},
        {"\"ending\"]", "\"mood\"]", 6, R"(the unknown row "mood"; docs/writing-a-lab.md)"},
        {"queued = 10", "call = { who = 'wire', name = 'send' }", 12,
         R"(must be "sender" or "receiver")"},
        {"queued = 10", "call = { who = 'sender', name = 'shout' }", 12,
         "must be a call that docs/recording.md lists"},
        {"queued = 10", "call = { who = 'sender', name = 'send', how = 1 }", 12,
         R"(unknown key "gate.call.how")"},
        {"queued = 10", "call = { who = 'sender', name = 'setsockopt', option = 'TCP_FAST' }", 12,
         "must be one of SO_KEEPALIVE, SO_RCVBUF, "},
        {"queued = 10", "call = { who = 'sender', name = 'send', option = 'TCP_CORK' }", 12,
         R"(is of "setsockopt" only)"},
        {"queued = 10", "call = { who = 'sender', name = 'setsockopt', value = 1 }", 12,
         R"(needs an "option")"},
        {"queued = 10", "call = { who = 'sender', name = 'send', value = 1 }", 12,
         "is of setsockopt, shutdown and listen only"},
        {"queued = 10", "call = { who = 'sender', name = 'send', error = 'EWRONG' }", 12,
         "must be the name of an error"},
        {"queued = 10", "call = { who = 'sender', name = 'send', error = 'EPIPE', short = true }",
         12, R"("gate.call" has more than one of "result", "error" and "short")"},
        {"queued = 10", "call = { who = 'sender', name = 'send', short = false }", 12,
         "must be true"},
        {"queued = 10", "call = { who = 'sender', name = 'close', short = true }", 12,
         "is of reads and writes only"},
        {"queued = 10", "call = { who = 'sender', name = 'send', queued = 2 }", 12,
         "is of reads, shutdown and close only"},
        {"queued = 10", "option = { who = 'sender', name = 'TCP_CORK', value = 1 }", 12,
         R"(unknown key "gate.option")"},
        {"[network]", "[pace]\nprompt_below_ms = 30\nstalled_from_ms = 20\n[network]", 22,
         "prompt_below_ms is above stalled_from_ms"},
        {"[network]", "[pace]\nprompt_below_reads = 30\nstalled_from_reads = 20\n[network]", 22,
         "prompt_below_reads is above stalled_from_reads"},
        {"[network]", "[pace]\nprompt_below_ms = 30\nstalled_from_reads = 20\n[network]", 22,
         "missing key \"pace.prompt_below_reads\""},

        {"transport = \"tcp\"", "transport = ", 4, ""},
        {"transport = \"tcp\"", "symptom = 1", 4, "symptom"},
        {"[fixed]", "[fixed", 35, ""},
        {"\"Why\"", "\"Wh\xff\"", 3, ""},
    };
    for (const auto& c : cases) {
      CAPTURE(c.to);
      const std::string said = complaint(changed(c.from, c.to));
      CAPTURE(said);
      CHECK(said.find(c.what) != std::string::npos);
      if (c.line > 0) CHECK(said.starts_with(fmt::format("lab.toml:{}: ", c.line)));
      if (c.line == 0) CHECK(said.starts_with("lab.toml:"));
    }
  }

  TEST_CASE("a capstone has lessons, and a lab has none") {
    const std::string lesson = R"(
[[lessons]]
from = ["S1:84"]
breaks = { en = "Breaks", zh = "出错" }
lab = "05"
file = "service/names.cpp"
test = "capstone/names"
)";
    const Lab lab = read_text(changed("transport", "kind = \"capstone\"\ntransport") + lesson);
    REQUIRE(lab.lessons.size() == 1);
    CHECK(lab.is_capstone());
    CHECK(lab.lessons[0].breaks.en == "Breaks");
    CHECK(lab.lessons[0].file == "service/names.cpp");
    CHECK(!read_text(kLab).is_capstone());
    CHECK_THROWS_AS(read_text(kLab + lesson), InputError);
    CHECK_THROWS_AS(read_text(changed("transport", "kind = \"capstone\"\ntransport")), InputError);
    CHECK_THROWS_AS(read_text(changed("transport", "kind = \"lab\"\ntransport")), InputError);
  }

  TEST_CASE("the messages may be those that the sender prints") {
    CHECK(read_text(kLab).meant.understood_by == kReceiver);
    CHECK(read_text(changed("transport", "understood_by = \"sender\"\ntransport"))
              .meant.understood_by == kSender);
  }

  TEST_CASE("claims are read where there are some") {
    CHECK(read_text(kLab).claims.empty());
    const Lab lab = read_text(kLab + kClaim);
    REQUIRE(lab.claims.size() == 1);
    const Claim& claim = lab.claims.front();
    CHECK(claim.number == "3.54");
    CHECK(claim.from == std::vector<std::string>{"S3:225", "S3:235"});
    CHECK(claim.says.zh == "说法");
    CHECK(claim.expected == Truth::depends);
    REQUIRE(claim.if_true.size() == 2);
    const Condition& own = claim.if_true.front();
    CHECK(own.lab == "01");
    CHECK(own.run == Version::broken);
    CHECK_FALSE(own.net.has_value());
    CHECK_FALSE(own.verdict.has_value());
    CHECK(own.numbers.size() == 2);
    CHECK(own.numbers.at(Number::segments).holds(1));
    CHECK(own.numbers.at(Number::exchange_ms).holds(40));
    const Condition& other = claim.if_true.back();
    CHECK(other.lab == "02");
    CHECK(other.run == Version::fixed);
    CHECK(other.net == Net::loopback);
    CHECK(other.verdict == Verdict::same);
    CHECK(other.numbers.empty());
  }

  TEST_CASE("an error in a claim names the line, and what is wrong there") {
    const int first = static_cast<int>(std::count(kLab.begin(), kLab.end(), '\n')) + 2;
    struct {
      std::string from, to;
      int line;  // after the first of the claim
      std::string what;
    } const cases[] = {
        {"number", "colour = 1\nnumber", 1, R"(unknown key "claims.colour")"},
        {"number = \"3.54\"\n", "", 0, R"(missing key "claims.number")"},
        {"3.54", "354", 1, "must be a document and a number"},
        {"3.54", "3.x", 1, "must be a document and a number"},
        {"3.54", "3.54.1", 1, "must be a document and a number"},
        {"3.54", "3.99999", 1, "must be a document and a number"},
        {"\"S3:225\", \"S3:235\"", "", 2, R"(must name lines of document S3: ["S3:12"])"},
        {"S3:225", "S2:225", 2, "must name lines of document S3"},
        {"S3:225", "S3:", 2, "must name lines of document S3"},
        {", zh = \"说法\"", "", 3, R"(missing key "claims.says.zh")"},
        {"\"depends\"", "\"maybe\"", 4, R"(must be "true", "false" or "depends")"},
        {"run = \"broken\"", "run = \"both\"", 6, R"(must be "broken" or "fixed")"},
        {"run = \"broken\", ", "", 6, R"(missing key "claims.if_true.run")"},
        {"segments = 1", "packets = 1", 6, R"(unknown key "claims.if_true.packets")"},
        {"segments = 1", "segments = 'x'", 6, "must be a number"},
        {"[30, 40]", "[40, 30]", 6, "must begin with the least"},
        {", segments = 1, exchange_ms = [30, 40]", "", 6, "must state a verdict or a number"},
        {"lab = \"02\"", "lab = \"2\"", 7, "must be a lab's number"},
        {"\"loopback\"", "\"moon\"", 7, R"(must be "two-hosts", "one-host" or "loopback")"},
        {"\"same\"", "\"sticky\"", 7, "is no verdict"},
        {"  { run = \"fixed\", lab = \"02\", net = \"loopback\", verdict = \"same\" },\n", "", 5,
         "must have at least 2"},
    };
    for (const auto& c : cases) {
      CAPTURE(c.to);
      std::string claim = kClaim;
      const std::size_t at = claim.find(c.from);
      REQUIRE_MESSAGE(at != std::string::npos, c.from);
      const std::string said = complaint(kLab + claim.replace(at, c.from.size(), c.to));
      CAPTURE(said);
      CHECK(said.find(c.what) != std::string::npos);
      CHECK(said.starts_with(fmt::format("lab.toml:{}: ", first + c.line)));
    }
    CHECK(complaint(kLab + kClaim + kClaim).find("claim 3.54 stands here twice") !=
          std::string::npos);
    CHECK(complaint(changed("transport", "claims = 1\ntransport")).find("must be an array") !=
          std::string::npos);
  }

  TEST_CASE("a lab's learn.toml says how it is taught, and there may be none") {
    CHECK(in(Lang::en, topic_of(read_text(kLab))) == "Title");
    const Lab lab = read_taught(kTeaching);
    CHECK(in(Lang::zh, topic_of(lab)) == "话题");
    CHECK(lab.teaching.rule->en == "Rule");
    REQUIRE(lab.teaching.hints.size() == 2);
    CHECK(lab.teaching.hints[1].zh == "二");
    REQUIRE(lab.teaching.answers.size() == 1);
    CHECK(lab.teaching.answers[0].en == "so");
    CHECK_FALSE(lab.teaching.gloss);
    CHECK(lab.teaching.comments.at("It comes whole: `a.b`.") == "一次就全来了。");
  }

  TEST_CASE("an error in learn.toml names the file, the line, and what is wrong there") {
    const auto complains = [](const std::string& from, const std::string& to,
                              const std::string& what) {
      std::string text = kTeaching;
      text.replace(text.find(from), from.size(), to);
      CHECK_THROWS_WITH_AS(read_taught(text),
                           doctest::Contains(("01-lab/learn.toml:" + what).c_str()), InputError);
    };
    complains("hints", "colour = 1\nhints", "3: unknown key \"colour\"");
    complains("rule", "rules", "1: missing key \"rule\"");
    complains(", zh = \"话题\"", "", "1: missing key \"topic.zh\"");
    complains("hints = [", "hints = [ 1,", "3: \"hints\" must hold tables only");
    complains("\"一次就全来了。\"", "7", "6: \"comments.It comes whole: `a.b`.\" must be a string");
    complains("answers = [", "answers = ", "4: ");
  }

  TEST_CASE("a folder without lab.toml is said to have none") {
    const Labs labs;
    fs::create_directory(labs.path() / "01-lab");
    const std::string file = (labs.path() / "01-lab/lab.toml").string();
    CHECK_THROWS_WITH_AS(read_lab(labs.path() / "01-lab"),
                         doctest::Contains((file + " is missing").c_str()), InputError);
  }

  TEST_CASE("a lab is found by its number, with or without the 0, by its name and by its folder") {
    const Labs labs;
    for (const char* name : {"02-half", "01-two-writes", "10-guessed"}) labs.add(name);
    for (const char* wanted : {"1", "01", "two-writes", "01-two-writes"})
      CHECK(names(find_labs(labs.path(), {wanted})) == "01-two-writes");
    CHECK(names(find_labs(labs.path(), {"10"})) == "10-guessed");
  }

  TEST_CASE("labs come in the order of their numbers, each once") {
    const Labs labs;
    for (const char* name : {"02-half", "01-two-writes", "10-guessed"}) labs.add(name);
    const std::string all = "01-two-writes 02-half 10-guessed";
    CHECK(names(find_labs(labs.path(), {})) == all);
    CHECK(names(find_labs(labs.path(), {"all"})) == all);
    CHECK(names(find_labs(labs.path(), {"2", "all"})) == all);
    CHECK(names(find_labs(labs.path(), {"half", "01", "2"})) == "01-two-writes 02-half");
  }

  TEST_CASE("what is no lab folder is not looked at") {
    const Labs labs;
    labs.add("01-two-writes");
    for (const char* name : {"kit", "1-x", "01", "01-", "0a-x", "001-x"})
      labs.add(name, "nonsense");
    std::ofstream(labs.path() / "02-a-file") << "";
    CHECK(names(find_labs(labs.path(), {})) == "01-two-writes");
  }

  TEST_CASE("a lab that nobody asked for may be broken") {
    const Labs labs;
    labs.add("01-two-writes");
    labs.add("02-half", "nonsense");
    CHECK(names(find_labs(labs.path(), {"01"})) == "01-two-writes");
    CHECK_THROWS_AS(find_labs(labs.path(), {"02"}), InputError);
  }

  TEST_CASE("an unknown lab is named, with the command that lists them") {
    const Labs labs;
    labs.add("01-two-writes");
    for (const std::string wanted : {"7", "half", "", "0", "2-halves", "../01-two-writes"})
      CHECK_THROWS_WITH_AS(
          find_labs(labs.path(), {"01", wanted}),
          fmt::format("no lab \"{}\"; `stickylab list` shows what there is", wanted).c_str(),
          InputError);
  }

  TEST_CASE("a lab that is nearly named is suggested") {
    const Labs labs;
    labs.add("01-two-writes");
    labs.add("02-half");
    for (const auto& [wanted, meant] :
         std::map<std::string, std::string>{{"two-wirtes", "two-writes"},
                                            {"writes", "01-two-writes"},
                                            {"1-two-writes", "01-two-writes"},
                                            {"halff", "half"}})
      CHECK_THROWS_WITH_AS(find_labs(labs.path(), {wanted}),
                           fmt::format("no lab \"{}\"; did you mean {}?", wanted, meant).c_str(),
                           InputError);
  }

  TEST_CASE("a labs folder that is not there is named") {
    CHECK_THROWS_WITH_AS(find_labs("/nowhere/labs", {}), doctest::Contains("/nowhere/labs"),
                         InputError);
  }

  TEST_CASE("a prefix has its programs, its probe and its labs where an installation has them") {
    const Labs labs;
    const Prefix prefix{"/usr"};
    const Lab lab = read_lab(labs.add("01-two-writes"));
    CHECK(prefix.labs() == "/usr/share/stickylab/labs");
    CHECK(prefix.probe() == "/usr/lib/stickylab/probe.so");
    CHECK(prefix.program(lab, Version::fixed) == "/usr/bin/01-two-writes-fixed");
  }
}
