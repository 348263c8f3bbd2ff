#include "stage/process/limits.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <utility>

#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

/// The program that a process belongs to, by its place in `programs`; -1: left behind by some.
using Owner = int;
constexpr Owner kUnknown = -1;

struct Member {
  pid_t pid = 0;
  Owner owner = kUnknown;
  Usage usage;
};

/// A process belongs to its parent's program; the program's own processes share its group.
Owner owner_of(const std::vector<pid_t>& programs, pid_t pid, pid_t group, Owner parents) {
  if (parents != kUnknown) return parents;
  for (std::size_t i = 0; i < programs.size(); ++i)
    if (programs[i] > 0 && (pid == programs[i] || group == programs[i]))
      return static_cast<Owner>(i);
  return kUnknown;
}

/// All that descend from this process. A run that has too many needs no more than those.
std::vector<Member> family(const std::vector<pid_t>& programs) {
  std::vector<Member> members = {{.pid = getpid(), .owner = kUnknown, .usage = {}}};
  for (std::size_t i = 0; i < members.size() && members.size() <= 2 * kProcessLimit; ++i)
    for (const pid_t pid : children_in_tasks(members[i].pid)) {
      const Usage usage = usage_of(pid);
      members.push_back({pid, owner_of(programs, pid, usage.group, members[i].owner), usage});
    }
  members.erase(members.begin());
  return members;
}

/// Something that is added up, for each owner.
struct Sums {
  std::map<Owner, std::int64_t> of;

  template <class F>
  Sums(const std::vector<Member>& members, F amount) {
    for (const Member& member : members) of[member.owner] += amount(member);
  }
  std::int64_t all() const {
    std::int64_t sum = 0;
    for (const auto& [owner, amount] : of) sum += amount;
    return sum;
  }

  Limits::Excess excess(Stop why, const std::string& limit) const {
    const auto most = std::max_element(
        of.begin(), of.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    Limits::Excess found{why, limit, {}};
    if (most->first != kUnknown) found.most = static_cast<std::size_t>(most->first);
    return found;
  }
};

/// The kernel's own limit is higher than ours: a program that ran into it would end by an error of
/// its own, and what it wrote cannot be asked any more then (Linux 6.18 shows /proc/PID/io of one
/// that has ended to root only).
constexpr std::int64_t kFileLimit = 4 * kWrittenLimit;

std::string megabytes(std::int64_t bytes) { return fmt::format("{} MB", bytes / 1'000'000); }

std::int64_t exact_memory(const Member& member) {
  const std::int64_t own = own_memory_of(member.pid);
  return own < 0 ? usage_of(member.pid).memory : own;  // one that is ending has none any more
}

void set_limit(decltype(RLIMIT_FSIZE) resource, rlim_t most) {
  rlimit limit{};
  if (getrlimit(resource, &limit) != 0) return;
  limit.rlim_max = std::min(limit.rlim_max, most);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(resource, &limit);
}

}  // namespace

std::optional<Limits::Excess> Limits::exceeded(const std::vector<pid_t>& programs) {
  const std::vector<Member> members = family(programs);

  const Sums tasks(members, [](const Member& m) { return m.usage.tasks; });
  if (tasks.all() > kProcessLimit)
    return tasks.excess(Stop::processes, fmt::to_string(kProcessLimit));

  const Sums shared(members, [](const Member& m) { return m.usage.memory; });
  if (shared.all() > kMemoryLimit) {  // what forked processes share was counted more than once
    const Sums memory(members, exact_memory);
    if (memory.all() > kMemoryLimit) return memory.excess(Stop::memory, megabytes(kMemoryLimit));
  }

  const Sums written(members, [](const Member& m) { return written_by(m.pid); });
  if (written.all() >= kWrittenLimit)
    return written.excess(Stop::written, megabytes(kWrittenLimit));

  const Sums full(members, [](const Member& m) {
    return m.usage.descriptors >= kDescriptorLimit &&
           open_descriptors_of(m.pid) >= kDescriptorLimit;
  });
  // Twice in a row: one that has none left and ends for it has said so itself.
  if (std::exchange(at_descriptor_limit_, full.all() > 0) && full.all() > 0)
    return full.excess(Stop::descriptors, fmt::to_string(kDescriptorLimit));
  return std::nullopt;
}

std::string file_limit() { return megabytes(kWrittenLimit); }

void limit_this_process() {
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_FSIZE, kFileLimit);
  set_limit(RLIMIT_NOFILE, kDescriptorLimit);
  const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  [[maybe_unused]] const auto written = write(score, "1000", 4);
  close(score);
}

}  // namespace stickylab
