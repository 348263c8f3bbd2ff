#include "lanes/lanes.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/cells.hpp"
#include "lanes/chosen_rows.hpp"
#include "lanes/row_words.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/width.hpp"
#include "trace/calls.hpp"
#include "trace/fold.hpp"

namespace stickylab {
namespace {

constexpr int kClockWidth = 8;  ///< "9999.999"
constexpr int kNarrowest = 18;  ///< lane; below that an event is a line

enum class Layout : std::uint8_t { lanes, lines };

class Table {
 public:
  Table(const Trace& trace, int width, const View& view);

  void head();
  void absent(Lane lane, const std::string& why);
  void row(const Row& row, std::int64_t start_ns);
  /// What stands in each of the lanes, beside each other.
  void cells(const std::string& clock, const std::vector<Lines>& contents);
  int cell_width() const { return cell_width_; }
  /// What has been added since the last time.
  Lines take() { return std::exchange(lines_, {}); }

 private:
  int column(std::size_t lane) const;
  void cell(const std::string& clock, std::size_t lane, const Lines& content);
  void across(const std::string& clock, const std::vector<Part>& parts);
  void gap(const Row& row);

  const Cast& cast_;
  std::vector<Lane> lanes_;
  Layout layout_ = Layout::lanes;
  int width_;
  View view_;
  int cell_width_ = 0;
  int tag_width_ = 0;  ///< of the lane's letter, if an event is a line
  Lines lines_;
};

Table::Table(const Trace& trace, int width, const View& view)
    : cast_(trace.info().cast), lanes_(lanes_of(trace, view)), width_(width), view_(view) {
  const int count = static_cast<int>(lanes_.size());
  cell_width_ = (width - kClockWidth - 1 - 3 * (count - 1)) / count;
  if (cell_width_ >= kNarrowest) return;
  layout_ = Layout::lines;
  for (const Lane lane : lanes_)
    tag_width_ = std::max(tag_width_, display_width(lane_short_name(cast_, lane, view.lang)) + 1);
  cell_width_ = std::max(1, width - kClockWidth - 1 - tag_width_);
}

int Table::column(std::size_t lane) const {
  return kClockWidth + 1 + tag_width_ + static_cast<int>(lane) * (cell_width_ + 3);
}

std::string right_aligned(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') +
         text;
}

void Table::head() {
  Line line(view_);
  line.add(right_aligned(std::string(in(view_.lang, kUnitMs)), kClockWidth), Tone::quiet);
  line.pad_to(kClockWidth + 1);
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const std::string name = lane_name(cast_, lanes_[i], view_.lang, cell_width_);
    if (layout_ == Layout::lanes) {
      if (i > 0) line.pad_to(column(i) - 2).add(glyphs(view_).bar, Tone::quiet);
      line.pad_to(column(i)).add(name, Tone::strong);
    } else {
      line.add(fmt::format("{} {}", lane_short_name(cast_, lanes_[i], view_.lang), name));
      line.pad_to(line.width() + 2);
    }
  }
  lines_.push_back(std::move(line));
}

void Table::cell(const std::string& clock, std::size_t lane, const Lines& content) {
  std::vector<Lines> contents(lanes_.size());
  contents[lane] = content;
  cells(clock, contents);
}

void Table::cells(const std::string& clock, const std::vector<Lines>& contents) {
  if (layout_ == Layout::lines) {
    for (std::size_t lane = 0; lane < contents.size(); ++lane)
      for (const Line& content : contents[lane]) {
        Line line(view_);
        const bool first = &content == &contents[lane].front();
        if (first) line.add(right_aligned(clock, kClockWidth), Tone::quiet);
        if (first)
          line.pad_to(kClockWidth + 1).add(lane_short_name(cast_, lanes_[lane], view_.lang));
        lines_.push_back(line.pad_to(column(0)).add(content));
      }
    return;
  }
  std::size_t height = 0;
  for (const Lines& content : contents) height = std::max(height, content.size());
  for (std::size_t i = 0; i < height; ++i) {
    Line line(view_);
    if (i == 0) line.add(right_aligned(clock, kClockWidth), Tone::quiet);
    for (std::size_t lane = 0; lane < contents.size(); ++lane) {
      if (lane > 0) line.pad_to(column(lane) - 2).add(glyphs(view_).bar, Tone::quiet);
      if (i < contents[lane].size()) line.pad_to(column(lane)).add(contents[lane][i]);
    }
    lines_.push_back(std::move(line));
  }
}

void Table::across(const std::string& clock, const std::vector<Part>& parts) {
  const int room = std::max(1, width_ - kClockWidth - 1);
  const Lines content = flowed(parts, room, kIndent, view_);
  for (std::size_t i = 0; i < content.size(); ++i) {
    Line line(view_);
    if (i == 0) line.add(right_aligned(clock, kClockWidth), Tone::quiet);
    lines_.push_back(line.pad_to(kClockWidth + 1).add(content[i]));
  }
}

void Table::gap(const Row& row) {
  const std::int64_t ns = std::get<GapRow>(row.what).ns;
  const std::string length = " " + duration_text(ns, view_.lang) + " ";
  const int room = std::max(0, width_ - kClockWidth - 1 - display_width(length));
  const auto dashes = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += glyphs(view_).gap;
    return text;
  };
  Line line(view_);
  line.pad_to(std::max(0, std::min(kClockWidth + 1, width_ - display_width(length))));
  line.add(dashes(room / 2), Tone::quiet);
  line.add(length, Tone::wrong).add(dashes(room - room / 2), Tone::quiet);
  lines_.push_back(std::move(line));
  for (const Part& cause : parts_of(row, width_, view_)) across("", {cause});
}

