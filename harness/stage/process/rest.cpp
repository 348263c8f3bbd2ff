#include "stage/process/rest.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "stage/process/proc_stat.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

/// One that has ended, and that nobody has waited for yet.
bool has_ended(const ProcStat& stat) { return stat.state == 'Z' || stat.state == 'X'; }

bool add_sleeping(pid_t process, std::vector<SleepingTask>& tasks) {
  const fs::path folder = "/proc/" + std::to_string(process) + "/task";
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    SleepingTask task{process, static_cast<pid_t>(std::stol(at->path().filename().string())), {}};
    const auto stat = proc_stat(task.thread);
    if (!stat) return false;
    if (has_ended(*stat)) continue;
    std::ifstream slices(at->path() / "schedstat");
    if (stat->state != 'S' || !std::getline(slices, task.slices)) return false;
    tasks.push_back(std::move(task));
  }
  return !error;
}

bool add_tree(pid_t process, std::vector<SleepingTask>& tasks) {
  if (!add_sleeping(process, tasks)) return false;
  for (const pid_t child : children_in_tasks(process))
    if (!add_tree(child, tasks)) return false;
  return true;
}

}  // namespace

std::optional<std::vector<SleepingTask>> all_asleep(const std::vector<pid_t>& processes) {
  std::vector<SleepingTask> tasks;
  for (const pid_t process : processes)
    if (!add_tree(process, tasks)) return std::nullopt;
  return tasks;
}

bool has_packets_queued() {
  std::ostringstream text;
  text << std::ifstream("/proc/self/net/softnet_stat").rdbuf();
  return has_packets_queued(text.str());
}

bool has_packets_queued(const std::string& text) {
  constexpr int kBacklog = 11;  // net/core/net-procfs.c, softnet_seq_show
  std::istringstream lines(text);
  bool is_told = false;
  for (std::string line; std::getline(lines, line); is_told = true) {
    std::istringstream columns(line);
    unsigned long value = 0;
    for (int column = 0; column <= kBacklog; ++column) columns >> std::hex >> value;
    if (!columns || value != 0) return true;
  }
  return !is_told;
}

}  // namespace stickylab
