// A lab for a room: one event after the other, as slowly as the talk. Pure: what is shown is a
// function of (show, state, size, view), so stepping back is as easy as stepping on.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "report/diff.hpp"
#include "show/keys.hpp"
#include "show/screen.hpp"
#include "show/theme.hpp"
#include "trace/rows.hpp"
#include "trace/trace.hpp"

namespace stickylab {

enum class Act : std::uint8_t { broken, fixed, both };

/// One version: its run and what is seen of it.
class Scene {
 public:
  Scene(const Lab& lab, Trace trace);

  const Trace& trace() const { return trace_; }
  const Observation& seen() const { return seen_; }
  const std::vector<Row>& rows() const { return rows_; }
  std::int64_t start_ns() const { return rows_.empty() ? 0 : rows_.front().time_ns; }

 private:
  Trace trace_;
  Observation seen_;
  std::vector<Row> rows_;
};

struct Show {
  const Lab& lab;
  const Scene& broken;
  const Scene& fixed;
  std::vector<DiffLine> code{};  ///< all lines of both files
};

struct PresentState {
  Act act{};
  int at =
      0;  ///< so many events of the act are shown; 0: what the lab asks, or what the fix changes
  bool playing = false;
  int speed = 0;  ///< each step doubles it, or halves it
  bool long_gaps = false;
  bool hex = false;
  bool help = false;
  Theme theme{};
};

/// How many events an act has.
int events_of(const Show& show, Act act);

/// How many of them each version has shown once `at` have been.
struct Shown {
  int broken = 0;
  int fixed = 0;
};
Shown shown_at(const Show& show, Act act, int at);

/// False: leave.
bool on_key(const Show& show, PresentState& state, Key key);

/// While it plays: how long until the next event, and that.
std::optional<std::uint64_t> wait_ms(const Show& show, const PresentState& state);
void play_on(const Show& show, PresentState& state);

Lines present_screen(const Show& show, const PresentState& state, Size size, const View& view);

}  // namespace stickylab
