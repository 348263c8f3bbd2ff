#include "show/scene.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lanes/lanes.hpp"
#include "lanes/story.hpp"
#include "text/glyphs.hpp"

namespace stickylab {
namespace {

constexpr double kGapMsALine = 10;
constexpr int kMostGapLines = 40;
constexpr int kMargin = 2;               // for the sign beside the event at hand
constexpr std::size_t kMostBlocks = 60;  // more than any screen is high

/// Its height goes with its time.
void stretch(Lines& block, double ms, const View& view) {
  const int lines = std::min(kMostGapLines, static_cast<int>(std::lround(ms / kGapMsALine)));
  for (int i = 0; i < lines; ++i)
    block.push_back(Line(view).pad_to(9).add(view.ascii ? ":" : "╎", Tone::wrong));
}

void add_block(Lines& lines, const Lines& block, bool is_now, const View& view) {
  for (std::size_t n = 0; n < block.size(); ++n) {
    Line line(view);
    if (is_now && n == 0) line.add(glyphs(view).here, Tone::strong);
    lines.push_back(line.pad_to(kMargin).add(block[n]));
  }
  if (!is_now) lines.emplace_back(view);
}

}  // namespace

Scene::Scene(const Lab& lab, Trace trace)
    : trace_(std::move(trace)),
      seen_(observe(lab.meant, trace_)),
      rows_(shown_rows(trace_, seen_, View{})) {}

double gap_ms(const Row& row) {
  const auto* gap = std::get_if<GapRow>(&row.what);
  return gap ? static_cast<double>(gap->ns) / 1e6 : 0;
}

Lines lane_names(const Scene& scene, int width, const View& view) {
  Lines lines;
  const auto blocks = lane_blocks(scene.trace(), {}, 0, width - kMargin, view);
  for (const Line& line : blocks.front()) lines.push_back(Line(view).pad_to(kMargin).add(line));
  return lines;
}

Lines scene_events(const Scene& scene, int shown, int width, bool long_gaps, const View& asked) {
  View view = asked;
  view.width = width;
  const auto end = static_cast<std::size_t>(shown);
  const std::size_t first = end > kMostBlocks ? end - kMostBlocks : 0;
  const auto at = [&](std::size_t i) {
    return scene.rows().begin() + static_cast<std::ptrdiff_t>(i);
  };
  const std::vector<Row> rows(at(first), at(end));
  auto blocks = lane_blocks(scene.trace(), rows, scene.start_ns(), width - kMargin, view);
  Lines lines;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (long_gaps) stretch(blocks[i], gap_ms(rows[i - 1]), view);
    add_block(lines, blocks[i], i + 1 == blocks.size(), view);
  }
  if (shown == std::ssize(scene.rows())) {
    lines.emplace_back(view);
    append(lines, conclusion(scene.trace().info().version, scene.seen(), width, view));
  }
  return lines;
}

}  // namespace stickylab
