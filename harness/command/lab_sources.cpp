#include "command/lab_sources.hpp"

#include "command/text_file.hpp"
#include "show/comments.hpp"

namespace stickylab {

std::vector<DiffLine> code_of(const Lab& lab, Lang lang) {
  const auto source = [&](const char* name) {
    const std::string text = read_file(lab.folder / name);
    return lang == Lang::zh ? with_comments(text, lab.teaching.comments) : text;
  };
  return diff(source("broken.cpp"), source("fixed.cpp"));
}

Replay replay_of(const Lab* lab) {
  Replay replay{.lab = lab};
  if (!lab) return replay;
  replay.broken_source = read_file(lab->folder / "broken.cpp");
  replay.fixed_source = read_file(lab->folder / "fixed.cpp");
  return replay;
}

Replay replay_of(const Lab* lab, const Pair& pair, const Comparison& comparison) {
  Replay replay = replay_of(lab);
  replay.runs = {{pair.broken, comparison.broken}, {pair.fixed, comparison.fixed}};
  replay.comparison = comparison;
  return replay;
}

}  // namespace stickylab
