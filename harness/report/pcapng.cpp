#include "report/pcapng.hpp"

#include <ctime>
#include <stdexcept>

#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/icmp_text.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "report/pcap_words.hpp"
#include "report/text_words.hpp"
#include "text/common_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "trace/calls.hpp"
#include "trace/streams.hpp"

namespace stickylab {
namespace {

using Strings = std::vector<std::string>;

/// Bytes of a block, little-endian; draft-ietf-opsawg-pcapng section 3.
class Block {
 public:
  explicit Block(std::uint32_t type) {
    number(type);
    number(std::uint32_t{0});  // the length, once it is known
  }

  template <class Unsigned>
  Block& number(Unsigned value) {
    for (std::size_t byte = 0; byte < sizeof value; ++byte)
      bytes_ += static_cast<char>(value >> (8 * byte) & 0xff);
    return *this;
  }

  Block& padded(std::string_view value) {
    bytes_ += value;
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
    return *this;
  }

  Block& option(std::uint16_t code, std::string_view value) {
    value = value.substr(0, 0xffff);  // its length has 16 bits
    number(code);
    number(static_cast<std::uint16_t>(value.size()));
    return padded(value);
  }

  /// The whole block, its options ended and its length at both ends.
  std::string take() {
    option(0, "");
    const std::size_t length = bytes_.size() + 4;
    number(static_cast<std::uint32_t>(length));
    bytes_.replace(4, 4, bytes_, length - 4, 4);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

constexpr std::uint16_t kComment = 1;

/// "2–4, 7"
std::string numbers_text(const std::vector<int>& numbers, Lang lang) {
  std::string text;
  for (std::size_t first = 0, last = 0; first < numbers.size(); first = ++last) {
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += in(lang, kListComma);
    text += std::to_string(numbers[first]);
    if (last > first) text += std::string(kUnicodeGlyphs.dash) + std::to_string(numbers[last]);
  }
  return text;
}

std::string bytes_text(const Span& span, Lang lang) {
  if (span.to == span.from + 1) return say(kOneByte, lang, span.from);
  return say(kByteRange, lang, span.from, kUnicodeGlyphs.dash, span.to - 1);
}

std::string joined(const Strings& pieces, Lang lang) {
  std::string text;
  for (const std::string& piece : pieces)
    text += (text.empty() ? "" : std::string(in(lang, kComma))) + piece;
  return text;
}

/// The comments on the packets of one recording.
class Comments {
 public:
  Comments(const Trace& trace, Lang lang) : lang_(lang), trace_(trace), streams_(trace.streams()) {
    std::map<Direction, int> numbers;
    for (const Event& event : trace.events()) {
      const auto* call = std::get_if<CallReturned>(&event.data);
      if (!call || !is_data_read(*call)) continue;
      const Direction from = streams_.direction_of(event).turned();
      const int number = ++numbers[from];
      for (const int packet : streams_.packets_of(event)) reads_[{from, packet}].push_back(number);
    }
  }

  std::string of(const Event& event, const Segment& segment) {
    pieces_.clear();
    if (segment.retransmission) add(kPcapRetransmission);
    if (const auto repeated = streams_.repeated_by(event); !repeated.empty())
      add(kPcapRepeats, numbers_text(repeated, lang_));
    add_number(event, segment.packet, kPcapSegment);
    if (!segment.packet.payload.empty()) pieces_.push_back(bytes_text(span_of(segment), lang_));
    add_calls(event, segment.packet);
    add_flags(event, segment);
    add_fate(event, segment.packet);
    return joined(pieces_, lang_);
  }

  std::string of(const Event& event, const Datagram& datagram) {
    pieces_.clear();
    add_number(event, datagram.packet, kPcapDatagram);
    if (datagram.offset > 0 || datagram.more_fragments) add(kPcapFragment, datagram.offset);
    add_calls(event, datagram.packet);
    add_fate(event, datagram.packet);
    return joined(pieces_, lang_);
  }

  std::string of(const Event& event, const IcmpError& error) {
    pieces_.clear();
    add(kPcapIcmp, end(error.packet.from), icmp_text(error, lang_));
    add_fate(event, error.packet);
    return joined(pieces_, lang_);
  }

 private:
  template <class... Args>
  void add(PhraseFor<Args...> text, const Args&... args) {
    pieces_.push_back(say(text, lang_, args...));
  }

  std::string end(Actor who) const { return actor_text(trace_.info().cast, who, lang_); }
  /// The other end of a packet's connection.
  std::string far_end(const Event& event) const {
    const Direction direction = streams_.direction_of(event);
    const Connection& connection = trace_.connections().at(direction.connection);
    const End& end = direction.back ? connection.opener : connection.acceptor;
    return end.actor ? this->end(*end.actor) : end.address;
  }

  void add_number(const Event& event, const Packet& packet, PhraseFor<int, std::string> text) {
    if (const int number = streams_.number_of(event); number > 0)
      add(text, number, end(packet.from));
  }

  void add_calls(const Event& event, const Packet& packet) {
    const std::vector<int> writes = streams_.writes_in(event);
    if (!writes.empty())
      add(chosen(writes.size() == 1 ? kPcapWrite : kPcapWrites), numbers_text(writes, lang_));
    const auto reads = reads_.find({streams_.direction_of(event), streams_.number_of(event)});
    if (reads != reads_.end() && packet.fate == Fate::delivered)
      add(chosen(reads->second.size() == 1 ? kPcapRead : kPcapReads),
          numbers_text(reads->second, lang_), far_end(event));
  }

  void add_flags(const Event& event, const Segment& segment) {
    const auto has = [&](std::uint8_t flag) { return (segment.flags & flag) != 0; };
    const std::string from = end(segment.packet.from);
    if (has(kSyn)) add(chosen(has(kAck) ? kPcapAccepts : kPcapOpens), from);
    if (has(kFin)) add(kPcapEnds, from);
    if (has(kRst)) add(kPcapAborts, from);
    if (!segment.packet.payload.empty() || has(kSyn | kFin | kRst)) return;
    if (const int number = streams_.acknowledged_by(event); number > 0) {
      add(kPcapAcknowledges, number, far_end(event));
    } else if (has(kAck)) {
      add(kPcapBareAck);
    }
  }

  void add_fate(const Event& event, const Packet& packet) {
    if (packet.copy) add(kPcapCopy);
    if (packet.held) add(kPcapHeld);
    if (packet.late_ns > 0) add(kPcapLate, clock_ms(packet.late_ns));
    if (packet.fate == Fate::lost) add(kPcapLost);
    if (packet.fate == Fate::underway) add(kPcapUnderway);
    if (packet.fate == Fate::delivered)
      add(kPcapArrived, clock_ms(packet.arrived_ns - event.time_ns));
  }

  Lang lang_;
  const Trace& trace_;
  const Streams& streams_;
  std::map<std::pair<Direction, int>, std::vector<int>> reads_;  ///< that took bytes of a packet
  Strings pieces_;
};

/// What the lab says of this run, and what is missing from it.
Strings section_comments(const Trace& trace, const Lab* lab, Lang lang) {
  const RunInfo& info = trace.info();
  const std::string_view colon = in(lang, kColon);
  Strings comments;
  if (lab != nullptr) {
    comments = {fmt::format("{} {}{}{}", info.lab, info.name, colon, in(lang, lab->title)),
                in(lang, lab->symptom),
                fmt::format("{}{}{}", in(lang, kVersionWords[info.version]), colon,
                            verdict_text(observe(lab->meant, trace), lang)),
                fmt::format("{}{}{}", in(lang, kWhy), colon, in(lang, lab->why))};
  }
  for (const Event& event : trace.events())
    if (const auto* missed = std::get_if<Missed>(&event.data))
      comments.push_back(say(kPcapMissed, lang, missed->count));
  for (const std::string& text : unseen_texts(trace, lang)) comments.push_back(text);
  return comments;
}

std::string section(const Trace& trace, const Lab* lab, Lang lang) {
  constexpr std::uint16_t kHardware = 2, kOs = 3, kApplication = 4;
  Block block(0x0A0D0D0A);
  block.number(std::uint32_t{0x1A2B3C4D}).number(std::uint16_t{1}).number(std::uint16_t{0});
  block.number(~std::uint64_t{0});  // the section ends where the file does
  for (const std::string& comment : section_comments(trace, lab, lang))
    block.option(kComment, comment);
  block.option(kHardware, net_name(trace.info().net));
  block.option(kOs, trace.info().kernel);
  return block.option(kApplication, "stickylab").take();
}

std::string interface(std::string_view name) {
  constexpr std::uint16_t kEthernet = 1, kName = 2, kResolution = 9;
  Block block(1);
  block.number(kEthernet).number(std::uint16_t{0}).number(std::uint32_t{0});  // no length limit
  return block.option(kName, name).option(kResolution, "\x09").take();        // 10^-9 s
}

/// An enhanced packet block.
std::string packet_block(std::uint32_t interface, std::int64_t time_ns, const Packet& packet,
                         const std::string& comment) {
  constexpr std::uint16_t kFlags = 2;
  const std::string_view outbound{"\x02\0\0\0", 4};
  const auto time = static_cast<std::uint64_t>(time_ns);
  const std::string bytes = packet.headers + packet.payload;
  const auto size = static_cast<std::uint32_t>(bytes.size());
  Block block(6);
  block.number(interface);
  block.number(static_cast<std::uint32_t>(time >> 32)).number(static_cast<std::uint32_t>(time));
  block.number(size).number(size).padded(bytes);
  return block.option(kComment, comment).option(kFlags, outbound).take();
}

/// Since 1970, of "2025-01-31T12:00:00Z".
std::int64_t start_ns(const std::string& started) {
  std::tm parts{};
  const char* rest = strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (rest == nullptr || *rest != '\0')
    throw std::runtime_error(fmt::format("\"started\" is no time: \"{}\"", started));
  return timegm(&parts) * std::int64_t{1'000'000'000};
}

}  // namespace

std::string pcapng(const Trace& trace, const Lab* lab, Lang lang, int connection) {
  const bool two_hosts = trace.info().net == Net::two_hosts;
  std::string file = section(trace, lab, lang);
  const Cast& cast = trace.info().cast;
  if (two_hosts)
    for (const CastMember& member : cast) file += interface(member.name + " eth0");
  else
    file += interface("lo");
  const std::int64_t start = start_ns(trace.info().started);
  Comments comments(trace, lang);
  const auto add = [&](const Event& event, const auto& seen) {
    const auto left = two_hosts ? static_cast<std::uint32_t>(seen.packet.from) : 0;
    file += packet_block(left, start + event.time_ns, seen.packet, comments.of(event, seen));
  };
  for (const Event& event : trace.events()) {
    if (!packet_of(event)) continue;
    if (connection != 0 && trace.streams().direction_of(event).connection != connection) continue;
    if (const auto* segment = std::get_if<Segment>(&event.data)) add(event, *segment);
    if (const auto* datagram = std::get_if<Datagram>(&event.data)) add(event, *datagram);
    if (const auto* error = std::get_if<IcmpError>(&event.data)) add(event, *error);
  }
  return file;
}

}  // namespace stickylab
