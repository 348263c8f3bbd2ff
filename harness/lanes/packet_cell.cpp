#include "lanes/packet_cell.hpp"

#include <algorithm>

#include "lanes/cell.hpp"
#include "lanes/icmp_text.hpp"
#include "lanes/row_words.hpp"
#include "recording/ip_header.hpp"
#include "text/arrow.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

std::string flag_names(std::uint8_t flags) {
  if ((flags & kSyn) != 0) return (flags & kAck) != 0 ? "SYN ACK" : "SYN";
  if ((flags & kRst) != 0) return "RST";
  return (flags & kFin) != 0 ? "FIN" : "";
}

/// Whether it has SACK blocks, RFC 2018: option 5 of its header.
bool has_sack(const Packet& packet) {
  const auto byte = [&](std::size_t at) {
    return at < packet.headers.size() ? static_cast<unsigned char>(packet.headers[at]) : 0U;
  };
  constexpr std::size_t kOptions = 20, kEnd = 0, kNothing = 1, kSack = 5;
  const auto ip = ip_header_of(packet.headers);
  if (!ip) return false;
  const std::size_t tcp = ip->transport;
  const std::size_t end = tcp + (byte(tcp + 12) >> 4U) * 4;
  for (std::size_t at = tcp + kOptions; at < end && byte(at) != kEnd;) {
    if (byte(at) == kSack) return true;
    at += byte(at) == kNothing ? 1 : std::max(2U, byte(at + 1));
  }
  return false;
}

/// What a segment says that carries nothing.
std::string ack_name(const Segment& segment, const std::string& of, const Cell& cell) {
  const Lang lang = cell.view.lang;
  const std::string name = of.empty() ? "ACK" : say(kAckOf, lang, of);
  return has_sack(segment.packet) ? name + std::string(in(lang, kComma)) + "SACK" : name;
}

std::string segment_name(const Segment& segment, const std::vector<int>& numbers, int acknowledges,
                         bool of_fin, const Cell& cell) {
  const Lang lang = cell.view.lang;
  std::string flags = flag_names(segment.flags);
  const auto numbered = [&](const std::vector<int>& of) {
    return say(chosen(of.size() > 1 ? kSegmentNumbers : kSegmentNumber), lang, cell.list(of));
  };
  const bool again = segment.retransmission || segment.packet.copy;
  if (!numbers.empty() && (flags.empty() || again)) return numbered(numbers);
  if (!numbers.empty()) return numbered(numbers) + std::string(in(lang, kComma)) + flags;
  if (!flags.empty()) return flags;
  const std::string data = acknowledges > 0 ? numbered({acknowledges}) : "";
  return ack_name(segment, of_fin ? "FIN" : data, cell);
}

std::string name_of(const Event& event, const std::vector<int>& numbers, int acknowledges,
                    const Cell& cell, bool of_fin = false) {
  if (const auto* segment = std::get_if<Segment>(&event.data))
    return segment_name(*segment, numbers, acknowledges, of_fin, cell);
  if (std::holds_alternative<IcmpError>(event.data)) return "ICMP";
  return say(kDatagramNumber, cell.view.lang, cell.list(numbers));
}

bool is_again(const Event& event) {
  const auto* segment = std::get_if<Segment>(&event.data);
  return segment && segment->retransmission;
}

/// Something happened to it that does not happen to every packet.
bool is_odd(const Event& event) {
  const Packet& packet = *packet_of(event);
  return packet.fate != Fate::delivered || packet.copy || packet.held || is_again(event);
}

std::string words(const PacketRow& row, const Cell& cell) {
  const Event& event = *row.event;
  const Lang lang = cell.view.lang;
  if (packet_of(event)->copy) return say(kCopyOf, lang, name_of(event, row.repeats, 0, cell));
  if (is_again(event)) return say(kSentAgain, lang, name_of(event, row.repeats, 0, cell));
  const auto numbers = row.number > 0 ? std::vector<int>{row.number} : row.repeats;
  return name_of(event, numbers, row.acknowledges, cell, row.acknowledges_fin);
}

