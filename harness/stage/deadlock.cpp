#include "stage/deadlock.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "stage/net/wire.hpp"
#include "stage/process/deadline.hpp"
#include "stage/process/descriptor.hpp"

namespace stickylab {
namespace {

constexpr int kRestingChecks = 5;  // without a single time slice, before anything else is looked at
constexpr int kUsualRetries = 15, kUsualPatienceS = 900;  // ip-sysctl.txt, tcp_retries2
constexpr int kMostNested = 4;                            // epoll sets in epoll sets

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();  // of a process that ends meanwhile: what there was
  return text.str();
}

std::string in_proc(pid_t pid, const std::string& what) {
  return "/proc/" + std::to_string(pid) + "/" + what;
}

pid_t tracer_of(pid_t pid) {
  constexpr std::string_view kKey = "TracerPid:";
  std::ifstream status(in_proc(pid, "status"));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(kKey)) return std::stoi(line.substr(kKey.size()));
  return 0;
}

bool has_probe(pid_t pid) {
  return text_of(in_proc(pid, "maps")).find("memfd:stickylab-probe") != std::string::npos;
}

/// Whether somebody else has a UDP socket with this port.
bool is_others_port(const std::vector<HostSockets>& hosts, const Sleepers& all, int port) {
  return std::any_of(hosts.begin(), hosts.end(), [&](const HostSockets& host) {
    return std::any_of(host.udp.begin(), host.udp.end(), [&](const SockDiag::Socket& socket) {
      return ntohs(socket.is.id.idiag_sport) == port && !all.open.contains(socket.is.idiag_inode);
    });
  });
}

/// Adds what the tasks of a run wait for; false once something may happen to it from outside.
class Joined {
 public:
  explicit Joined(const std::vector<SleepingTask>& tasks) {
    for (const SleepingTask& task : tasks)
      if (processes_.insert(task.process).second) sleepers_.open.merge(open_inodes(task.process));
  }

  bool add(const SleepingTask& task) {
    const auto made = call_of(in_proc(task.process, "task/" + std::to_string(task.thread)));
    const auto waits = made ? endless_wait(task.process, *made) : std::nullopt;
    return waits && std::all_of(waits->begin(), waits->end(), [&](const Awaited& one) {
             return add(task.process, one, kMostNested);
           });
  }

  const Sleepers& sleepers() const { return sleepers_; }

 private:
  bool add(pid_t pid, const Awaited& one, int depth) {
    const Descriptor is = descriptor_of(pid, one.fd);
    switch (is.kind) {
      case Descriptor::Kind::socket:
        set_of(one.how).insert(is.inode);
        return !ours_.contains(is.inode);
      case Descriptor::Kind::pipe:
        return !ours_.contains(is.inode);
      case Descriptor::Kind::event:
        return true;
      case Descriptor::Kind::epoll:
        return depth > 0 && add_set(pid, one.fd, depth - 1);
      case Descriptor::Kind::other:
        break;
    }
    return false;
  }

  bool add_set(pid_t pid, int epoll, int depth) {
    const auto targets = epoll_targets(text_of(in_proc(pid, "fdinfo/" + std::to_string(epoll))));
    return targets && std::all_of(targets->begin(), targets->end(), [&](const EpollTarget& one) {
             return is_still(pid, one) && add(pid, {Awaited::How::looks, one.fd}, depth);
           });
  }

  /// A set keeps a file whose descriptor was closed, and perhaps given to another.
  static bool is_still(pid_t pid, const EpollTarget& target) {
    struct stat file {};
    return stat(in_proc(pid, "fd/" + std::to_string(target.fd)).c_str(), &file) == 0 &&
           file.st_ino == target.inode;
  }

  std::set<std::uint64_t>& set_of(Awaited::How how) {
    if (how == Awaited::How::reads) return sleepers_.reads;
    return how == Awaited::How::writes ? sleepers_.writes : sleepers_.looks;
  }

  const std::set<std::uint64_t> ours_ = open_inodes(getpid());  ///< we are awake
  std::set<pid_t> processes_;
  Sleepers sleepers_;
};

}  // namespace

Deadlock::Deadlock(Loop& loop, Around around, std::function<void()> on_seen, std::uint64_t check_ms)
    : around_(std::move(around)),
      on_seen_(std::move(on_seen)),
      timer_(loop, check_ms, check_ms, [this] { check(); }) {
  for (const Running& program : around_.programs) {
    const bool is_new = addresses_.insert(around_.stage.address(program.actor())).second;
    // Without a wire all are in one network, whatever their addresses.
    if (hosts_.empty() || (is_new && around_.stage.wire() != nullptr))
      around_.stage.on_host(program.actor(), [this] { open_host(); });
  }
}

