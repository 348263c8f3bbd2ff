#include "command/plan.hpp"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <thread>

#include "command/report_output.hpp"
#include "stage/available.hpp"
#include "stage/runner.hpp"
#include "text/words.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::string sysctl(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  std::ifstream file("/proc/sys/" + name);
  std::string value;
  std::getline(file, value);
  return value;
}

/// Why a stage cannot be had here, as the system says it; empty where it can.
std::string why_not(Net net) {
  switch (net) {
    case Net::two_hosts:
      return why_no_two_hosts();
    case Net::one_host:
      return why_no_one_host();
    case Net::loopback:
      break;
  }
  return "";
}

}  // namespace

Prefix prefix_of(const Options& options) {
  return options.root.empty() ? own_prefix() : Prefix{fs::absolute(options.root)};
}

void must_exist(const fs::path& file) {
  if (!fs::exists(file)) throw InputError("{} is missing; run `make build`", file.string());
}

Net choose_net(const Options& options) {
  const Net net = options.net.value_or(Net::two_hosts);
  if (net != Net::two_hosts && options.wire.any())
    throw InputError(
        "--rtt, --mtu, --loss, --dup and --reorder need a wire between hosts, {} has "
        "none: use --net two-hosts",
        net_name(net));
  const std::string why = why_not(net);
  if (why.empty()) return net;
  if (options.net || options.wire.any())
    throw InputError("--net {}: {}; `stickylab doctor` says how to get it", net_name(net), why);
  const Lang lang = choose_lang(options.lang, from_environment);
  fmt::print(stderr, "stickylab: {}\n", say(Word::falls_back, lang, why));
  return Net::loopback;
}

WireSpec wire_of(const WireOptions& options, double rtt_ms) {
  return {.rtt_ms = options.rtt_ms.value_or(rtt_ms),
          .loss = options.loss,
          .duplicate = options.duplicate,
          .reorder = options.reorder,
          .seed = options.seed,
          .holds = {}};
}

Plan::Plan(const Options& options)
    : options_(options),
      prefix_(prefix_of(options)),
      labs_(find_labs(prefix_.labs(), options.labs)),
      net_(choose_net(options)) {
  must_exist(prefix_.probe());
}

RunSpec Plan::run(const Lab& lab, Version version) const {
  const fs::path program = prefix_.program(lab, version);
  must_exist(program);
  RunSpec spec;
  spec.info.lab = lab.number;
  spec.info.name = lab.name;
  spec.info.version = version;
  spec.info.net = net_;
  spec.transport = lab.transport;
  spec.mtu = options_.wire.mtu.value_or(static_cast<unsigned>(lab.network.mtu));
  spec.wire = wire_of(options_.wire, lab.network.rtt_ms);
  spec.receiver = {{program.string(), "receiver", "--listen", "{host}:{port}"}};
  spec.sender = {{program.string(), "sender", "--connect", "{host}:{port}"}};
  spec.probe = prefix_.probe();
  spec.timeout_s = options_.timeout_s.value_or(spec.timeout_s);
  return spec;
}

int Plan::jobs() const {
  if (options_.jobs > 0) return options_.jobs;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int Plan::deliveries_at_a_time() const { return options_.jobs > 0 ? options_.jobs : 3 * jobs(); }

Environment Plan::environment() const {
  utsname kernel{};
  uname(&kernel);
  Environment environment;
  environment.kernel = fmt::format("{} {}", kernel.sysname, kernel.release);
  environment.net = net_;
  environment.evidence = {"calls", "kernel"};
  if (net_ != Net::loopback) environment.evidence.insert(environment.evidence.begin() + 1, "wire");
  for (const char* name : {"net.ipv4.tcp_autocorking", "net.ipv4.tcp_pingpong_thresh",
                           "net.ipv4.tcp_abort_on_overflow", "net.core.somaxconn"})
    if (std::string value = sysctl(name); !value.empty())
      environment.sysctls[name] = std::move(value);
  return environment;
}

void run_pairs(const Plan& plan, const std::vector<const Lab*>& labs,
               const std::function<bool(std::size_t, Pair)>& on_pair) {
  std::vector<RunSpec> specs;
  for (const Lab* lab : labs)
    for (const Version version : {Version::broken, Version::fixed})
      specs.push_back(plan.run(*lab, version));

  std::map<std::size_t, Recording> ready;  // by index into `specs`
  std::size_t next = 0;                    // the pair that is due
  run_all(specs, plan.jobs(), [&](std::size_t index, Recording recording) {
    ready.emplace(index, std::move(recording));
    bool go_on = true;
    while (go_on && ready.contains(2 * next) && ready.contains(2 * next + 1)) {
      Pair pair{std::move(ready.at(2 * next)), std::move(ready.at(2 * next + 1))};
      ready.erase(2 * next);
      ready.erase(2 * next + 1);
      go_on = on_pair(next++, std::move(pair));
    }
    return go_on;
  });
}

namespace {

std::string file_name(const RunInfo& info, int run) {
  if (info.lab.empty()) return "observed";
  const std::string number = run > 0 ? fmt::format("-{}", run) : "";
  return fmt::format("{}-{}-{}{}", info.lab, info.name, version_name(info.version), number);
}

}  // namespace

void save(const Options& options, const Recording& recording, int run) {
  save(options, recording, file_name(recording.info, run));
}

void save(const Options& options, const Recording& recording, const std::string& name) {
  if (options.record.empty()) return;
  std::error_code error;
  fs::create_directories(options.record, error);
  const fs::path file = options.record / (name + ".ndjson");
  std::ofstream out(file);
  write_ndjson(out, recording);
  if (!out.flush())
    throw InputError("--record: {} cannot be written; name another folder", file.string());
}

}  // namespace stickylab
