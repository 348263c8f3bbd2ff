#include "report/replay.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <nlohmann/json.hpp>

#include "judge/claims.hpp"
#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/cells.hpp"
#include "lanes/lanes.hpp"
#include "lanes/number_text.hpp"
#include "lanes/packet_cell.hpp"
#include "lanes/row_words.hpp"
#include "lanes/sentence.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "report/claims_words.hpp"
#include "report/diff.hpp"
#include "report/page_words.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/numerals.hpp"
#include "text/payload.hpp"
#include "trace/calls.hpp"

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kCellWidth = 60;             // columns of payload that a cell shows, twice
constexpr std::size_t kMostBytes = 128;    // of a payload, to be looked at
constexpr std::size_t kMostStream = 1024;  // of what one end sent
constexpr std::size_t kMostMarks = 500;
constexpr std::size_t kMostMoves = 1500;  // more cannot be followed
constexpr std::size_t kMostMessages = 8;  // of a list

Json bytes_json(std::string_view bytes, std::int64_t size) {
  return {{"hex", to_hex(bytes.substr(0, kMostBytes))}, {"size", size}};
}

/// As it is read, and what it is.
Json messages_json(const std::vector<std::string>& messages, const View& view) {
  Json json = Json::array();
  for (const std::string& message : messages) {
    if (json.size() == kMostMessages) break;
    Json one = bytes_json(message, std::ssize(message));
    one["text"] = quoted(message, std::ssize(message), 2 * kCellWidth, view);
    json.push_back(std::move(one));
  }
  return json;
}

const char* tone_name(Tone tone) {
  constexpr std::array<const char*, 6> kNames = {"plain", "strong", "quiet",
                                                 "wrong", "right",  "unclear"};
  return kNames.at(static_cast<std::size_t>(tone));
}

/// [text, tone]; payload in one piece, as "payload".
Json parts_json(const std::vector<Part>& parts) {
  Json json = Json::array();
  bool in_payload = false;
  for (const Part& part : parts) {
    if (part.payload && in_payload)
      json.back()[0] = json.back()[0].get<std::string>() + part.text;
    else
      json.push_back({part.text, part.payload ? "payload" : tone_name(part.tone)});
    in_payload = part.payload;
  }
  return json;
}

/// What of a row is no text.
struct Facts {
  Json& json;
  const View& view;

  void operator()(const CallRow& row) const {
    const CallReturned& call = row.call;
    const bool moved = (is_read(call.what.call) || is_write(call.what.call)) && call.result > 0;
    if (moved) json["bytes"] = bytes_json(call.bytes, call.result);
    if (moved && row.stream) json["bytes"]["at"] = row.stream->from;
  }
  void operator()(const PacketRow& row) const {
    const Packet& packet = *packet_of(*row.event);
    json["to"] = row.to_right ? "right" : "left";
    if (packet.fate == Fate::lost) json["fate"] = "lost";
    if (packet.fate == Fate::underway) json["fate"] = "underway";
    if (row.moment == PacketRow::Moment::leaves) json["leg"] = "leaves";
    if (row.moment == PacketRow::Moment::arrives) json["leg"] = "arrives";
    if (row.moment == PacketRow::Moment::arrives || packet.payload.empty()) return;
    json["bytes"] = bytes_json(packet.payload, std::ssize(packet.payload));
    const auto* segment = std::get_if<Segment>(&row.event->data);
    if (segment) json["bytes"]["at"] = span_of(*segment).from;
  }
  void operator()(const HandshakeRow&) const { json["to"] = "both"; }
  void operator()(const GapRow& row) const { json["gap"] = row.ns; }
  template <class Other>
  void operator()(const Other&) const {}
};

std::string tagged(const Row& row, const std::string& text) {
  return row.tag.empty() ? text : row.tag + " " + text;
}

std::vector<Part> text_of(const Row& row, const View& view) {
  std::vector<Part> parts = parts_of(row, kCellWidth, view);
  // The page draws arrows itself.
  if (const auto* packet = std::get_if<PacketRow>(&row.what))
    parts.front().text = tagged(row, packet_label(*packet, view));
  if (std::holds_alternative<HandshakeRow>(row.what))
    parts.front().text = tagged(row, std::string(in(view.lang, kHandshakeLabel)));
  if (const auto* gap = std::get_if<GapRow>(&row.what))
    parts.insert(parts.begin(), {duration_text(gap->ns, view.lang), Tone::wrong});
  return parts;
}

