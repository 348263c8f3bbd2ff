#include "stage/process/one_processor.hpp"

namespace stickylab {

OneProcessor::OneProcessor() {
  const int here = sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE || sched_getaffinity(0, sizeof before_, &before_) != 0)
    return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(here, &one);
  is_set_ = sched_setaffinity(0, sizeof one, &one) == 0;
}

OneProcessor::~OneProcessor() {
  if (is_set_) sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace stickylab
