#include "lanes/sentence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/strings.hpp"
#include "lanes/cell.hpp"
#include "lanes/cells.hpp"
#include "lanes/ending_text.hpp"
#include "lanes/packet_cell.hpp"
#include "lanes/row_words.hpp"
#include "lanes/sentence_words.hpp"
#include "recording/message_text.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/numerals.hpp"
#include "text/payload.hpp"

namespace stickylab {
namespace {

constexpr int kQuoted = 48;     // columns of a message in a sentence
constexpr int kLaneWidth = 60;  // columns for bytes, which a sentence leaves out

/// The words of a lane, without the bytes that travelled.
std::vector<std::string> words_of(const std::vector<Part>& parts) {
  std::vector<std::string> words;
  for (const Part& part : parts)
    if (!part.payload) words.push_back(part.text);
  return words;
}

std::string joined(const std::vector<std::string>& words, Lang lang, const Phrase& between) {
  return fmt::to_string(fmt::join(words, in(lang, between)));
}

std::string capitalized(std::string text) {
  if (!text.empty() && 'a' <= text.front() && text.front() <= 'z') text.front() += 'A' - 'a';
  return text;
}

/// "One: two, three."
std::string told(const std::string& head, const std::vector<std::string>& details, Lang lang) {
  std::string text = capitalized(std::string(trimmed(head)));
  if (!details.empty()) text += std::string(in(lang, kColon)) + joined(details, lang, kComma);
  return text + std::string(in(lang, kFullStop));
}

std::string beside(const std::string& first, const std::string& second, Lang lang) {
  return lang == Lang::en ? first + " " + second : first + second;
}

}  // namespace

/// One row; what it gives is the sentence.
struct Teller::Say {
  const Teller& teller;
  const Row& row;
  const View& view = teller.view_;
  Lang lang = view.lang;

  std::string who() const { return teller.who(row.lane, row.connection); }
  std::string size(std::int64_t bytes) const { return say(kBytes, lang, grouped(bytes)); }
  std::vector<std::string> range(const std::optional<Span>& span) const;
  /// The lane's own words, for what is rare.
  std::string as_in_lane() const;

  std::string write(const CallRow& call) const;
  std::string held(const CallRow& call) const;
  std::string read(const CallRow& call) const;
  std::vector<std::string> read_details(const CallRow& call) const;
  std::pair<std::string, std::string> ends(const PacketRow& packet) const;
  std::string name(const PacketRow& packet) const;

