#include "stage/process/stillness.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "stage/process/proc_stat.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kRestNsATick = 10'000;  // of the tick's 100 µs

/// The threads of a program and of all that it started.
struct Tasks {
  std::int64_t ran_ns = 0;
  std::size_t count = 0;
  bool runs = false;  ///< one of them, at this moment
};

std::string slices_of(const std::string& task) {
  std::ifstream file(task + "/schedstat");
  std::string slices;
  std::getline(file, slices);
  return slices;
}

bool is_running(const ProcStat& stat) { return stat.state == 'R' || stat.state == 'D'; }

void add_tasks(pid_t program, Tasks& tasks) {
  const fs::path folder = "/proc/" + std::to_string(program) + "/task";
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto stat = proc_stat(static_cast<pid_t>(std::stol(at->path().filename().string())));
    tasks.ran_ns += std::strtoll(slices_of(at->path().string()).c_str(), nullptr, 10);
    tasks.runs = tasks.runs || (stat && is_running(*stat));
    ++tasks.count;
  }
  for (const pid_t child : children_in_tasks(program)) add_tasks(child, tasks);
}

Tasks tasks_below(pid_t program) {
  Tasks tasks;
  add_tasks(program, tasks);
  return tasks;
}

}  // namespace

bool runs_below(pid_t parent) {
  const std::vector<pid_t> children = children_in_tasks(parent);
  return std::any_of(children.begin(), children.end(), [](pid_t child) {
    const auto stat = proc_stat(child);
    return stat && (is_running(*stat) || runs_below(child));
  });
}

bool Stillness::has_slept(int wanted) {
  const int slept = ticks();
  if (slept < wanted) watched_.reset();
  if (slept < wanted || (watched_ && slept < watched_->since + wanted)) return false;
  Tasks now = tasks_below(program_);
  if (now.count <= 1 && !now.runs) return true;
  const bool rested = watched_ && now.ran_ns - watched_->ran_ns <= kRestNsATick * wanted;
  if (!now.runs && rested) return true;
  watched_ = Watched{now.ran_ns, slept};
  return false;
}

int Stillness::ticks() {
  std::string slices = slices_of("/proc/" + std::to_string(program_));
  const auto stat = proc_stat(program_);
  const bool sleeps = !stat || stat->state == 'S' || stat->state == 'Z';
  ticks_ = sleeps && slices == slices_ ? ticks_ + 1 : 0;
  slices_ = std::move(slices);
  return ticks_;
}

}  // namespace stickylab