/// `harness` stands across all lanes.
std::string row_lane_id(const Cast& cast, const Row& row) {
  const auto lane = lane_of(cast, row.lane);
  return lane ? lane_id(cast, *lane) : "harness";
}

Json row_json(const Row& row, const Trace& trace, const Teller& teller, const View& view) {
  const Cast& cast = trace.info().cast;
  const std::int64_t start_ns = clock_start_ns(trace);
  const std::vector<Part> parts = text_of(row, view);
  Json json = {{"t", row.time_ns - start_ns},
               {"lane", row_lane_id(cast, row)},
               {"parts", parts_json(parts)},
               {"says", teller.sentence(row)}};
  if (row.until_ns > row.time_ns && row.lane == kHarness) json["until"] = row.until_ns - start_ns;
  if (has_time(row) && !std::holds_alternative<GapRow>(row.what))
    json["clock"] = clock_text(row.time_ns - start_ns, view.lang);
  if (is_point(row)) json["point"] = true;
  std::visit(Facts{json, view}, row.what);
  return json;
}

/// [lane, from, to, kind]: what the overview draws of a row; nothing for most of them.
struct Mark {
  const Row& row;
  const Cast& cast;
  std::int64_t start_ns;

  Json operator()(const CallRow& row_of) const {
    const bool reads = is_read(row_of.call.what.call);
    const std::int64_t from = row.time_ns - (reads ? row_of.took_ns : 0);
    return bar(from, from + row_of.took_ns, reads ? "reads" : "writes");
  }
  Json operator()(const WaitingRow& waiting) const {
    return bar(row.time_ns - waiting.waited_ns, row.time_ns, "reads");
  }
  Json operator()(const PacketRow& row_of) const {
    if (row_of.moment == PacketRow::Moment::arrives) return {};
    const Packet& packet = *packet_of(*row_of.event);
    const bool lost = packet.fate != Fate::delivered;
    const std::int64_t left_ns = row_of.event->time_ns;
    const bool right = row_of.to_right;
    return bar(left_ns, lost ? left_ns : packet.arrived_ns,
               lost ? (right ? "lost-right" : "lost-left") : (right ? "right" : "left"));
  }
  template <class Other>
  Json operator()(const Other&) const {
    return {};
  }

  Json bar(std::int64_t from_ns, std::int64_t to_ns, const char* kind) const {
    return Json::array({row_lane_id(cast, row), from_ns - start_ns, to_ns - start_ns, kind});
  }
};

/// Where there are too many, evenly chosen ones.
Json marks_json(const std::vector<Row>& rows, const Cast& cast, std::int64_t start_ns) {
  std::vector<Json> marks;
  for (const Row& row : rows)
    if (Json mark = std::visit(Mark{row, cast, start_ns}, row.what); !mark.is_null())
      marks.push_back(std::move(mark));
  const std::size_t step = marks.size() / kMostMarks + 1;
  Json json = Json::array();
  for (std::size_t i = 0; i < marks.size(); i += step) json.push_back(std::move(marks[i]));
  return json;
}

/// The page draws one stream from each side: the streams of all connections, one after the other.
class PageStreams {
 public:
  /// Of one connection only, if `connection` is not 0.
  PageStreams(const Trace& trace, int connection);

  bool has(Direction from) const { return begins_.contains(from); }

  /// 0: from the left, 1: from the right.
  int side_of(Direction from) const;
  /// The offset of a direction's first byte in the stream of its side.
  std::int64_t begin_of(Direction from) const { return begins_.at(from); }
  /// The beginning of what was written on each side, as far as it was recorded without a gap.
  const std::array<std::string, 2>& bytes() const { return bytes_; }

 private:
  const Trace& trace_;
  std::map<Direction, std::int64_t> begins_;
  std::array<std::string, 2> bytes_;
};

int PageStreams::side_of(Direction from) const {
  const Connection& connection = trace_.connections().at(from.connection);
  const auto writer = (from.back ? connection.acceptor : connection.opener).actor;
  const bool right =
      writer ? trace_.info().cast.at(static_cast<std::size_t>(*writer)).side == Side::right
             : from.back;
  return right ? 1 : 0;
}

