#include "command/lab_runs.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "command/network.hpp"
#include "command/prefix.hpp"
#include "command/this_machine.hpp"

namespace stickylab {
namespace fs = std::filesystem;

LabRuns::LabRuns(Prefix prefix, std::vector<Lab> labs, Net net, StageOptions stage)
    : prefix_(std::move(prefix)), labs_(std::move(labs)), net_(net), stage_(std::move(stage)) {
  must_exist(prefix_.probe());
}

Environment LabRuns::environment() const { return this_machine(net_); }

RunSpec LabRuns::run(const Lab& lab, Version version) const {
  const fs::path program = prefix_.program(lab, version);
  must_exist(program);
  RunSpec spec;
  spec.info.lab = lab.number;
  spec.info.name = lab.name;
  spec.info.version = version;
  spec.info.net = net_;
  spec.transport = lab.transport;
  spec.mtu = stage_.wire.mtu.value_or(static_cast<unsigned>(lab.network.mtu));
  spec.wire = wire_of(stage_.wire, lab.network.rtt_ms);
  spec.wire.loses = lab.network.loses;
  spec.wire.cut_after = lab.network.cut_after;
  const std::string where = lab.transport == Transport::local ? "{path}" : "{host}:{port}";
  spec.program(kReceiver) = {{program.string(), "receiver", "--listen", where}, ""};
  spec.program(kSender) = {{program.string(), "sender", "--connect", where}, ""};
  spec.probe = prefix_.probe();
  spec.timeout_s = stage_.timeout_s.value_or(spec.timeout_s);
  return spec;
}

int LabRuns::jobs() const {
  if (stage_.jobs > 0) return stage_.jobs;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int LabRuns::deliveries_at_a_time() const { return stage_.jobs > 0 ? stage_.jobs : 3 * jobs(); }

LabRuns lab_runs(const fs::path& root, const std::vector<std::string>& wanted,
                 const StageOptions& stage, Lang lang) {
  Prefix prefix = prefix_of(root);
  std::vector<Lab> labs = find_labs(prefix.labs(), wanted);
  const Net net = choose_net(stage, lang);
  return {std::move(prefix), std::move(labs), net, stage};
}

}  // namespace stickylab
