#include "command/plan.hpp"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <thread>

#include "command/out.hpp"
#include "report/words.hpp"
#include "stage/available.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

void must_exist(const fs::path& file) {
  if (!fs::exists(file))
    throw InputError(fmt::format("{} is missing; run `make build`", file.string()));
}

std::string sysctl(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  std::ifstream file("/proc/sys/" + name);
  std::string value;
  std::getline(file, value);
  return value;
}

Net choose_net(const Options& options) {
  if (options.net == Net::loopback && options.wire.any())
    throw InputError("--rtt, --mtu, --loss, --dup and --reorder need a wire: use --net two-hosts");
  if (options.net == Net::loopback) return Net::loopback;
  const std::string why = why_no_two_hosts();
  if (why.empty()) return Net::two_hosts;
  if (options.net || options.wire.any())
    throw InputError(fmt::format("--net {}: {}; `stickylab doctor` says how to get it",
                                 net_name(Net::two_hosts), why));
  const Lang lang = choose_lang(options.lang, from_environment);
  fmt::print(stderr, "stickylab: {}\n", say(Word::falls_back, lang, why));
  return Net::loopback;
}

}  // namespace

Plan::Plan(const Options& options)
    : options_(options),
      prefix_(options.root.empty() ? own_prefix() : Prefix{fs::absolute(options.root)}),
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
  spec.wire = {.rtt_ms = options_.wire.rtt_ms.value_or(lab.network.rtt_ms),
               .loss = options_.wire.loss,
               .duplicate = options_.wire.duplicate,
               .reorder = options_.wire.reorder,
               .seed = options_.wire.seed,
               .holds = {}};
  spec.receiver = {{program.string(), "receiver", "--listen", "{host}:{port}"}};
  spec.sender = {{program.string(), "sender", "--connect", "{host}:{port}"}};
  spec.probe = prefix_.probe();
  spec.timeout_s = options_.timeout_s;
  return spec;
}

int Plan::jobs() const {
  if (options_.jobs > 0) return options_.jobs;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

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

void save(const Options& options, const Recording& recording, int run) {
  if (options.record.empty()) return;
  std::error_code error;
  fs::create_directories(options.record, error);
  const RunInfo& info = recording.info;
  const std::string number = run > 0 ? fmt::format("-{}", run) : "";
  const fs::path file = options.record / fmt::format("{}-{}-{}{}.ndjson", info.lab, info.name,
                                                     version_name(info.version), number);
  std::ofstream out(file);
  write_ndjson(out, recording);
  if (!out.flush())
    throw InputError(
        fmt::format("--record: {} cannot be written; name another folder", file.string()));
}

}  // namespace stickylab
