// The capture file, block by block: what a reader of draft-ietf-opsawg-pcapng finds in it.
#include "report/pcapng.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "recording_by_hand.hpp"
#include "traced.hpp"

using namespace stickylab;

namespace {

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t byte = size; byte-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + byte));
  return value;
}

std::size_t padded(std::size_t size) { return (size + 3) / 4 * 4; }

struct Block {
  std::uint64_t type = 0;
  std::string_view body;
};

std::vector<Block> blocks_of(std::string_view file) {
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t length = number(file, at + 4, 4);
    REQUIRE(length % 4 == 0);
    REQUIRE(length >= 12);
    REQUIRE(at + length <= file.size());
    CHECK(number(file, at + length - 4, 4) == length);
    blocks.push_back({number(file, at, 4), file.substr(at + 8, length - 12)});
    at += length;
  }
  return blocks;
}

/// The values of one option, of those that begin at `at`.
std::vector<std::string> options(const Block& block, std::size_t at, std::uint64_t code) {
  std::vector<std::string> values;
  for (;;) {
    const std::uint64_t found = number(block.body, at, 2);
    const std::size_t size = number(block.body, at + 2, 2);
    at += 4;
    if (found == 0) break;
    if (found == code) values.emplace_back(block.body.substr(at, size));
    at += padded(size);
  }
  CHECK(at == block.body.size());
  return values;
}

struct Captured {
  std::uint64_t interface = 0;
  std::uint64_t time_ns = 0;
  std::string bytes;
  std::string comment;
  std::uint64_t flags = 0;
};

std::vector<Captured> packets_of(std::string_view file) {
  std::vector<Captured> packets;
  for (const Block& block : blocks_of(file)) {
    if (block.type != 6) continue;
    const std::size_t size = number(block.body, 12, 4);
    CHECK(number(block.body, 16, 4) == size);
    const std::size_t at = 20 + padded(size);
    packets.push_back({number(block.body, 0, 4),
                       number(block.body, 4, 4) << 32 | number(block.body, 8, 4),
                       std::string(block.body.substr(20, size)), options(block, at, 1).at(0),
                       number(options(block, at, 2).at(0), 0, 4)});
  }
  return packets;
}

ByHand two_hosts() {
  ByHand run;
  run.info() = {.lab = "01",
                .name = "two-writes-one-read",
                .version = Version::broken,
                .net = Net::two_hosts,
                .kernel = "Linux 6.18.0",
                .started = "2025-01-31T12:00:00Z",
                .evidence = {"calls", "wire"}};
  return run;
}

const Way kThere{"192.0.2.1:4000", "192.0.2.2:8080"};

Segment segment(Actor from, std::uint8_t flags, std::int64_t seq, std::string payload) {
  const bool sent = from == kSender;
  Segment made;
  made.packet = {.id = 1,
                 .from = from,
                 .way = sent ? kThere : kThere.back(),
                 .fate = Fate::delivered,
                 .headers = "headers",
                 .payload = std::move(payload)};
  made.flags = flags;
  made.seq = seq;
  return made;
}

/// Arrives that many ms after the start.
Segment at(double arrived_ms, Segment segment) {
  segment.packet.arrived_ns = ns(arrived_ms);
  return segment;
}

CallReturned joins(Call call, int fd, const char* address) {
  CallReturned made;
  made.what.call = call;
  made.what.fd = fd;
  made.what.address = address;
  made.result = call == Call::accept ? -1 : 0;
  return made;
}

/// A connection of the sender's descriptor -1 to the receiver's -1, as `ByHand` makes calls.
ByHand connected() {
  ByHand run = two_hosts();
  run.add(0, kWire, at(0.25, segment(kSender, kSyn, 0, "")));
  run.add(1, kWire, at(1.5, segment(kReceiver, kSyn | kAck, 0, "")));
  run.call({0, 2}, kSender, joins(Call::connect, -1, "192.0.2.2:8080"));
  return run;
}

