#include "stage/process/usage.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "stage/process/proc_stat.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

fs::path folder_of(pid_t pid) { return "/proc/" + std::to_string(pid); }

/// `key: NUMBER` of a file that has one such line, -1 without it.
std::int64_t number_in(const fs::path& path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key)) return std::strtoll(line.c_str() + key.size(), nullptr, 10);
  return -1;
}

constexpr std::int64_t kKilobyte = 1024;

std::vector<pid_t> children_among_all(pid_t parent) {
  std::vector<pid_t> children;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const char* end = name.data() + name.size();
    if (std::from_chars(name.data(), end, pid).ptr != end) continue;
    if (const auto stat = proc_stat(pid); stat && stat->parent == parent) children.push_back(pid);
  }
  return children;
}

}  // namespace

Usage usage_of(pid_t pid) {
  Usage usage;
  std::ifstream status(folder_of(pid) / "status");
  for (std::string line; std::getline(status, line);) {
    std::istringstream fields(line);
    std::string key;
    std::int64_t value = 0;
    fields >> key >> value;
    if (key == "NSpgid:") usage.group = static_cast<pid_t>(value);
    if (key == "FDSize:") usage.descriptors = static_cast<int>(value);
    if (key == "VmRSS:" || key == "VmSwap:") usage.memory += value * kKilobyte;
    if (key == "Threads:") usage.tasks = static_cast<int>(value);
  }
  return usage;
}

std::int64_t own_memory_of(pid_t pid) {
  const fs::path path = folder_of(pid) / "smaps_rollup";
  const std::int64_t in_ram = number_in(path, "Pss:");
  return in_ram < 0 ? -1
                    : (in_ram + std::max<std::int64_t>(0, number_in(path, "SwapPss:"))) * kKilobyte;
}

std::int64_t written_by(pid_t pid) {
  return std::max<std::int64_t>(0, number_in(folder_of(pid) / "io", "wchar:"));
}

int open_descriptors_of(pid_t pid) {
  std::error_code error;
  int count = 0;
  for (fs::directory_iterator at(folder_of(pid) / "fd", error), end; !error && at != end;
       at.increment(error))
    ++count;
  return count;
}

std::int64_t ran_in_all_ns(pid_t pid) {
  std::int64_t all_ns = ran_ns(pid);
  for (const pid_t child : children_in_tasks(pid)) all_ns += ran_in_all_ns(child);
  return all_ns;
}

std::vector<pid_t> children_in_tasks(pid_t pid) {
  // Not every kernel has it (CONFIG_PROC_CHILDREN).
  if (!fs::exists("/proc/thread-self/children")) return children_among_all(pid);
  std::vector<pid_t> children;
  std::error_code error;
  for (fs::directory_iterator at(folder_of(pid) / "task", error), end; !error && at != end;
       at.increment(error)) {
    std::ifstream file(at->path() / "children");
    for (pid_t child = 0; file >> child;) children.push_back(child);
  }
  return children;
}

}  // namespace stickylab
