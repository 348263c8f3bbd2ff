#include "command/present_command.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "catalog/plan.hpp"
#include "command/keep.hpp"
#include "command/lab_sources.hpp"
#include "command/pairs.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "show/present.hpp"
#include "show/present_screen.hpp"
#include "show/present_words.hpp"
#include "show/terminal.hpp"
#include "show/theme.hpp"

namespace stickylab {
namespace {

/// The labs to be shown, in the plan's order or as they were named.
std::vector<PlannedLab> planned_labs(const PresentOptions& options) {
  const auto labs = prefix_of(options.root).labs();
  if (!options.plan.empty()) return read_plan(options.plan, find_labs(labs, {}));
  std::vector<PlannedLab> planned;
  for (const std::string& name : options.labs)
    for (const Lab& lab : find_labs(labs, {name}))
      if (std::ranges::find(planned, lab.number, &PlannedLab::number) == planned.end())
        planned.push_back({.number = lab.number});
  return planned;
}

/// All labs of a lesson: run at its start, then stepped through.
class PresentCommand {
 public:
  PresentCommand(const PresentOptions& options, std::vector<PlannedLab> planned)
      : options_(options),
        planned_(std::move(planned)),
        runs_(lab_runs(options.root, numbers(), options.stage, options.view.lang)),
        view_(Out(options.view).view()) {}

  void go() {
    Terminal terminal;
    const Talk talk = record(terminal);
    terminal.forget_keys();
    PresentState state = beginning_of(talk);
    for (;;) {
      const Size size = Terminal::size();
      terminal.draw(drawn(present_screen(talk, state, size, view_), state.theme));
      const Key key = terminal.next(wait_ms(talk, state));
      if (key == Key::none) play_on(talk, state);
      if (!on_key(talk, state, key, Terminal::size(), view_)) return;
    }
  }

 private:
  std::vector<std::string> numbers() const {
    std::vector<std::string> numbers;
    for (const PlannedLab& planned : planned_) numbers.push_back(planned.number);
    return numbers;
  }

  /// In the order of the plan.
  std::vector<const Lab*> labs() const {
    std::vector<const Lab*> labs;
    for (const PlannedLab& planned : planned_)
      labs.push_back(&*std::ranges::find(runs_.labs(), planned.number, &Lab::number));
    return labs;
  }

  Talk record(Terminal& terminal) const {
    const std::vector<const Lab*> labs = this->labs();
    Talk talk;
    say_what_runs(terminal, 0);
    run_pairs(runs_, labs, [&](std::size_t i, Pair pair) {
      keep(options_.stage.record, pair.broken.recording());
      keep(options_.stage.record, pair.fixed.recording());
      Comparison comparison = compare(*labs[i], pair.broken, pair.fixed);
      talk.push_back({.lab = *labs[i],
                      .broken = Scene(*labs[i], std::move(pair.broken)),
                      .fixed = Scene(*labs[i], std::move(pair.fixed)),
                      .comparison = std::move(comparison),
                      .code = code_of(*labs[i], view_.lang),
                      .planned = planned_[i]});
      say_what_runs(terminal, i + 1);
      return true;
    });
    return talk;
  }

  /// While lab number `i` of the plan is being recorded.
  void say_what_runs(Terminal& terminal, std::size_t i) const {
    if (i == planned_.size()) return;
    const std::string text = planned_.size() == 1 ? say(kPresentRunning, view_.lang)
                                                  : say(kPresentRecording, view_.lang, i + 1,
                                                        planned_.size(), planned_[i].number);
    terminal.draw(drawn(prose(text, view_), Theme::own));
  }

  const PresentOptions& options_;
  std::vector<PlannedLab> planned_;
  LabRuns runs_;
  View view_;
};

}  // namespace

int present_command(const PresentOptions& options) {
  if (options.step) return step_command(options);
  if (options.labs.empty() == options.plan.empty())
    throw InputError(
        {"present needs labs, or --plan FILE: `stickylab present 01 02 03`",
         "present 要写明演示哪些实验，或者用 --plan FILE：`stickylab present 01 02 03`"});
  std::vector<PlannedLab> planned = planned_labs(options);
  const std::string instead =
      fmt::format("stickylab compare {}",
                  fmt::join(options.labs.empty() ? std::vector<std::string>{planned.front().number}
                                                 : options.labs,
                            " "));
  must_be_terminal("stickylab present", instead);
  PresentCommand(options, std::move(planned)).go();
  return kReproduced;
}

}  // namespace stickylab
