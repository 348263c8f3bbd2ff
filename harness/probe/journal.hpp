// The log as the probe has it: mapped, with room for the next records.
#pragma once

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe/log.hpp"
#include "probe/sockets.hpp"

namespace stickylab {

inline ProbeLog* the_log = nullptr;     // null: nothing is reported
inline std::uint64_t log_capacity = 0;  // not the log's own: a program may write anywhere

/// The process has restricted its system calls, seccomp(2): it may be killed for any of ours.
inline bool is_restricted = false;
inline bool is_reporting() { return the_log != nullptr && !is_restricted; }

/// The descriptor of the log, for programs that this one becomes, and the file that it was.
inline int log_fd = -1;
inline constinit struct stat log_file {};

/// Maps the log; false if `fd` is none.
inline bool map_log(int fd) {
  if (fstat(fd, &log_file) != 0 || log_file.st_size < static_cast<off_t>(sizeof(ProbeLog)))
    return false;
  const auto size = static_cast<std::size_t>(log_file.st_size);
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return false;
  auto* log = static_cast<ProbeLog*>(memory);
  log_capacity = size;
  if (log->magic == kProbeMagic && log->capacity == size) {
    the_log = log;
    log_fd = fd;
    reports_local = log->local != 0;
    return true;
  }
  munmap(memory, size);
  return false;
}

/// Whether `fd` still is the log: a program may have put something else there.
inline bool is_log(int fd) {
  struct stat file;
  return is_reporting() && fd == log_fd && fstat(fd, &file) == 0 &&
         file.st_ino == log_file.st_ino && file.st_dev == log_file.st_dev;
}

/// Lets go of the pages before a part of the log, which stay in the file: they are not the
/// program's memory. One that another thread still writes comes back by itself.
inline void let_go_before(std::uint64_t part, std::uint64_t part_size) {
  if (part < 3) return;  // the first one holds the header
  madvise(reinterpret_cast<char*>(the_log) + (part - 2) * part_size, part_size, MADV_DONTNEED);
}

/// A signal is ordered for later.
inline void count_alarm() {
  if (the_log != nullptr) the_log->alarms.fetch_add(1, std::memory_order_relaxed);
}

/// Nobody knows what the process orders from now on.
inline void fall_silent() {
  is_restricted = true;
  count_alarm();
}

/// Room for a record; 0, and counted, if there is none.
inline std::uint64_t reserve(std::uint64_t size) {
  constexpr std::uint64_t kPart = 1 << 20;
  const std::uint64_t used = the_log->used.fetch_add(size + kOneRecord, std::memory_order_relaxed);
  const std::uint64_t at = bytes_in(used);
  if (at % 8 != 0 || at > log_capacity - size || records_in(used) >= kMostRecords) {
    the_log->dropped.fetch_add(1, std::memory_order_relaxed);
    return 0;
  }
  if (at / kPart != (at + size) / kPart) let_go_before((at + size) / kPart, kPart);
  return at;
}

/// A record of the log, as it is written.
class Entry {
 public:
  explicit Entry(std::uint64_t at) : head_(reinterpret_cast<char*>(the_log) + at), to_(head_) {}

  template <typename Record>
  void begin(const Record& record) {
    constexpr std::size_t kSize = sizeof record.head.size;  // comes last
    memcpy(head_ + kSize, reinterpret_cast<const char*>(&record) + kSize, sizeof record - kSize);
    to_ += sizeof record;
  }
  void add(const void* data, std::size_t size) {
    if (size > 0) memcpy(to_, data, size);
    to_ += size;
  }
  /// Completes it: the reader waits for its size.
  void end(std::uint64_t size) {
    reinterpret_cast<ProbeRecord*>(head_)->size.store(static_cast<std::uint32_t>(size),
                                                      std::memory_order_release);
  }

 private:
  char* head_;
  char* to_;
};

}  // namespace stickylab
