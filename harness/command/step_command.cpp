#include <memory>

#include "command/commands.hpp"
#include "command/plan.hpp"
#include "command/report_output.hpp"
#include "show/step.hpp"
#include "show/terminal.hpp"
#include "stage/stepped_run.hpp"

namespace stickylab {
namespace {

/// One lab, live, from the first key to the last.
class Step {
 public:
  Step(const Options& options, const Plan& plan)
      : options_(options), plan_(plan), lab_(plan.labs().front()), view_(Out(options).view()) {
    start();
  }

  void go() {
    for (;;) {
      const Now now(lab_, run_->recording(), run_->has_ended());
      terminal_.draw(drawn(step_screen(lab_, now, state_, Terminal::size(), view_), state_.theme));
      const StepWish wish = on_key(now, state_, terminal_.next());
      if (wish.what == StepWish::What::leave) return;
      if (wish.what == StepWish::What::start) start();
      if (wish.what == StepWish::What::wire) run_->tell(wish.command);
    }
  }

 private:
  void start() {
    run_.reset();  // it ends every child, also those of the next
    run_ = std::make_unique<SteppedRun>(terminal_.loop(), plan_.run(lab_, state_.version),
                                        [this] { on_change(); });
  }

  void on_change() {
    if (run_->has_ended()) save(options_, run_->recording());
    terminal_.wake();
  }

  const Options& options_;
  const Plan& plan_;
  const Lab& lab_;
  const View view_;
  StepState state_;
  Terminal terminal_;
  std::unique_ptr<SteppedRun> run_;
};

}  // namespace

int step_command(const Options& asked) {
  must_be_terminal("stickylab present --step", "stickylab compare " + asked.labs.front());
  Options options = asked;
  if (!options.net) options.net = Net::two_hosts;  // no other has a wire that can be held
  if (options.net != Net::two_hosts)
    throw InputError(
        "present --step holds the wire between two hosts: use --net two-hosts, or leave out "
        "--step");
  const Plan plan(options);
  Step(options, plan).go();
  return kReproduced;
}

}  // namespace stickylab
