// The stage's side of the probe's log.
#pragma once

#include <optional>
#include <vector>

#include "base/system_error.hpp"
#include "probe/log.hpp"
#include "recording/event.hpp"

namespace stickylab {

/// A read that has begun and not returned.
struct Reading {
  int pid = 0;  ///< as the program knows it
  int fd = -1;
  std::uint64_t at = 0;  ///< its place in the log: no other read has that
  friend bool operator==(const Reading&, const Reading&) = default;
};

/// A log for one program: memory that the program's processes write and we read.
class ProbeLogFile {
 public:
  ProbeLogFile();
  ~ProbeLogFile();
  ProbeLogFile(const ProbeLogFile&) = delete;
  ProbeLogFile& operator=(const ProbeLogFile&) = delete;

  int fd() const { return fd_.get(); }
  ProbeLog& memory() const { return *log_; }

  /// All complete records, as events of `who`, times relative to `start_ns`; `seq` is left 0. If
  /// any were lost, one `Dropped` event at the end counts them.
  std::vector<Event> events(Actor who, std::int64_t start_ns) const;

  /// Tells how much has been written, in bytes: it grows with every record.
  std::uint64_t size() const;

  /// Counts the reads that have returned with bytes so far, without peeks.
  int data_reads() const;

  /// The read of TCP that is the last thing the program has done, and that nothing limits in time.
  /// Empty if it has set a limit (SO_RCVTIMEO, socket(7)), or the log is not complete.
  std::optional<Reading> reading() const;

 private:
  Fd fd_;
  /// The record at `at`, if it is complete.
  const ProbeRecord* record_at(std::uint64_t at) const;

  ProbeLog* log_ = nullptr;
};

}  // namespace stickylab