PageStreams::PageStreams(const Trace& trace, int connection) : trace_(trace) {
  std::map<Direction, std::int64_t> sizes;
  std::map<Direction, std::string> written;  // whole, as far as it is
  for (const Event& event : trace.events()) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (!call || !is_data_write(*call)) continue;
    const Direction from = trace.streams().direction_of(event);
    if (!from) continue;
    std::string& bytes = written[from];
    const Span span = trace.streams().span_of(event);
    const std::int64_t at = call->what.datagram ? sizes[from] : span.from;
    if (std::ssize(bytes) == at && bytes.size() <= kMostStream) bytes += call->bytes;
    sizes[from] = call->what.datagram ? at + call->result : std::max(sizes[from], span.to);
  }
  std::array<std::int64_t, 2> ends{};
  for (const Connection& one : trace.connections().all()) {
    if (connection != 0 && one.number != connection) continue;
    for (const bool back : {false, true}) {
      const Direction from{one.number, back};
      const auto side = static_cast<std::size_t>(side_of(from));
      begins_[from] = ends.at(side);
      std::string& bytes = bytes_.at(side);
      if (std::ssize(bytes) == ends.at(side)) bytes += written[from];
      ends.at(side) += sizes[from];
    }
  }
  for (std::string& bytes : bytes_) bytes.resize(std::min(bytes.size(), kMostStream));
}

/// [ns, what, from, first byte, last byte + 1, number]
Json moves_json(const Trace& trace, const PageStreams& streams, std::int64_t start_ns) {
  Json json = Json::array();
  const std::vector<Move>& moves = trace.moves();
  if (moves.size() > kMostMoves) return json;
  for (const Move& move : moves) {
    if (!streams.has(move.direction)) continue;
    const std::int64_t begin = streams.begin_of(move.direction);
    json.push_back({move.time_ns - start_ns, static_cast<int>(move.what),
                    streams.side_of(move.direction), begin + move.span.from, begin + move.span.to,
                    move.number});
  }
  return json;
}

/// Those of one side, as a sentence names them.
std::string end_name(const Cast& cast, Lane lane, Lang lang) {
  if (!is_default(cast)) return lane_name(cast, lane, lang, kCellWidth);
  return actor_text(cast, lane == Lane::left ? kSender : kReceiver, lang);
}

Json run_json(const ReplayRun& run, const Lab* lab, const View& view) {
  const Trace& trace = run.trace;
  Json json;
  if (lab) {
    json = {{"version", version_name(trace.info().version)},
            {"name", in(view.lang, kVersionWords[trace.info().version])},
            {"verdict", verdict_text(run.seen, view.lang)},
            {"good", run.seen.verdict == Verdict::same},
            {"understood", messages_json(run.seen.messages, view)},
            {"messages", run.seen.messages.size()}};
  }
  json["lanes"] = Json::array();
  const Cast& cast = trace.info().cast;
  json["ends"] = {end_name(cast, Lane::left, view.lang), end_name(cast, Lane::right, view.lang)};
  for (const Lane lane : lanes_of(trace))
    json["lanes"].push_back({{"id", lane_id(cast, lane)},
                             {"name", lane_name(cast, lane, view.lang, kCellWidth)},
                             {"short", lane_short_name(cast, lane, view.lang)},
                             {"absent", absence_text(trace, lane, view.lang).value_or("")}});
  const std::vector<Row> rows = shown_rows(trace, run.seen, view);
  const std::int64_t start_ns = clock_start_ns(trace);
  json["rows"] = Json::array();
  const Teller teller(trace, view);
  for (const Row& row : rows) json["rows"].push_back(row_json(row, trace, teller, view));
  const PageStreams streams(trace, view.shown.connection);
  json["moves"] = moves_json(trace, streams, start_ns);
  json["marks"] = marks_json(only_of(view.shown.connection, trace.rows()), cast, start_ns);
  json["streams"] = {to_hex(streams.bytes()[0]), to_hex(streams.bytes()[1])};
  json["notes"] = note_texts(trace, run.seen, view.lang);
  return json;
}

Json diff_json(const Replay& replay) {
  Json json = Json::array();
  if (replay.broken_source.empty() || replay.fixed_source.empty()) return json;
  if (replay.lab->is_capstone()) return json;  // two programs that share no line
  for (const DiffLine& line : diff_in_context(replay.broken_source, replay.fixed_source))
    json.push_back({std::string(1, static_cast<char>(line.kind)), line.text});
  return json;
}

/// A capstone's lessons: the lines of the documents, what breaks, what cures it.
Json cures_json(const Lab& lab, Lang lang) {
  Json json = Json::array();
  for (const Cure& cure : lab.lessons)
    json.push_back({fmt::to_string(fmt::join(cure.from, in(lang, kComma))), in(lang, cure.breaks),
                    say(kCureWords, lang, cure.lab, cure.file, cure.test)});
  return json;
}

