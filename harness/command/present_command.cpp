#include "command/present_command.hpp"

#include <optional>

#include "command/keep.hpp"
#include "command/lab_sources.hpp"
#include "command/pairs.hpp"
#include "command/report_output.hpp"
#include "show/present.hpp"
#include "show/present_words.hpp"
#include "show/terminal.hpp"
#include "show/theme.hpp"

namespace stickylab {

int present_command(const PresentOptions& options) {
  if (options.step) return step_command(options);
  must_be_terminal("stickylab present", "stickylab compare " + options.lab);
  const LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  const Lab& lab = runs.labs().front();
  const View view = Out(options.view).view();
  Terminal terminal;
  terminal.draw(drawn(prose(in(view.lang, kPresentRunning), view), Theme::own));
  std::optional<Scene> broken;
  std::optional<Scene> fixed;
  run_pairs(runs, {&lab}, [&](std::size_t, Pair pair) {
    keep(options.stage.record, pair.broken.recording());
    keep(options.stage.record, pair.fixed.recording());
    broken.emplace(lab, std::move(pair.broken));
    fixed.emplace(lab, std::move(pair.fixed));
    return true;
  });
  terminal.forget_keys();
  const Show show{lab, *broken, *fixed, code_of(lab)};
  PresentState state;
  for (;;) {
    terminal.draw(drawn(present_screen(show, state, Terminal::size(), view), state.theme));
    const Key key = terminal.next(wait_ms(show, state));
    if (key == Key::none) play_on(show, state);
    if (!on_key(show, state, key)) return kReproduced;
  }
}

}  // namespace stickylab