void Table::absent(Lane lane, const std::string& why) {
  const auto at = std::find(lanes_.begin(), lanes_.end(), lane);
  const Part part{why, lane == Lane::wire ? Tone::quiet : Tone::unclear};
  cell("", static_cast<std::size_t>(at - lanes_.begin()),
       flowed({part}, cell_width_, kIndent, view_));
}

void Table::row(const Row& row, std::int64_t start_ns) {
  if (std::holds_alternative<GapRow>(row.what)) return gap(row);
  const std::string clock = has_time(row) ? clock_text(row.time_ns - start_ns, view_.lang) : "";
  const auto in = lane_of(cast_, row.lane);
  const auto lane = in ? std::find(lanes_.begin(), lanes_.end(), *in) : lanes_.end();
  if (lane == lanes_.end()) return across(clock, parts_of(row, width_ - kClockWidth - 1, view_));
  const auto parts = parts_of(row, cell_width_, view_);
  cell(clock, static_cast<std::size_t>(lane - lanes_.begin()),
       flowed(parts, cell_width_, kIndent, view_));
}

}  // namespace

std::vector<Lane> lanes_of(const Trace& trace) {
  const auto& evidence = trace.info().evidence;
  const bool has_hosts = trace.info().net == Net::two_hosts && talks_locally(trace.recording());
  if (!has_hosts && std::find(evidence.begin(), evidence.end(), "wire") == evidence.end())
    return {Lane::left, Lane::right};
  return {Lane::left, Lane::wire, Lane::right};
}

std::vector<Lane> lanes_of(const Trace& trace, const View& view) {
  std::vector<Lane> lanes = lanes_of(trace);
  std::erase_if(lanes, [&](Lane lane) {
    return view.shown.only != Only::all && (lane == Lane::wire) != (view.shown.only == Only::wire);
  });
  return lanes.empty() ? lanes_of(trace) : lanes;
}

std::int64_t clock_start_ns(const Trace& trace) {
  return trace.rows().empty() ? 0 : trace.rows().front().time_ns;
}

std::optional<Lane> lane_of(const Cast& cast, Actor actor) {
  if (actor == kWire) return Lane::wire;
  if (!is_program(actor)) return std::nullopt;
  const Side side = cast.at(static_cast<std::size_t>(actor)).side;
  return side == Side::left ? Lane::left : Lane::right;
}

