#include "command/observe_command.hpp"

#include <algorithm>

#include "command/keep.hpp"
#include "command/network.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "command/shell_words.hpp"
#include "report/json.hpp"
#include "report/observe.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

/// `\n` becomes a newline, `\\` a backslash: a command line has no easier way to say them.
std::string input_of(std::string_view text) {
  std::string input;
  for (; !text.empty(); text.remove_prefix(1)) {
    const bool escape = text.starts_with("\\n") || text.starts_with("\\\\");
    if (escape) text.remove_prefix(1);
    input += escape && text.front() == 'n' ? '\n' : text.front();
  }
  return input;
}

Program program_of(const ProgramOptions& options) {
  return {split_command(options.command), input_of(options.input)};
}

RunSpec spec_of(const ObserveOptions& options) {
  const StageOptions& stage = options.stage;
  RunSpec spec;
  spec.programs =
      two_programs(program_of(options.sender), program_of(options.receiver), options.first);
  spec.info.net = choose_net(stage, options.view.lang);
  spec.port = options.port;
  spec.any_port = options.port == 0 && spec.info.net != Net::loopback;
  spec.mtu = stage.wire.mtu.value_or(spec.mtu);
  spec.wire = wire_of(stage.wire, 0);
  spec.probe = prefix_of(options.root).probe();
  spec.timeout_s = stage.timeout_s.value_or(spec.timeout_s);
  must_exist(spec.probe);
  return spec;
}

/// Both programs were executed, and there was a stage to do so on.
bool was_seen(const Recording& recording) {
  return std::none_of(recording.events.begin(), recording.events.end(), [](const Event& event) {
    const auto* stopped = std::get_if<Stopped>(&event.data);
    return stopped && stopped->why != Stop::deadline && stopped->why != Stop::deadlock &&
           !is_excess(stopped->why);
  });
}

}  // namespace

int observe_command(const ObserveOptions& options) {
  const RunSpec spec = spec_of(options);
  Out out(options.view);
  bool seen = false;
  run_all({spec}, 1, [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording);
    const Trace trace(std::move(recording));
    out.print(options.view.format == Format::json ? observed_json(trace)
                                                  : observed_text(trace, out.view()));
    seen = was_seen(trace.recording());
    return true;
  });
  return seen ? kReproduced : kFailed;
}

}  // namespace stickylab
