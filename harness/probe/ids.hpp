// The calling thread, at the price of a system call only if it may have changed.
#pragma once

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

#include "probe/libc.hpp"

namespace stickylab {

struct Ids {
  int tid = 0;
  int pid = 0;
};

/// Asks the kernel.
inline Ids current_ids() { return {static_cast<int>(kernel(SYS_gettid)), getpid()}; }

/// The process, on a page that the kernel clears in a child (MADV_WIPEONFORK, madvise(2)): 0 after
/// a fork, also after one that libc did not see.
inline std::atomic<int>* process = nullptr;

/// Must be true before `known_ids`.
inline bool watch_forks() {
  void* page =
      mmap(nullptr, sizeof *process, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED || madvise(page, sizeof *process, MADV_WIPEONFORK) != 0) return false;
  process = static_cast<std::atomic<int>*>(page);
  return true;
}

/// The same as `current_ids`, remembered for each thread. Wrong in a child of vfork(2), which has
/// the memory of its parent.
inline Ids known_ids() {
  [[gnu::tls_model("initial-exec")]] static thread_local constinit Ids known;
  int pid = process->load(std::memory_order_relaxed);
  if (pid == 0 || pid != known.pid) {
    known = current_ids();
    process->store(known.pid, std::memory_order_relaxed);
  }
  return known;
}

}  // namespace stickylab