std::string comment_on(const Segment& seen, Lang lang = Lang::en) {
  return packets_of(pcapng(two_hosts().add(0, kWire, seen), nullptr, lang)).at(0).comment;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a section, an interface for each host with nanoseconds, then the packets") {
    const std::string file = pcapng(connected(), nullptr, Lang::en);
    const std::vector<Block> blocks = blocks_of(file);
    REQUIRE(blocks.size() == 5);
    CHECK(blocks[0].type == 0x0A0D0D0A);
    CHECK(number(blocks[0].body, 0, 4) == 0x1A2B3C4D);
    CHECK(number(blocks[0].body, 4, 2) == 1);
    CHECK(number(blocks[0].body, 8, 8) == ~std::uint64_t{0});
    CHECK(options(blocks[0], 16, 1).empty());
    CHECK(options(blocks[0], 16, 2).at(0) == "two-hosts");
    CHECK(options(blocks[0], 16, 3).at(0) == "Linux 6.18.0");
    CHECK(options(blocks[0], 16, 4).at(0) == "stickylab");
    const char* names[] = {"sender eth0", "receiver eth0"};
    for (const std::size_t host : {0, 1}) {
      const Block& interface = blocks[1 + host];
      CHECK(interface.type == 1);
      CHECK(number(interface.body, 0, 2) == 1);  // LINKTYPE_ETHERNET
      CHECK(options(interface, 8, 2).at(0) == names[host]);
      CHECK(options(interface, 8, 9).at(0) == "\x09");
    }
  }

  TEST_CASE("a packet has its bytes, its host, and the time it left, in ns since 1970") {
    ByHand run = two_hosts();
    run.add(0.000001, kWire, segment(kSender, kPsh, 1, std::string("a\0b", 3)));
    run.add(1500, kWire, segment(kReceiver, kAck, 1, ""));
    const auto packets = packets_of(pcapng(run, nullptr, Lang::en));
    REQUIRE(packets.size() == 2);
    CHECK(packets[0].interface == 0);
    CHECK(packets[0].time_ns == 1'738'324'800'000'000'001);
    CHECK(packets[0].bytes == std::string("headersa\0b", 10));
    CHECK(packets[0].flags == 2);  // outbound
    CHECK(packets[1].interface == 1);
    CHECK(packets[1].time_ns == 1'738'324'801'500'000'000);
    CHECK(packets[1].bytes == "headers");
    CHECK(packets[1].flags == 2);
  }

  TEST_CASE("on one host there is one interface") {
    ByHand run = two_hosts();
    run.info().net = Net::one_host;
    run.add(0, kWire, segment(kReceiver, kAck, 1, ""));
    const std::string file = pcapng(run, nullptr, Lang::en);
    CHECK(blocks_of(file).size() == 3);
    CHECK(options(blocks_of(file)[1], 8, 2).at(0) == "lo");
    CHECK(packets_of(file).at(0).interface == 0);
  }

  TEST_CASE("a comment says which writes a segment carries and which read took it") {
    ByHand run = connected();
    for (const char* bytes : {"hello", "world", "musibii"}) run.send(3, bytes);
    run.add(4, kWire, at(4.125, segment(kSender, kPsh | kAck, 1, "hello")));
    run.add(5, kWire, at(5.5, segment(kSender, kPsh | kAck, 6, "worldmusibii")));
    Segment again = segment(kSender, kPsh | kAck, 1, "hello");
    again.retransmission = true;
    run.add(6, kWire, at(6.001, again));
    const auto packets = packets_of(pcapng(run, nullptr, Lang::en));
    REQUIRE(packets.size() == 5);
    CHECK(packets[0].comment == "the sender opens the connection, arrived 0.250 ms after it left");
    CHECK(packets[1].comment ==
          "the kernel of the receiver accepts the connection, arrived 0.500 ms after it left");
    CHECK(packets[2].comment ==
          "segment 1 of the sender, bytes 0–4, carries bytes of write 1, "
          "arrived 0.125 ms after it left");
    CHECK(packets[3].comment ==
          "segment 2 of the sender, bytes 5–16, carries bytes of writes 2–3, "
          "arrived 0.500 ms after it left");
    CHECK(packets[4].comment ==
          "retransmission, repeats segment 1, bytes 0–4, arrived 0.001 ms after it left");
  }

  TEST_CASE("what became of a packet") {
    Segment lost = segment(kSender, kPsh, 8, "x");
    lost.packet.fate = Fate::lost;
    CHECK(comment_on(lost) == "segment 1 of the sender, byte 7, lost on the wire");
    CHECK(comment_on(lost, Lang::zh) == "发送方的第 1 个报文段，第 7 字节，在链路上丢失");
    Segment held = at(3000, segment(kReceiver, kFin | kAck, 8, ""));
    held.packet.held = true;
    CHECK(comment_on(held) ==
          "the receiver sends no more, held back by the wire, arrived 3000.000 ms after it left");
    Segment underway = segment(kSender, kAck, 8, "");
    underway.packet.fate = Fate::underway;
    CHECK(comment_on(underway) ==
          "an acknowledgement, no data, still on the wire as the run ended");
    Segment copy = segment(kSender, kRst, 8, "");
    copy.packet.copy = true;
    CHECK(comment_on(copy) ==
          "the sender aborts the connection, a copy that the wire made, "
          "arrived 0.000 ms after it left");
  }

  TEST_CASE("datagrams and their fragments") {
    const Packet packet = segment(kSender, 0, 0, "hello").packet;
    ByHand run = two_hosts();
    CallReturned sent;
    sent.what.call = Call::sendto;
    sent.what.datagram = true;
    sent.result = 2000;
    sent.bytes = packet.payload;
    run.call(0, kSender, sent);
    sent.what.call = Call::recvfrom;
    run.add(1, kWire, Datagram{packet, 7, 0, true});
    run.add(2, kWire, Datagram{packet, 7, 1480, false});
    run.call(3, kReceiver, sent);
    const auto packets = packets_of(pcapng(run, nullptr, Lang::en));
    REQUIRE(packets.size() == 2);
    CHECK(packets[0].comment.starts_with(
        "datagram 1 of the sender, its fragment at offset 0, carries bytes of write 1, "
        "taken by read 1 of the receiver"));
    CHECK(
        packets[1].comment.starts_with("datagram 1 of the sender, its fragment at offset 1480, "));
  }

  TEST_CASE("the section says what the lab says, and what the wire missed") {
    Lab lab;
    lab.title = {"Two writes, one read", "两次写，一次读"};
    lab.symptom = {"One arrives.", "收到的却是一条。"};
    lab.why = {"No mark.", "没有分界。"};
    const Recording run = two_hosts().add(1, kWire, Missed{3});
    const std::string file = pcapng(run, &lab, Lang::en);
    CHECK(options(blocks_of(file)[0], 16, 1) ==
          std::vector<std::string>{
              "01 two-writes-one-read: Two writes, one read", "One arrives.",
              "broken: same: the messages arrived as they were meant", "Why: No mark.",
              "The wire was too slow to read 3 frames; they are not in here."});
    const std::string chinese = pcapng(run, &lab, Lang::zh);
    CHECK(options(blocks_of(chinese)[0], 16, 1).at(0) == "01 two-writes-one-read：两次写，一次读");
  }

  TEST_CASE("a start that is no time is refused") {
    for (const char* started : {"", "yesterday", "2025-01-31T12:00:00", "2025-01-31T12:00:00Z."}) {
      ByHand run = two_hosts();
      run.info().started = started;
      CHECK_THROWS_AS(pcapng(run, nullptr, Lang::en), std::runtime_error);
    }
  }
}
