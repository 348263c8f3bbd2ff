// The NDJSON of a recording: what is written is read again, and nothing else is.
#include "recording/recording.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <set>
#include <sstream>
#include <stdexcept>

using namespace stickylab;

namespace {

const RunInfo kInfo{.lab = "01",
                    .name = "two-writes-one-read",
                    .version = Version::fixed,
                    .net = Net::one_host,
                    .kernel = "Linux 6.18.0",
                    .started = "2025-01-31T12:00:00Z",
                    .evidence = {"calls", "kernel"}};

constexpr char kCutYu[] = "\xe9\x9b";  // 雨 without its last byte

SocketCall every_field(Call call) {
  return {.call = call,
          .pid = 10,
          .tid = 11,
          .fd = 4,
          .socket = 4098,
          .made = 4099,
          .datagram = true,
          .local = Local::seqpacket,
          .length = 1024,
          .flags = 2,
          .level = 6,
          .option = 12,
          .value = -1,
          .queued = 0,
          .address = "127.0.0.2:8080",
          .own = "[::1]:40000"};
}

Packet every_field(Fate fate) {
  return {.id = 7,
          .from = kReceiver,
          .way = {"192.0.2.2:8080", "192.0.2.1:40000"},
          .fate = fate,
          .arrived_ns = fate == Fate::delivered ? 5 : 0,
          .copy = true,
          .held = true,
          .late_ns = 6'000'000,
          .payload = kCutYu};
}

std::vector<EventData> every_kind() {
  return {CallEntered{every_field(Call::recv)},
          CallEntered{{.call = Call::fionread}},
          CallReturned{every_field(Call::send), 5, 2, 0, kCutYu, TcpState{1, 2, 3, 4, 5}},
          CallReturned{{.call = Call::sendfile}, 5, 20'000, 0, "", {}, true},
          CallReturned{{.call = Call::recv}, 0, -1, 11, "", {}},
          ProcessStarted{12, "python3 下雨天.py"},
          ProcessReady{"127.0.0.2:8080"},
          ProcessExited{3, 0, false},
          ProcessExited{0, 9, true},
          Output{false, std::string("message: \xff\0\n", 12)},
          Output{true, ""},
          Stopped{Stop::deadline, "10 s"},
          Stopped{Stop::deadlock, ""},
          Stopped{Stop::stage_lost, "\"quoted\"\n"},
          Strays{2},
          Dropped{18'446'744'073'709'551'615ULL},
          Segment{every_field(Fate::delivered), 0xff, 0, 4'294'967'296, 65535, true},
          Segment{},
          Datagram{every_field(Fate::delivered), 65535, 1480, true},
          Datagram{},
          IcmpError{every_field(Fate::delivered), 3, 3, 17, {"192.0.2.1:6000", "192.0.2.2:8080"}},
          IcmpError{every_field(Fate::lost), 1, 4, 6, {"[::1]:1", "[::1]:2"}},
          Missed{3},
          Queues{"192.0.2.2:8080", "192.0.2.1:40000", 1, 2, 3, 60, 1, true, 4, 5, 10, 1448, 0, 832},
          Queues{},
          WaitsIn{"poll", WaitsIn::For::end},
          WaitsIn{},
          Relayed{std::string("\xe4\0\n", 3)}};
}

std::string written(const Recording& recording) {
  std::ostringstream out;
  write_ndjson(out, recording);
  return out.str();
}

Recording read(const std::string& text) {
  std::istringstream in(text);
  return read_ndjson(in);
}

/// A recording of one event, as text, in which one thing is changed.
std::string changed(const EventData& data, const std::string& from, const std::string& to) {
  std::string text = written({kInfo, {{1'500'000, 1, kSender, data}}});
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from, " is not in ", text);
  return text.replace(at, from.size(), to);
}

std::string complaint(const std::string& text) {
  try {
    read(text);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("every kind of event is read as it was written") {
    std::set<std::size_t> kinds;
    for (const EventData& data : every_kind()) {
      const Recording recording{kInfo, {{-1, 7, kWire, data}}};
      CAPTURE(written(recording));
      CHECK(read(written(recording)) == recording);
      kinds.insert(data.index());
    }
    CHECK(kinds.size() == std::variant_size_v<EventData>);
  }

  TEST_CASE("every call, lane, network, version, fate and reason is read as it was written") {
    Recording recording{kInfo, {}};
    for (int call = 0; call < kCallCount; ++call)
      recording.events.push_back({call, 0, call % 2 == 0 ? kSender : kReceiver,
                                  CallEntered{{.call = static_cast<Call>(call)}}});
    for (int fate = 0; fate <= static_cast<int>(Fate::underway); ++fate)
      recording.events.push_back(
          {fate, 0, kWire, Segment{every_field(static_cast<Fate>(fate)), 2}});
    for (int why = 0; why <= static_cast<int>(Stop::traffic); ++why)
      recording.events.push_back({why, 0, kHarness, Stopped{static_cast<Stop>(why), ""}});
    for (const Net net : {Net::two_hosts, Net::one_host, Net::loopback})
      for (const Version version : {Version::broken, Version::fixed}) {
        recording.info.net = net;
        recording.info.version = version;
        CHECK(read(written(recording)) == recording);
      }
  }

  TEST_CASE("a recording is a header line and one line an event") {
    const std::string text = written({kInfo, {{1'500'000, 3, kReceiver, Output{false, kCutYu}}}});
    CHECK(text ==
          R"({"cast":[{"name":"sender","side":"left"},{"name":"receiver","side":"right"}],)"
          R"("evidence":["calls","kernel"],"kernel":"Linux 6.18.0","lab":"01",)"
          R"("lab_name":"two-writes-one-read","net":"one-host","schema":"stickylab/recording/2",)"
          R"("started":"2025-01-31T12:00:00Z","version":"fixed"})"
          "\n"
          R"({"data":{"hex":"e99b","stream":"stdout"},"name":"process:output","seq":3,)"
          R"("time":1.5,"time_ns":1500000,"who":"receiver"})"
          "\n");
  }

  TEST_CASE("a path that is not UTF-8 can be written, with U+FFFD for what it cannot hold") {
    const std::string text =
        written({kInfo, {{0, 1, kSender, ProcessStarted{1, "./caf\xe9 --x"}}}});
    const Recording again = read(text);
    CHECK(std::get<ProcessStarted>(again.events.at(0).data).command == "./caf\uFFFD --x");
  }

  TEST_CASE("the header names the probe if it is not libc's") {
    RunInfo info = kInfo;
    CHECK(written({info, {}}).find("probe") == std::string::npos);
    info.probe = Probe::kernel;
    CHECK(written({info, {}}).find(R"("probe":"kernel")") != std::string::npos);
    CHECK(read(written({info, {}})).info == info);
  }

  TEST_CASE("what is wrong with a line is said with its number") {
    const CallReturned call{every_field(Call::send), 5, 2, 0, "hi", TcpState{}};
    const Output output{false, "hi"};
    const Segment syn{every_field(Fate::lost), 2};
    const std::string name = R"("name":"process:output")";
    const std::string fd = R"("fd":4)";
    const std::string hex = R"("hex":"6869")";
    struct {
      std::string text, complaint;
    } const cases[] = {
        {changed(output, name, R"("name":"process:sings")"), R"(unknown event "process:sings")"},
        {changed(output, name, R"("name":"output")"), R"(unknown event "output")"},
        {changed(output, name, name + R"(,"mood":1)"), R"(unknown key "mood")"},
        {changed(output, name + ",", ""), R"(missing key "name")"},
        {changed(output, R"("seq":1,)", ""), R"(missing key "seq")"},
        {changed(output, R"("time":1.5,)", ""), R"(missing key "time")"},
        {changed(output, R"("who":"sender")", R"("who":"sendr")"), R"("sendr" is not in the cast)"},
        {changed(output, R"("stdout")", R"("stdin")"), R"(unknown stream "stdin")"},
        {changed(output, hex, R"("hex":"686")"), "hex with an odd number of digits"},
        {changed(output, hex, R"("hex":"6g")"), "hex with another character than 0-9, a-f"},
        {changed(output, hex, R"("hex":"-1")"), "hex with another character than 0-9, a-f"},
        {changed(output, hex, R"("hex":104)"), R"("hex" has the wrong type)"},
        {changed(output, hex + ",", ""), R"(missing key "hex")"},
        {changed(call, fd, R"("fd":"4")"), R"("fd" has the wrong type)"},
        {changed(call, fd, fd + R"(,"host":"")"), R"(unknown key "host")"},
        {changed(call, fd + ",", ""), R"(missing key "fd")"},
        {changed(call, R"("send")", R"("tee")"), R"(unknown call "tee")"},
        {changed(call, R"("unsent":0)", R"("unsent":0,"rtt":1)"), R"(unknown key "rtt")"},
        {changed(call, R"("unacked":0,)", ""), R"(missing key "unacked")"},
        {changed(syn, R"("SYN")", R"("SIN")"), R"(unknown TCP flag "SIN")"},
        {changed(syn, R"("lost")", R"("found")"), R"(unknown fate "found")"},
        {changed(syn, R"("seq":0,)", R"("ttl":64,"seq":0,)"), R"(unknown key "ttl")"},
        {changed(syn, R"("window":0)", R"("size":0)"), R"(missing key "window")"},
        {changed(Stopped{}, R"("deadline")", R"("boredom")"), R"(unknown reason "boredom")"},
        {changed(output, R"("time":1.5,)", R"("time":1.5)"), "not JSON"},
        {changed(output, R"("who")", "\"who\xff\""), "not JSON"},
        {written({kInfo, {}}) + "[]\n", "not a JSON object"},
        {written({kInfo, {}}) + "\n", "not JSON"},
    };
    for (const auto& c : cases) {
      CAPTURE(c.text);
      CHECK(complaint(c.text) == "recording, line 2: " + c.complaint);
    }
  }

  TEST_CASE("the line that is named is the line that is wrong") {
    const std::string good = written({kInfo, {{0, 1, kHarness, Strays{1}}}});
    CHECK(complaint(good + "{}\n") == "recording, line 3: missing key \"time\"");
  }

  TEST_CASE("a header of another schema, or with a key too many or too few, is refused") {
    struct {
      std::string from, to, complaint;
    } const cases[] = {
        {"recording/2", "recording/3",
         R"(schema "stickylab/recording/3", expected "stickylab/recording/2")"},
        {R"("lab":"01")", R"("lab":"01","colour":1)", R"(unknown key "colour")"},
        {R"("lab":"01",)", "", R"(missing key "lab")"},
        {R"("name":"sender")", R"("name":"receiver")",
         R"(two programs of the cast are named "receiver")"},
        {R"("name":"sender")", R"("name":"wire")",
         R"(a program of the cast cannot be named "wire")"},
        {R"("name":"sender")", R"("name":"harness")",
         R"(a program of the cast cannot be named "harness")"},
        {R"("name":"sender")", R"("name":"")", "a program of the cast has no name"},
        {R"("name":"sender",)", "", R"(missing key "name")"},
        {R"("left")", R"("middle")", R"(unknown side "middle")"},
        {R"("side":"left")", R"("side":"left","age":3)", R"(unknown key "age")"},
        {R"("lab":"01",)", R"("lab":"01","cast":{},)", R"("cast" has the wrong type)"},
        {R"("one-host")", R"("moon")", R"(unknown network "moon")"},
        {R"("fixed")", R"("mended")", R"(unknown version "mended")"},
        {R"(["calls","kernel"])", R"("calls")", R"("evidence" has the wrong type)"},
    };
    for (const auto& c : cases)
      CHECK(complaint(changed(Strays{}, c.from, c.to)) == "recording, line 1: " + c.complaint);
  }

  TEST_CASE("a cast of any size that is allowed is read as it was written, with its hosts") {
    RunInfo info = kInfo;
    info.cast = {};
    for (std::size_t i = 0; i < kMostActors; ++i)
      info.cast.push_back({"client " + std::to_string(i), i % 2 == 0 ? Side::left : Side::right,
                           i % 3 == 0 ? "" : "192.0.2." + std::to_string(i)});
    const Recording recording{info, {{0, 1, Actor{63}, Strays{1}}}};
    CHECK(read(written(recording)) == recording);
    info.cast.push_back({"one more", Side::left, ""});
    CHECK(complaint(written({info, {}})) ==
          "recording, line 1: a cast of 65 programs; the most is 64");
  }

  TEST_CASE("nothing at all is an empty recording, and said so") {
    CHECK(complaint("") == "recording: empty");
  }

  TEST_CASE("all 256 bytes travel as hex") {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    CHECK(from_hex(to_hex(bytes)) == bytes);
    CHECK(to_hex(std::string("\x00\x0f\xff", 3)) == "000fff");
  }

  TEST_CASE("events are sorted by time, and at one time by the order in which they were learned") {
    Recording recording{kInfo,
                        {{2, 1, kSender, Strays{}},
                         {1, 3, kSender, Strays{}},
                         {1, 2, kReceiver, Strays{}},
                         {-1, 4, kWire, Strays{}}}};
    sort_events(recording);
    std::vector<std::uint64_t> order;
    for (const Event& event : recording.events) order.push_back(event.seq);
    CHECK(order == std::vector<std::uint64_t>{4, 2, 3, 1});
  }
}
