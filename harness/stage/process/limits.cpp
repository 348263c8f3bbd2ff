#include "stage/process/limits.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

/// Of which program a process is: one of the two, or left behind by either.
enum class Owner : std::uint8_t { receiver, sender, unknown };

struct Member {
  pid_t pid = 0;
  Owner owner{};
  Usage usage;
};

struct Programs {
  pid_t receiver, sender;
  Owner owner(pid_t pid, pid_t group, Owner inherited) const {
    if (inherited != Owner::unknown) return inherited;
    if (receiver > 0 && (pid == receiver || group == receiver)) return Owner::receiver;
    if (sender > 0 && (pid == sender || group == sender)) return Owner::sender;
    return Owner::unknown;
  }
};

/// All that descend from this process. A run that has too many needs no more than those.
std::vector<Member> family(const Programs& programs) {
  std::vector<Member> members = {{.pid = getpid(), .owner = Owner::unknown, .usage = {}}};
  for (std::size_t i = 0; i < members.size() && members.size() <= 2 * kProcessLimit; ++i)
    for (const pid_t pid : children_in_tasks(members[i].pid)) {
      const Usage usage = usage_of(pid);
      members.push_back({pid, programs.owner(pid, usage.group, members[i].owner), usage});
    }
  members.erase(members.begin());
  return members;
}

/// Something that is added up, of each owner.
struct Sums {
  std::array<std::int64_t, 3> of{};

  template <class F>
  Sums(const std::vector<Member>& members, F amount) {
    for (const Member& member : members)
      of.at(static_cast<std::size_t>(member.owner)) += amount(member);
  }
  std::int64_t all() const { return of[0] + of[1] + of[2]; }

  Stopped stopped(Stop why, const std::string& limit) const {
    const auto most = std::max_element(of.begin(), of.end()) - of.begin();
    if (static_cast<Owner>(most) == Owner::unknown) return {why, limit};
    return {why, limit + (most == 0 ? ", receiver" : ", sender")};
  }
};

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

std::optional<Stopped> Limits::exceeded(pid_t receiver, pid_t sender) {
  const std::vector<Member> members = family({receiver, sender});

  const Sums tasks(members, [](const Member& m) { return m.usage.tasks; });
  if (tasks.all() > kProcessLimit)
    return tasks.stopped(Stop::processes, fmt::to_string(kProcessLimit));

  const Sums shared(members, [](const Member& m) { return m.usage.memory; });
  if (shared.all() > kMemoryLimit) {  // what forked processes share was counted more than once
    const Sums memory(members, exact_memory);
    if (memory.all() > kMemoryLimit) return memory.stopped(Stop::memory, megabytes(kMemoryLimit));
  }

  const Sums written(members, [](const Member& m) { return written_by(m.pid); });
  if (written.all() >= kWrittenLimit)
    return written.stopped(Stop::written, megabytes(kWrittenLimit));

  const Sums full(members, [](const Member& m) {
    return m.usage.descriptors >= kDescriptorLimit &&
           open_descriptors_of(m.pid) >= kDescriptorLimit;
  });
  // Twice in a row: one that has none left and ends for it has said so itself.
  if (std::exchange(at_descriptor_limit_, full.all() > 0) && full.all() > 0)
    return full.stopped(Stop::descriptors, fmt::to_string(kDescriptorLimit));
  return std::nullopt;
}

std::string file_limit(Actor who) {
  return fmt::format("{}, {}", megabytes(kWrittenLimit), actor_name(default_cast(), who));
}

void limit_this_process() {
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_FSIZE, kWrittenLimit);
  set_limit(RLIMIT_NOFILE, kDescriptorLimit);
  const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  [[maybe_unused]] const auto written = write(score, "1000", 4);
  close(score);
}

}  // namespace stickylab
