#include <memory>

#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/network.hpp"
#include "command/prefix.hpp"
#include "command/present_command.hpp"
#include "command/report_output.hpp"
#include "show/step_screen.hpp"
#include "show/terminal.hpp"
#include "stage/stepped_run.hpp"

namespace stickylab {
namespace {

/// One lab, live, from the first key to the last.
class StepCommand {
 public:
  StepCommand(const PresentOptions& options, const LabRuns& runs)
      : options_(options), runs_(runs), lab_(runs.labs().front()), view_(Out(options.view).view()) {
    start();
  }

  void go() {
    for (;;) {
      const Now now(lab_, run_->recording(), run_->has_ended());
      state_.cramped = !fits(lab_, now, state_, Terminal::size(), view_);
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
    run_ = std::make_unique<SteppedRun>(terminal_.loop(), runs_.run(lab_, state_.version),
                                        [this] { on_change(); });
  }

  void on_change() {
    if (run_->has_ended()) keep(options_.stage.record, run_->recording());
    terminal_.wake();
  }

  const PresentOptions& options_;
  const LabRuns& runs_;
  const Lab& lab_;
  const View view_;
  StepState state_;
  Terminal terminal_;
  std::unique_ptr<SteppedRun> run_;
};

}  // namespace

int step_command(const PresentOptions& options) {
  if (options.labs.size() != 1 || !options.plan.empty())
    throw InputError({"present --step takes one lab, and no --plan: `stickylab present --step 01`",
                      "present --step 只演示一个实验，不用 --plan：`stickylab present --step 01`"});
  must_be_terminal("stickylab present --step", "stickylab compare " + options.labs.front());
  constexpr Net kNet = Net::two_hosts;  // no other has a wire that can be held
  if (options.stage.net.value_or(kNet) != kNet)
    throw InputError(
        {"present --step holds the wire between two hosts: use --net two-hosts, or leave out "
         "--step",
         "present --step 扣住的是两台主机之间的链路：请用 --net two-hosts，或者去掉 --step"});
  const Prefix prefix = prefix_of(options.root);
  std::vector<Lab> labs = find_labs(prefix.labs(), options.labs);
  if (labs.front().transport == Transport::local)
    throw InputError(
        {"present --step: the programs of lab {} talk through a local socket: there is "
         "no wire to hold; leave out --step",
         "present --step：实验 {} 的两端用的是本机套接字，没有链路可扣；请去掉 --step"},
        labs.front().number);
  must_be_available(kNet);
  const LabRuns runs(prefix, std::move(labs), kNet, options.stage);
  StepCommand(options, runs).go();
  return kReproduced;
}

}  // namespace stickylab