  std::string operator()(const CallRow& call) const;
  std::string operator()(const WaitingRow& waiting) const;
  std::string operator()(const PacketRow& packet) const;
  std::string operator()(const HandshakeRow&) const { return told(say(kOpens, lang), {}, lang); }
  std::string operator()(const PrintRow& print) const;
  std::string operator()(const ExitRow& exit) const;
  std::string operator()(const GapRow& gap) const;
  template <class Other>
  std::string operator()(const Other&) const {
    return as_in_lane();
  }
};

std::vector<std::string> Teller::Say::range(const std::optional<Span>& span) const {
  if (!span) return {};
  Cell cell{view, 0};
  cell.stream(*span);
  return words_of(cell.parts);
}

std::string Teller::Say::as_in_lane() const {
  Row plain = row;
  plain.tag.clear();
  const std::string words = joined(words_of(parts_of(plain, kLaneWidth, view)), lang, kComma);
  return is_program(row.lane) ? told(who(), {words}, lang) : told(words, {}, lang);
}

std::string Teller::Say::operator()(const CallRow& call) const {
  const SocketCall& what = call.call.what;
  if (call.call.result > 0 && is_write(what.call)) return write(call);
  if (call.call.result > 0 && is_read(what.call)) return read(call);
  const bool end = call.call.result == 0 && is_read(what.call) && !what.datagram && what.length > 0;
  if (end) return told(say(kReturnsEnd, lang, who(), call_text(what)), {}, lang);
  if (call.ends_stream) return told(say(kEndsStream, lang, who(), call_text(what)), {}, lang);
  if (call.call.result == 0 && what.call == Call::setsockopt)
    return told(
        say(chosen(what.value != 0 ? kTurnsOn : kTurnsOff), lang, who(), option_name(what.option)),
        {}, lang);
  return as_in_lane();
}

std::string Teller::Say::write(const CallRow& call) const {
  const SocketCall& what = call.call.what;
  const auto offered = static_cast<std::int64_t>(what.length);
  std::vector<std::string> details;
  if (call.write > 0) details.push_back(say(kWriteNumber, lang, grouped(call.write)));
  for (std::string& bytes : range(call.stream)) details.push_back(std::move(bytes));
  if (call.took_ns >= kLongNs)
    details.push_back(say(kTook, lang, duration_text(call.took_ns, lang)));
  std::string text =
      told(say(kWrites, lang, who(), call_name(what.call), size(offered)), details, lang);
  if (call.call.result < offered)
    text = beside(text, told(say(kTakenOnly, lang, size(call.call.result)), {}, lang), lang);
  const std::string why = held(call);
  return why.empty() ? text : beside(text, why, lang);
}

/// Why TCP did not send all of it at once, as far as what followed proves it.
std::string Teller::Say::held(const CallRow& call) const {
  if (!call.call.tcp || call.call.tcp->unsent == 0) return {};
  const std::int64_t returned_ns = row.time_ns + call.took_ns;
  for (const Cause& cause : teller.trace_.waits().over(returned_ns, returned_ns + kLongNs)) {
    if (cause.held == 0 || cause.who != row.lane) continue;
    const Row why{.what = GapRow{0, {cause}}};
    return told(parts_of(why, kLaneWidth, view).front().text, {}, lang);
  }
  return told(say(kKeptForNow, lang, size(call.call.tcp->unsent)), {}, lang);
}

std::string Teller::Say::read(const CallRow& call) const {
  const SocketCall& what = call.call.what;
  const std::int64_t got = call.call.result;
  std::string text =
      told(say(kReturns, lang, who(), call_text(what), size(got)), read_details(call), lang);
  const bool full = got == static_cast<std::int64_t>(what.length);
  if (full && !what.datagram && what.queued > got)
    text = beside(text, told(say(kRestWaits, lang, size(what.queued - got)), {}, lang), lang);
  return text;
}

std::vector<std::string> Teller::Say::read_details(const CallRow& call) const {
  std::vector<std::string> details = range(call.stream);
  if (call.stream)
    for (std::string& text : teller.writes_in(*call.stream, row.connection, row.lane))
      details.push_back(std::move(text));
  if (call.call.what.datagram && !call.took.empty())
    details.push_back(say(kDatagramNumber, lang, Cell{view, 0}.list(call.took)));
  if (const std::int64_t gone = cut_off(call.call); gone > 0)
    details.push_back(say(kDatagramCut, lang, grouped(gone)));
  if (call.took_ns >= kLongNs)
    details.push_back(say(kWaited, lang, duration_text(call.took_ns, lang)));
  return details;
}

std::string Teller::Say::operator()(const WaitingRow& waiting) const {
  return told(say(kStillWaits, lang, who(), call_text(waiting.call),
                  duration_text(waiting.waited_ns, lang)),
              {}, lang);
}

/// Its sender, and the end that it is for.
std::pair<std::string, std::string> Teller::Say::ends(const PacketRow& packet) const {
  const Cast& cast = teller.trace_.info().cast;
  const Actor from = packet_of(*packet.event)->from;
  const auto side = [&](Actor actor) { return cast.at(static_cast<std::size_t>(actor)).side; };
  std::optional<Actor> to;
  if (row.connection != 0) {
    const Connection& connection = teller.trace_.connections().at(row.connection);
    for (const End* end : {&connection.opener, &connection.acceptor})
      if (end->actor && *end->actor != from) to = end->actor;
  }
  for (std::size_t i = 0; i < cast.size() && !to; ++i)
    if (side(Actor(i)) != side(from)) to = Actor(i);
  return {teller.who(from, 0), teller.who(to.value_or(from), 0)};
}

/// "segment 1", "the ACK of segment 1".
std::string Teller::Say::name(const PacketRow& packet) const {
  const std::string words = packet_words(packet, view);
  const std::string of = say(kSegmentNumber, lang, packet.acknowledges);
  return words == say(kAckOf, lang, of) ? say(kTheAckOf, lang, of) : words;
}

std::string Teller::Say::operator()(const PacketRow& packet) const {
  const auto [from, to] = ends(packet);
  const bool ends_there = packet_of(*packet.event)->fate == Fate::delivered;
  const bool leaves = packet.moment == PacketRow::Moment::leaves || !ends_there;
  const bool arrives = packet.moment == PacketRow::Moment::arrives;
  std::vector<std::string> details = words_of(packet_parts(packet, "", kLaneWidth, view));
  details.erase(details.begin());  // its arrow
  if (!arrives && packet.writes.size() == 1 && !packet.cuts_write)
    details.push_back(say(kWriteNumber, lang, packet.writes.front()));
  const Phrase& how = arrives ? kArrives : leaves ? kLeaves : kGoes;
  return told(say(chosen(how), lang, name(packet), from, to), details, lang);
}

std::string Teller::Say::operator()(const PrintRow& print) const {
  if (print.kind != PrintRow::Kind::message) return as_in_lane();
  const std::string bytes = unescape_message(print.text);
  const std::string text = quoted(bytes, std::ssize(bytes), kQuoted, view);
  return told(say(kTakesForMessage, lang, who(), text), {}, lang);
}

std::string Teller::Say::operator()(const ExitRow& exit) const {
  return told(say(kDoes, lang, who(), ending_text(ending_of(exit.exit), lang)), {}, lang);
}

std::string Teller::Say::operator()(const GapRow& gap) const {
  const std::string causes = joined(words_of(parts_of(row, kLaneWidth, view)), lang, kSemicolon);
  return told(say(kNothingHappens, lang, duration_text(gap.ns, lang)),
              causes.empty() ? std::vector<std::string>{} : std::vector{causes}, lang);
}

Teller::Teller(const Trace& trace, const View& view)
    : trace_(trace), view_(view), several_(trace.connections().all().size() > 1) {
  for (const Row& row : trace.rows())
    if (const auto* call = std::get_if<CallRow>(&row.what))
      if (call->write > 0 && call->stream)
        writes_[{row.connection, row.lane}].push_back({*call->stream, call->write});
}

std::string Teller::sentence(const Row& row) const { return std::visit(Say{*this, row}, row.what); }

std::vector<std::string> Teller::writes_in(const Span& span, int connection, Actor reader) const {
  std::vector<int> whole, cut;
  for (const auto& [key, writes] : writes_) {
    if (key.first != connection || key.second == reader) continue;
    for (const Write& write : writes)
      if (write.span.overlaps(span))
        (span.contains(write.span) ? whole : cut).push_back(write.number);
  }
  const auto say_of = [&](const std::vector<int>& numbers, const Phrase& one, const Phrase& more) {
    return say(chosen(numbers.size() == 1 ? one : more), view_.lang, Cell{view_, 0}.list(numbers));
  };
  std::vector<std::string> texts;
  if (!whole.empty()) texts.push_back(say_of(whole, kAllOfWrite, kAllOfWrites));
  if (!cut.empty()) texts.push_back(say_of(cut, kCarriesPart, kCarriesParts));
  return texts;
}

/// The actor in a sentence, with its connection if there are several.
std::string Teller::who(Actor actor, int connection) const {
  const Cast& cast = trace_.info().cast;
  const bool lab = is_default(cast) && is_program(actor);
  std::string name = lab ? say(chosen(actor == kSender ? kTheSender : kTheReceiver), view_.lang)
                         : actor_text(cast, actor, view_.lang);
  if (several_ && connection != 0) name = say(kOnConnection, view_.lang, name, connection);
  // A name in Latin letters stands between spaces in Chinese.
  const bool spaced = view_.lang == Lang::zh && !lab && is_program(actor);
  return spaced ? " " + name + " " : name;
}

}  // namespace stickylab