Json differences_json(const Comparison& comparison, Lang lang) {
  Json json = Json::array();
  for (const Difference& row : comparison.differences)
    json.push_back({row_text(row.what, lang),
                    value_text(comparison.broken, row.what, row.broken, lang),
                    value_text(comparison.fixed, row.what, row.fixed, lang)});
  return json;
}

Json failures_json(const Comparison& comparison, const View& view) {
  Json json = Json::array();
  for (const auto& [version, mismatches] :
       {std::pair(Version::broken, &comparison.broken_mismatches),
        std::pair(Version::fixed, &comparison.fixed_mismatches)})
    for (const Line& line : mismatch_lines(version, *mismatches, view)) json.push_back(line.text());
  return json;
}

/// The claims that these runs decide.
Json claims_json(const Replay& replay, const Observations& seen, Lang lang) {
  Json json = Json::array();
  for (const Claim& claim : replay.lab->claims) {
    const Finding finding = decide(claim, replay.runs.front().trace.info().net, seen);
    if (!finding.truth) continue;
    json.push_back({{"number", claim.number},
                    {"from", claim.from},
                    {"says", in(lang, claim.says)},
                    {"truth", truth_name(*finding.truth)},
                    {"word", in(lang, truth_word(finding.truth))}});
  }
  return json;
}

/// The question that the lab's broken run answers, unless this one did not show what it is to show.
Json question_json(const Lab& lab, const ReplayRun& run, Lang lang) {
  const Prediction& predict = lab.predict;
  Json choices = Json::array();
  for (const Text& choice : predict.choices) choices.push_back(in(lang, choice));
  const auto expected = lab.broken.find(run.trace.info().net);
  const bool shown = expected != lab.broken.end() && mismatches(expected->second, run.seen).empty();
  return {{"question", in(lang, predict.question)},
          {"choices", std::move(choices)},
          {"answer", predict.answer},
          {"tempting", predict.tempting ? in(lang, *predict.tempting) : ""},
          {"shown", shown}};
}

Json lab_json(const Replay& replay, const Observations& seen, const View& view) {
  Json json = Json::object();
  if (const Lab* lab = replay.lab) {
    json = {{"id", lab->number},
            {"name", lab->name},
            {"title", in(view.lang, lab->title)},
            {"topic", in(view.lang, topic_of(*lab))},
            {"symptom", in(view.lang, lab->symptom)},
            {"why", in(view.lang, lab->why)},
            {"meant", messages_json(lab->meant.messages, view)},
            {"meantCount", lab->meant.messages.size()}};
    const Version first = replay.runs.front().trace.info().version;
    if (first == Version::broken && !lab->predict.choices.empty())
      json["predict"] = question_json(*lab, replay.runs.front(), view.lang);
    json["diff"] = diff_json(replay);
    json["cures"] = cures_json(*lab, view.lang);
    json["claims"] = claims_json(replay, seen, view.lang);
  }
  if (replay.comparison) {
    json["outcome"] = in(view.lang, kOutcomeWords[replay.comparison->outcome]);
    json["reproduced"] = replay.comparison->outcome == Outcome::reproduced;
    json["differences"] = differences_json(*replay.comparison, view.lang);
    json["failures"] = failures_json(*replay.comparison, view);
  }
  const RunInfo& info = replay.runs.front().trace.info();
  const Lines where = environment_lines({info.kernel, info.net, info.evidence, {}}, view);
  json["where"] = where.empty() ? "" : where.front().text();
  json["started"] = info.started;
  json["runs"] = Json::array();
  View drawn = view;
  drawn.shown.connection = replay.connection;
  for (const ReplayRun& run : replay.runs) json["runs"].push_back(run_json(run, replay.lab, drawn));
  return json;
}

/// The words that the page itself says.
Json words_json(Lang lang) {
  Json json;
  for (const PageWord& word : kPageWords) json[word.name] = in(lang, word.phrase);
  return json;
}

}  // namespace

std::string replay_json(const std::vector<Replay>& replays, Lang lang) {
  const View view{.lang = lang, .width = 1000};
  Observations seen;
  for (const Replay& replay : replays)
    for (const ReplayRun& run : replay.runs)
      if (replay.lab) seen[{replay.lab->number, run.trace.info().version}] = run.seen;
  Json json = {{"words", words_json(lang)}, {"labs", Json::array()}};
  for (const Replay& replay : replays) json["labs"].push_back(lab_json(replay, seen, view));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stickylab