void Deadlock::open_host() {
  Host& host = hosts_.emplace_back();
  std::ifstream retries("/proc/sys/net/ipv4/tcp_retries2");
  int number = 0;
  host.is_patient = retries >> number && number >= kUsualRetries &&
                    around_.limit_s * kMostOfLimit < kUsualPatienceS;
}

void Deadlock::check() {
  if (!first_threads_rest()) return;
  auto now = look();
  if (now && now == seen_) return on_seen_();
  seen_ = std::move(now);
}

/// What is quickly seen comes first: whether those have rested that a look has to find at rest.
bool Deadlock::first_threads_rest() {
  int rested = kRestingChecks;
  for (const Running& program : around_.programs)
    if (program.runs())
      rested = std::min(
          rested, first_threads_.try_emplace(program.pid(), program.pid()).first->second.ticks());
  if (rested < kRestingChecks) return false;
  for (auto& [pid, stillness] : first_threads_) stillness.restart();
  return true;
}

/// Everybody must sleep at the end of a look as at its beginning: then all of it was seen at one
/// moment.
std::optional<Deadlock::Seen> Deadlock::look() {
  if (!around_.may_be()) return std::nullopt;
  const Wire* wire = around_.stage.wire();
  if (wire != nullptr && !wire->is_empty()) return std::nullopt;
  auto tasks = all_asleep(processes());
  if (!tasks || tasks->empty() || !are_calls_seen(*tasks)) return std::nullopt;
  const auto found = sleepers(*tasks);
  if (!found) return std::nullopt;
  const auto hosts = sockets();
  if (!stand_still(hosts, *found) || ask_outside(hosts, *found) || has_packets_queued())
    return std::nullopt;
  if (all_asleep(processes()) != tasks) return std::nullopt;
  return Seen{std::move(*tasks), wire != nullptr ? wire->frames() : 0};
}

std::vector<pid_t> Deadlock::processes() const {
  std::vector<pid_t> processes = around_.left_behind();
  for (const Running& program : around_.programs)
    if (program.runs()) processes.push_back(program.pid());
  return processes;
}

/// Whether we know of all that they may have ordered for later.
bool Deadlock::are_calls_seen(const std::vector<SleepingTask>& tasks) const {
  std::set<pid_t> tracers;
  for (const Running& program : around_.programs) {
    if (program.tracer() != 0) tracers.insert(program.tracer());
    if (!program.log().waits_are_endless()) return false;
  }
  std::set<pid_t> seen;
  return std::all_of(tasks.begin(), tasks.end(), [&](const SleepingTask& task) {
    return !seen.insert(task.process).second || has_probe(task.process) ||
           tracers.contains(tracer_of(task.process));
  });
}

/// Whether they have sent a datagram to somebody who is not of the run and may answer.
bool Deadlock::ask_outside(const std::vector<HostSockets>& hosts, const Sleepers& all) const {
  return std::any_of(around_.programs.begin(), around_.programs.end(), [&](const Running& one) {
    const auto& targets = one.log().datagram_targets();
    return std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
      const auto colon = target.rfind(':');
      const std::string host = target.substr(0, colon);
      const bool stays = addresses_.contains(host) || host.starts_with("127.") || host == "[::1]";
      return !stays || is_others_port(hosts, all, std::stoi(target.substr(colon + 1)));
    });
  });
}

std::optional<Sleepers> Deadlock::sleepers(const std::vector<SleepingTask>& tasks) const {
  Joined joined(tasks);
  for (const SleepingTask& task : tasks)
    if (!joined.add(task)) return std::nullopt;
  return joined.sleepers();
}

std::vector<HostSockets> Deadlock::sockets() const {
  std::vector<HostSockets> all;
  for (const Host& host : hosts_) {
    HostSockets found;
    for (const auto family : {AF_INET, AF_INET6}) {
      for (const auto& one : host.sockets.all(static_cast<std::uint8_t>(family), ~0U))
        found.tcp.push_back(one);
      for (const auto& one : host.sockets.all_udp(static_cast<std::uint8_t>(family)))
        found.udp.push_back(one);
    }
    found.unix_peers = host.peers.all();
    found.is_patient = host.is_patient;
    found.has_visitors = around_.has_visitors;
    found.is_cut_off = around_.stage.wire() != nullptr && around_.stage.wire()->is_cut();
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace stickylab