std::string lane_id(const Cast& cast, Lane lane) {
  const bool lab = is_default(cast);
  if (lane == Lane::wire) return "wire";
  if (lane == Lane::left) return lab ? "sender" : "left";
  return lab ? "receiver" : "right";
}

std::string lane_name(const Cast& cast, Lane lane, Lang lang, int width) {
  if (lane == Lane::wire) return std::string(in(lang, words_of(kWire).lane));
  if (is_default(cast))
    return std::string(in(lang, words_of(lane == Lane::left ? kSender : kReceiver).lane));
  std::vector<std::string> names;
  for (const CastMember& member : cast)
    if ((member.side == Side::left) == (lane == Lane::left)) names.push_back(member.name);
  std::string all = fmt::format("{}", fmt::join(names, ", "));
  if (names.size() < 2 || display_width(all) <= width) return all;
  return fmt::format("{} +{}", names.front(), names.size() - 1);
}

std::string lane_short_name(const Cast& cast, Lane lane, Lang lang) {
  if (lane == Lane::wire) return std::string(in(lang, words_of(kWire).tag));
  if (!is_default(cast)) return lane == Lane::left ? "<" : ">";
  return std::string(in(lang, words_of(lane == Lane::left ? kSender : kReceiver).tag));
}

namespace {

bool is_observed(const Trace& trace, Lane lane) {
  std::set<Actor> seen;
  for (const Event& event : trace.events())
    if (std::holds_alternative<CallEntered>(event.data) ||
        std::holds_alternative<CallReturned>(event.data))
      seen.insert(event.who);
  const Cast& cast = trace.info().cast;
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (lane_of(cast, Actor(i)) == lane && !seen.contains(Actor(i))) return false;
  return true;
}

}  // namespace

std::optional<std::string> absence_text(const Trace& trace, Lane lane, Lang lang) {
  const bool wire = lane == Lane::wire;
  if (wire ? !talks_locally(trace.recording()) : is_observed(trace, lane)) return std::nullopt;
  return std::string(in(lang, wire ? kNoWire : kNotObserved));
}

std::vector<Row> shown_rows(const Trace& trace, const Observation& seen, const View& view) {
  std::vector<Row> rows = chosen_rows(trace, clock_start_ns(trace), view.shown);
  if (!view.fold) return rows;
  rows = fold_repeats(fold_exchanges(fold_prints(rows), seen.exchanges_ms));
  return shorten(mark_gaps(rows, trace.waits()));
}

bool has_time(const Row& row) {
  return !std::holds_alternative<RepeatRow>(row.what) &&
         !std::holds_alternative<PrintRow>(row.what) &&
         !std::holds_alternative<PrintsRow>(row.what);
}

std::vector<Lines> lane_blocks(const Trace& trace, const std::vector<Row>& rows,
                               std::int64_t start_ns, int width, const View& view) {
  Table table(trace, width, view);
  table.head();
  for (const Lane lane : lanes_of(trace, view))
    if (const auto why = absence_text(trace, lane, view.lang)) table.absent(lane, *why);
  std::vector<Lines> blocks = {table.take()};
  for (const Row& row : rows) {
    table.row(row, start_ns);
    blocks.push_back(table.take());
  }
  return blocks;
}

int lane_width(const Trace& trace, int width, const View& view) {
  return Table(trace, width, view).cell_width();
}

Lines lane_row(const Trace& trace, const std::string& clock, const std::vector<Lines>& cells,
               int width, const View& view) {
  Table table(trace, width, view);
  table.cells(clock, cells);
  return table.take();
}

Lines lane_lines(const Trace& trace, const Observation& seen, int width, const View& view) {
  const auto rows = shown_rows(trace, seen, view);
  Lines lines;
  for (const Lines& block : lane_blocks(trace, rows, clock_start_ns(trace), width, view))
    lines.insert(lines.end(), block.begin(), block.end());
  return lines;
}

}  // namespace stickylab
