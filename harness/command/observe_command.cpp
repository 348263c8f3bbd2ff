#include "command/observe_command.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "command/keep.hpp"
#include "command/network.hpp"
#include "command/observed_cast.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "command/shown_connection.hpp"
#include "report/json.hpp"
#include "report/observe.hpp"
#include "stage/available.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

void set_probe(RunSpec& spec, const ObserveOptions& options) {
  spec.info.probe = options.probe;
  if (options.probe == Probe::libc) {
    spec.probe = prefix_of(options.root).probe();
    must_exist(spec.probe);
  } else if (const std::string why = why_no_tracing(); !why.empty()) {
    throw InputError({"--probe kernel: programs cannot be traced here: {}; use --probe libc",
                      "--probe kernel：这里不能跟踪程序：{}；请用 --probe libc"},
                     why);
  }
}

RunSpec spec_of(const ObserveOptions& options) {
  const StageOptions& stage = options.stage;
  RunSpec spec;
  set_cast(spec, options);
  spec.info.net = choose_net(stage, options.view.lang);
  if (!options.hosts.empty() && spec.info.net != Net::two_hosts)
    throw InputError({"--host: {} has one host for all programs: use --net two-hosts",
                      "--host：{} 的所有程序都在一台主机上：请用 --net two-hosts"},
                     net_name(spec.info.net));
  spec.port = options.port;
  spec.any_port = options.port == 0 && spec.info.net != Net::loopback;
  spec.mtu = stage.wire.mtu.value_or(spec.mtu);
  spec.wire = wire_of(stage.wire, 0);
  spec.wire.loses = loses_of(spec, stage.wire.loses);
  spec.until = until_of(spec, options.until);
  spec.timeout_s = stage.timeout_s.value_or(spec.timeout_s);
  set_probe(spec, options);
  return spec;
}

/// The programs were executed, and there was a stage to do so on.
bool was_seen(const Recording& recording) {
  return std::none_of(recording.events.begin(), recording.events.end(), [](const Event& event) {
    const auto* stopped = std::get_if<Stopped>(&event.data);
    return stopped && stopped->why != Stop::deadline && stopped->why != Stop::deadlock &&
           stopped->why != Stop::over && !is_excess(stopped->why);
  });
}

}  // namespace

int observe_command(const ObserveOptions& options) {
  const RunSpec spec = spec_of(options);
  must_make_sense(options.view.shown);
  Out out(options.view);
  bool seen = false;
  run_all({spec}, 1, [&](std::size_t, Recording recording) {
    keep(options.stage.record, recording);
    const Trace trace(std::move(recording));
    must_have(trace, options.view.shown);
    out.print(options.view.format == Format::json ? observed_json(trace)
                                                  : observed_text(trace, out.view()));
    seen = was_seen(trace.recording());
    return true;
  });
  return seen ? kReproduced : kFailed;
}

}  // namespace stickylab
