#include "command/positions.hpp"

#include <algorithm>
#include <optional>

#include "command/not_judged.hpp"
#include "command/prefix.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace {

RunSpec run_of(const Knobs& knobs, const LabRuns& runs) {
  const std::filesystem::path program = runs.prefix().two_sends();
  must_exist(program);
  const auto end = [&](const char* role, const char* option) {
    return Program{
        {program.string(), std::to_string(knobs.busy_us), std::to_string(knobs.recv_bytes),
         knobs.nodelay ? "1" : "0", role, option, "{host}:{port}"},
        ""};
  };
  RunSpec spec;
  spec.info.net = runs.net();
  spec.transport = Transport::tcp;
  spec.wire.rtt_ms = knobs.rtt_ms;
  spec.program(kReceiver) = end("receiver", "--listen");
  spec.program(kSender) = end("sender", "--connect");
  spec.probe = runs.prefix().probe();
  return spec;
}

[[noreturn]] void throw_not_seen(const Knobs& knobs) {
  throw NotJudged({"site: a run of two-sends {} {} {} was not seen whole, {} times; try again with "
                   "fewer --jobs",
                   "site：two-sends {} {} {} 的运行 {} 次都没有记录完整；请减少 --jobs 再试"},
                  knobs.busy_us, knobs.recv_bytes, knobs.nodelay ? 1 : 0, kRounds);
}

using Seen = std::vector<std::optional<Trace>>;

/// Runs what has not been seen so far, or not in time.
void run_open(const std::vector<Knobs>& all, const LabRuns& runs,
              const std::function<void()>& on_run, Seen& seen) {
  std::vector<RunSpec> specs;
  std::vector<std::size_t> places;  // in `all`, of each of `specs`
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (seen[i] && is_timely(*seen[i])) continue;
    specs.push_back(run_of(all[i], runs));
    places.push_back(i);
  }
  run_all(specs, runs.jobs(), [&](std::size_t index, Recording recording) {
    Trace trace(std::move(recording));
    if (!is_whole(trace)) return true;
    std::optional<Trace>& place = seen[places[index]];
    if (!place) on_run();
    place = std::move(trace);
    return true;
  });
}

}  // namespace

Positions positions_on(Net net) {
  return {.busy_us = {0, 100, 300, 1000, 3000, 10'000},
          .nodelay = {false, true},
          .rtt_ms = net == Net::two_hosts ? std::vector{0, 40} : std::vector{0},
          .recv_bytes = {4, 5, 10, 1024}};
}

std::vector<Trace> record(const Positions& positions, const LabRuns& runs,
                          const std::function<void()>& on_run) {
  const std::vector<Knobs> all = positions.all();
  Seen seen(all.size());
  for (int round = 0; round < kRounds; ++round) run_open(all, runs, on_run, seen);
  std::vector<Trace> traces;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!seen[i]) throw_not_seen(all[i]);
    traces.push_back(*std::move(seen[i]));
  }
  return traces;
}

}  // namespace stickylab
