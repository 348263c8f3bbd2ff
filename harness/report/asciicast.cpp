#include "report/asciicast.hpp"

#include <fmt/format.h>
#include <time.h>

#include <nlohmann/json.hpp>

#include "lanes/cells.hpp"
#include "lanes/lanes.hpp"
#include "lanes/story.hpp"
#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kHeading = 2;  // seconds to read it
constexpr double kRow = 0.6;
constexpr double kGap = 2;  // a stall is to be felt
constexpr double kPoint = 1.2;
constexpr int kHeight = 36;

class Film {
 public:
  void line(const Json& json) {
    text_ += json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  void show(const Lines& lines) {
    std::string text;
    for (const Line& line : lines) text += line.text() + "\r\n";
    if (!text.empty()) event("o", text);
  }
  void mark(const std::string& label) { event("m", label); }
  void wait(double seconds) { now_ms_ += static_cast<std::int64_t>(seconds * 1000); }
  std::string take() { return std::move(text_); }

 private:
  void event(const char* kind, const std::string& text) {
    line({static_cast<double>(now_ms_) / 1000, kind, text});
  }

  std::int64_t now_ms_ = 0;
  std::string text_;
};

/// RFC 3339, UTC, to seconds since 1970; 0 if it is no time.
std::int64_t seconds_of(const std::string& started) {
  tm time{};
  return strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time) ? timegm(&time) : 0;
}

std::string title_of(const Lab* lab, const RunInfo& info, Lang lang) {
  if (!lab) return "stickylab observe";
  return fmt::format("{} {}{}{}", lab->number, in(lang, lab->title), in(lang, kComma),
                     in(lang, kVersionWords[info.version]));
}

Json header(const Lab* lab, const RunInfo& info, const View& view) {
  return {{"version", 2},
          {"width", view.width},
          {"height", kHeight},
          {"timestamp", seconds_of(info.started)},
          {"idle_time_limit", kGap},
          {"title", title_of(lab, info, view.lang)}};
}

std::string label_of(const Row& row, const std::vector<Part>& parts, const View& view) {
  if (const auto* gap = std::get_if<GapRow>(&row.what); gap && gap->causes.empty())
    return rough_duration_text(gap->ns, view.lang);
  std::string label;
  for (const Part& part : parts) label += (label.empty() ? "" : " ") + part.text;
  return label;
}

}  // namespace

std::string asciicast(const Lab* lab, const Trace& trace, const Observation& seen,
                      const View& view) {
  Film film;
  film.line(header(lab, trace.info(), view));
  if (lab) {
    Lines lines = heading(*lab, view);
    lines.emplace_back(view);
    film.show(lines);
    film.wait(kHeading);
  }
  const std::vector<Row> rows = shown_rows(trace, seen, view);
  const auto blocks = lane_blocks(trace, rows, clock_start_ns(trace), view.width, view);
  film.show(blocks.front());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const std::vector<Part> parts = parts_of(row, view.width, view);
    const bool point = is_point(row);
    film.wait(std::holds_alternative<GapRow>(row.what) ? kGap : kRow);
    if (point) film.mark(label_of(row, parts, view));
    film.show(blocks[i + 1]);
    if (point) film.wait(kPoint);
  }
  Lines end(1, Line(view));
  if (lab) append(end, conclusion(trace.info().version, seen, view.width, view));
  for (const std::string& text : note_texts(trace, seen, view.lang))
    append(end, flowed({{text, Tone::unclear}}, view.width, 0, view));
  film.wait(kPoint);
  film.show(end);
  return film.take();
}

}  // namespace stickylab
