#include "stage/process/stillness.hpp"

#include <fstream>

#include "stage/process/proc_stat.hpp"

namespace stickylab {

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