std::string label(const PacketRow& row, const Cell& cell) {
  const bool again = is_again(*row.event) && !packet_of(*row.event)->copy;
  return again ? fmt::format("{} {}", glyphs(cell.view).again, words(row, cell)) : words(row, cell);
}

Tone tone_of(const Event& event) {
  if (is_odd(event)) return Tone::wrong;
  const auto* segment = std::get_if<Segment>(&event.data);
  const bool bare =
      segment && segment->packet.payload.empty() && flag_names(segment->flags).empty();
  return bare ? Tone::quiet : Tone::strong;
}

Leg leg_of(const PacketRow& row) {
  if (packet_of(*row.event)->fate == Fate::lost) return Leg::lost;
  if (packet_of(*row.event)->fate == Fate::underway) return Leg::leaves;
  if (row.moment == PacketRow::Moment::leaves) return Leg::leaves;
  return row.moment == PacketRow::Moment::arrives ? Leg::arrives : Leg::whole;
}

void add_data(const PacketRow& row, Cell& cell) {
  const Packet& packet = *packet_of(*row.event);
  const auto* segment = std::get_if<Segment>(&row.event->data);
  if (row.number == 0 || (segment && packet.payload.empty())) return;
  cell.parts.push_back({cell.size(std::ssize(packet.payload))});
  cell.payload(packet.payload, std::ssize(packet.payload));
  if (segment) cell.stream(span_of(*segment));
  if (row.writes.size() > 1)
    cell.say(Tone::strong, chosen(row.cuts_write ? kCarriesParts : kCarriesWrites),
             cell.list(row.writes));
  else if (row.cuts_write)
    cell.say(Tone::strong, kCarriesPart, cell.list(row.writes));
}

void add_oddities(const PacketRow& row, Cell& cell) {
  const Packet& packet = *packet_of(*row.event);
  if (const auto* error = std::get_if<IcmpError>(&row.event->data))
    cell.parts.push_back({icmp_text(*error, cell.view.lang), Tone::strong});
  if (packet.fate == Fate::lost) cell.say(Tone::wrong, kLostOnWire);
  if (packet.fate == Fate::underway && !packet.held) cell.say(Tone::wrong, kStillOnWire);
  if (packet.held) cell.say(Tone::wrong, kHeldOnWire);
  if (packet.late_ns > 0)
    cell.say(Tone::wrong, kHandedOnLate, duration_text(packet.late_ns, cell.view.lang));
  const auto* datagram = std::get_if<Datagram>(&row.event->data);
  if (datagram && (datagram->offset > 0 || datagram->more_fragments))
    cell.say(Tone::quiet, kFragment, datagram->offset);
  const auto* segment = std::get_if<Segment>(&row.event->data);
  if (segment && segment->window == 0 && (segment->flags & kRst) == 0)
    cell.say(Tone::wrong, kWindowClosed);
}

}  // namespace

std::vector<Part> packet_parts(const PacketRow& row, const std::string& tag, int width,
                               const View& view) {
  Cell cell{view, width};
  const Leg leg = leg_of(row);
  const std::string name = (tag.empty() ? "" : tag + " ") + label(row, cell);
  cell.parts.push_back({arrow(name, row.to_right, leg, width, view), tone_of(*row.event)});
  if (leg == Leg::arrives) return cell.parts;
  add_data(row, cell);
  add_oddities(row, cell);
  return cell.parts;
}

std::string packet_label(const PacketRow& row, const View& view) { return label(row, {view, 0}); }

std::string packet_words(const PacketRow& row, const View& view) { return words(row, {view, 0}); }

std::string packet_name(const Cause& cause, const View& view) {
  const Cell cell{view, 0};
  const auto numbers = cause.number > 0 ? std::vector<int>{cause.number} : std::vector<int>{};
  return name_of(*cause.packet, numbers, cause.acknowledges, cell);
}

}  // namespace stickylab
