#include "stage/process/proc_stat.hpp"

#include <charconv>
#include <ctime>
#include <fstream>
#include <string>

namespace stickylab {

std::optional<ProcStat> proc_stat(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string stat;
  std::getline(file, stat);
  const std::size_t name_end = stat.rfind(") ");  // a name may hold anything
  if (name_end == std::string::npos || name_end + 4 >= stat.size()) return std::nullopt;
  ProcStat found{.state = stat[name_end + 2]};
  std::from_chars(stat.data() + name_end + 4, stat.data() + stat.size(), found.parent);
  return found;
}

std::int64_t ran_ns(pid_t pid) {
  clockid_t clock{};
  timespec ran{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &ran) != 0) return 0;
  return ran.tv_sec * 1'000'000'000LL + ran.tv_nsec;
}

std::int64_t starved_ns(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/schedstat");
  std::int64_t ran_ns = 0;
  std::int64_t starved_ns = 0;
  file >> ran_ns >> starved_ns;
  return file ? starved_ns : 0;
}

}  // namespace stickylab
