#include "stage/process/stillness.hpp"

#include <algorithm>
#include <fstream>
#include <vector>

#include "stage/process/proc_stat.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {

bool runs_below(pid_t parent) {
  const std::vector<pid_t> children = children_in_tasks(parent);
  return std::any_of(children.begin(), children.end(), [](pid_t child) {
    const auto stat = proc_stat(child);
    return stat && (stat->state == 'R' || stat->state == 'D' || runs_below(child));
  });
}

bool Stillness::has_slept(int ticks) { return this->ticks() >= ticks && !runs_below(program_); }

int Stillness::ticks() {
  std::ifstream file("/proc/" + std::to_string(program_) + "/schedstat");
  std::string slices;
  std::getline(file, slices);
  const auto stat = proc_stat(program_);
  const bool sleeps = !stat || stat->state == 'S' || stat->state == 'Z';
  ticks_ = sleeps && slices == slices_ ? ticks_ + 1 : 0;
  slices_ = slices;
  return ticks_;
}

}  // namespace stickylab
