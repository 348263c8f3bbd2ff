#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "report/text.hpp"
#include "report_samples.hpp"
#include "text/arrow.hpp"
#include "text/width.hpp"
#include "traced.hpp"
#include "wire_by_hand.hpp"

using namespace stickylab;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const Recording& recording, const View& view = {.width = 140}) {
  return run_text({}, recording, samples::observation(Verdict::same, {}, {{Number::segments, 2}}),
                  view);
}

/// A second write that leaves when an ACK lets it go, or when `carrier_ms` comes.
WireByHand two_writes(double ack_ms, double carrier_ms,
                      TcpState held = {.unsent = 5, .unacked = 1}) {
  WireByHand wire;
  wire.handshake()
      .sends({2, 2.01}, "head", TcpState{.unacked = 1})
      .data({2.005, 2.02}, 0, "head")
      .sends({2.1, 2.11}, "alpha", held)
      .ack({ack_ms, ack_ms + 0.01}, 4)
      .data({carrier_ms, carrier_ms + 0.01}, 4, "alpha")
      .receives({2.2, carrier_ms + 0.1}, "headalpha");
  return wire;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("with wire events there are three lanes, without two") {
    CHECK(has(text_of(WireByHand().handshake().take()), "│ WIRE"));
    CHECK_FALSE(has(text_of(ByHand().send(1, "a")), "WIRE"));
  }

  TEST_CASE("a segment says its number, its bytes and the writes it carries") {
    const std::string text = text_of(WireByHand()
                                         .handshake()
                                         .sends(2, "hello")
                                         .sends(2.1, "world")
                                         .data({2.2, 2.3}, 0, "hellowor")
                                         .data({2.4, 2.5}, 8, "ld")
                                         .receives({3, 3.1}, "helloworld")
                                         .take());
    CHECK(has(text, "◄─ handshake ──"));
    CHECK(has(text, "send 5 B \"world\" write 2, bytes 5–9"));
    CHECK(has(text, "── segment 1 ──"));
    CHECK(has(text, "8 B \"hellowor\" bytes 0–7"));
    CHECK(has(text, "parts of writes 1–2"));
    CHECK(has(text, "part of write 2"));
    CHECK(has(text, "took segments 1–2"));
    CHECK(has(text, "Segments: counted on the wire"));
  }

  TEST_CASE("what takes its time leaves and arrives on two lines") {
    const std::string text =
        text_of(WireByHand().handshake().data({2, 22}, 0, "hello").receives(23, "hello").take());
    CHECK(has(text, "── segment 1 ────"));
    CHECK(has(text, "─╌╌ │"));
    CHECK(has(text, "on the wire: segment 1"));
    CHECK(has(text, "╌╌ segment 1 ────"));
    CHECK(text.find("╌╌ segment 1") < text.find("recv(5)"));
  }

  TEST_CASE("a gap that the wire of the stage made is named as such") {
    const Recording run(
        WireByHand().handshake().data({2, 42}, 0, "hello").late(30).receives(43, "hello").take());
    const std::string text = text_of(run);
    CHECK(has(text, "on the wire: segment 1; this machine was busy, and stickylab handed it on"));
    CHECK(has(text, "handed on 30.0 ms late"));
    CHECK(has(text, "packets that stickylab's wire handed on late: 1, by up to 30.0 ms"));
    const LateWire late = late_wire(run);
    CHECK(late.packets == 1);
    CHECK(late.most_ns == 30'000'000);
  }

  TEST_CASE("lost, copied, held and repeated segments are named") {
    const std::string text = text_of(WireByHand()
                                         .handshake()
                                         .data({2, 2}, 0, "hello")
                                         .lost()
                                         .data({203, 203.1}, 0, "hello")
                                         .again()
                                         .data({203, 203.1}, 0, "hello")
                                         .copied()
                                         .data({204, 304}, 5, "world")
                                         .held()
                                         .take());
    CHECK(has(text, "✗ │"));
    CHECK(has(text, "lost on the wire"));
    CHECK(has(text, "not acknowledged: segment 1; TCP waits, then sends it again"));
    CHECK(has(text, "↻ segment 1 again"));
    CHECK(has(text, "copy of segment 1"));
    CHECK(has(text, "the wire keeps it back: segment 2"));
  }

  TEST_CASE("a handshake whose SYN was sent again is no smooth one") {
    WireByHand wire;
    wire.segment(1, kSender, {.flags = WireByHand::kSyn});
    wire.segment(1001, kSender, {.flags = WireByHand::kSyn}).again();
    wire.segment(1002, kReceiver, {.flags = WireByHand::kSyn | WireByHand::kAck, .ack = 1})
        .segment(1002.1, kSender, {.flags = WireByHand::kAck, .seq = 1, .ack = 1});
    const std::string text = text_of(wire.take());
    CHECK(has(text, "↻ SYN again"));
    CHECK_FALSE(has(text, "handshake"));
  }

  TEST_CASE("a handshake that did not go smoothly is shown step by step") {
    WireByHand wire;
    wire.segment({1, 1}, kSender, {.flags = WireByHand::kSyn}).lost();
    wire.segment({1001, 1001.1}, kSender, {.flags = WireByHand::kSyn}).again();
    const std::string text = text_of(wire.take());
    CHECK_FALSE(has(text, "handshake"));
    CHECK(has(text, "── SYN ──"));
    CHECK(has(text, "↻ SYN again"));
  }

  TEST_CASE("what only acknowledges a FIN has no line, the FIN has one") {
    WireByHand wire;
    wire.handshake();
    wire.segment({2, 2.1}, kSender, {.flags = WireByHand::kFin | WireByHand::kAck, .seq = 1});
    wire.segment({3, 3.1}, kReceiver, {.flags = WireByHand::kAck, .seq = 1, .ack = 2});
    const std::string text = text_of(wire.take());
    CHECK(has(text, "── FIN ──"));
    CHECK_FALSE(has(text, "ACK"));
  }

  TEST_CASE("Nagle is named where an ACK let the held bytes go, and the delay of that ACK") {
    const std::string text = text_of(two_writes(42, 42.1).take());
    CHECK(has(text, "Nagle holds 5 B: 4 B are not yet acknowledged"));
    CHECK(has(text, "the receiver delays its ACK"));
  }

  TEST_CASE("a gap that a program made itself is said to be between its calls") {
    WireByHand wire;
    wire.handshake().sends(2, "a").data({2.1, 2.2}, 0, "a").ack({2.3, 2.4}, 1);
    wire.sends(52, "b").data({52.1, 52.2}, 1, "b");
    CHECK(has(text_of(wire.take()), "between two calls of the sender"));
    WireByHand other;
    other.handshake().sends(2, "a").data({2.1, 2.2}, 0, "aX").ack({2.3, 2.4}, 2);
    other.sends(52, "b").data({52.1, 52.2}, 2, "b");
    CHECK_FALSE(has(text_of(other.take()), "between two calls"));
  }

  TEST_CASE("an ACK that is late because bytes before are missing is no delayed ACK") {
    WireByHand wire;
    wire.handshake()
        .sends(2, "helloworld")
        .data({2.1, 60}, 0, "hello")
        .data({2.2, 2.3}, 5, "world")
        .ack({60.1, 60.2}, 10);
    CHECK_FALSE(has(text_of(wire.take()), "delays its ACK"));
    CHECK(has(text_of(two_writes(42, 42.1).take(), {.lang = Lang::zh, .width = 140}),
              "Nagle 暂缓发送 5 字节：先前的 4 字节还没有得到确认"));
  }

  TEST_CASE("Nagle is not named where something else can have held the bytes") {
    SUBCASE("the ACK came long before") {
      CHECK_FALSE(has(text_of(two_writes(3, 42).take()), "Nagle"));
    }
    SUBCASE("the congestion window was full") {
      const TcpState held{.unsent = 5, .unacked = 10};
      CHECK_FALSE(has(text_of(two_writes(42, 42.1, held).take()), "Nagle"));
    }
    SUBCASE("something had been lost") {
      const TcpState held{.unsent = 5, .unacked = 1, .retransmits = 1};
      CHECK_FALSE(has(text_of(two_writes(42, 42.1, held).take()), "Nagle"));
    }
    SUBCASE("Nagle was off") {
      CHECK_FALSE(
          has(text_of(two_writes(42, 42.1).sets_option(1.5, TCP_NODELAY, 1).take()), "Nagle"));
    }
  }

  TEST_CASE("the cork is named where the bytes left without an ACK") {
    WireByHand wire;
    wire.handshake()
        .sets_option(1.5, TCP_CORK, 1)
        .sends({2, 2.01}, "head", TcpState{.unsent = 4})
        .sends({2.1, 2.11}, "alpha", TcpState{.unsent = 9})
        .data({205, 205.1}, 0, "headalpha");
    const std::string text = text_of(wire.take());
    CHECK(has(text, "TCP_CORK is on: the kernel holds 9 B back"));
    CHECK_FALSE(has(text, "holds 4 B back\n"));
    CHECK(has(text, "carries writes 1–2"));
  }

  TEST_CASE("a message stands after the read that completed it, however late it was seen") {
    const std::string text = text_of(WireByHand()
                                         .handshake()
                                         .receives(2, "5hel")
                                         .receives(3, "lo")
                                         .receives(4, "world")
                                         .receives(5, "")
                                         .prints(6, "message: hello\nmessage: world\n")
                                         .take());
    const auto hello = text.find("▸ message \"hello\"");
    const auto world = text.find("▸ message \"world\"");
    CHECK(text.find("\"lo\"") < hello);
    CHECK(hello < text.find("= 5 B \"world\""));
    CHECK(text.find("= 5 B \"world\"") < world);
    CHECK(world < text.find("recv(0)"));
  }

  TEST_CASE(
      "a message that is not in what was read stands after the last read before it was seen") {
    WireByHand wire;
    wire.handshake().receives(2, "a").receives(3, "b").reply({4, 4.1}, 0, "ok", 2);
    const std::string text = text_of(wire.prints(5, "message: AB\n").receives(6, "c").take());
    const auto message = text.find("▸ message \"AB\"");
    CHECK(text.find("\"b\"") < message);
    CHECK(message < text.find("\"ok\""));
  }

  TEST_CASE("an ICMP error says what it is about, and goes back") {
    const IcmpError error{
        .type = 3, .code = 3, .protocol = 17, .quoted = {"192.0.2.1:6000", "192.0.2.2:8080"}};
    const Recording recording = WireByHand()
                                    .sends_datagram(1, "a")
                                    .datagram({1.1, 1.2}, 11, "a")
                                    .error({1.3, 1.4}, error)
                                    .take();
    const std::string text = text_of(recording);
    CHECK(has(text, "◄─ ICMP ─"));
    CHECK(has(text, "nobody is at port 8080"));
    CHECK(has(text_of(recording, {.lang = Lang::zh}), "端口 8080 不可达"));
  }

  TEST_CASE(
      "a datagram that was refused is not the one that was read, though its bytes are the same") {
    const IcmpError error{
        .type = 3, .code = 3, .protocol = 17, .quoted = {"192.0.2.1:6000", "192.0.2.2:8080"}};
    WireByHand wire;
    wire.sends_datagram(1, "a").datagram({1.1, 1.2}, 11, "a");
    wire.error({1.3, 1.4}, error).sends_datagram(2, "a").datagram({2.1, 2.2}, 12, "a");
    CHECK(has(text_of(wire.receives_datagram(3, "a").take()), "= 1 B \"a\" datagram 2"));
  }

  TEST_CASE("a datagram that was read is named, an empty one too") {
    const std::string text = text_of(WireByHand()
                                         .sends_datagram(1, "")
                                         .datagram({1.1, 1.2}, 11, "")
                                         .receives_datagram(2, "")
                                         .take());
    CHECK(has(text, "── datagram 1 ──"));
    CHECK(has(text, "= 0: an empty datagram"));
  }

  TEST_CASE("no line is wider than the view, and none leaves ASCII where it may not") {
    const Recording recording = two_writes(42, 62).take();
    for (const Lang lang : {Lang::en, Lang::zh})
      for (const int width : {40, 60, 72, 80, 120, 160}) {
        std::istringstream lines(text_of(recording, {.lang = lang, .width = width}));
        for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= width);
      }
    const std::string ascii = text_of(recording, {.width = 80, .ascii = true});
    CHECK(std::all_of(ascii.begin(), ascii.end(), [](char c) { return c > 0; }));
  }

  TEST_CASE("with a wire, broken and fixed stand side by side from 160 columns on") {
    const Recording recording = two_writes(42, 42.1).take();
    Comparison comparison;
    const auto wide = [&](int width) {
      return has(comparison_text({}, recording, recording, comparison, {.width = width}), "┃");
    };
    CHECK_FALSE(wide(159));
    CHECK(wide(160));
  }

  TEST_CASE("an arrow fills its lane, and shrinks around its label") {
    const View view;
    CHECK(arrow("ACK", true, Leg::whole, 12, view) == "── ACK ────►");
    CHECK(arrow("ACK", false, Leg::whole, 12, view) == "◄─ ACK ─────");
    CHECK(arrow("ACK", true, Leg::leaves, 12, view) == "── ACK ───╌╌");
    CHECK(arrow("ACK", true, Leg::arrives, 12, view) == "╌╌ ACK ────►");
    CHECK(arrow("ACK", false, Leg::arrives, 12, view) == "◄─ ACK ───╌╌");
    CHECK(arrow("ACK", false, Leg::lost, 12, view) == "✗─ ACK ─────");
    CHECK(arrow("ACK", true, Leg::both, 12, view) == "◄─ ACK ────►");
    CHECK(arrow("a longer one", true, Leg::whole, 12, view) == "a longer one ─►");
  }
}
