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

  /// Begins with what `other` holds, as if it had happened now. To be called before anything is
  /// written to this one.
  void begin_as(const ProbeLogFile& other);

  /// A measure of how much has been written: it grows with every record.
  std::uint64_t size() const;

  /// Counts the reads that have returned with bytes so far, without peeks.
  int data_reads() const;

  /// The read of TCP that is the last thing the program has done, and that nothing limits in time.
  /// Empty if it has set a limit (SO_RCVTIMEO, socket(7)), or the log is not complete.
  std::optional<Reading> reading() const;

 private:
  /// The bytes that may hold records.
  std::uint64_t end() const;
  /// The record at `at`, if it is complete.
  const ProbeRecord* record_at(std::uint64_t at) const;
  /// The record at `at`, if it is that of a call that begins.
  const ProbeEnter* enter_at(std::uint64_t at) const;
  /// How the call of a record began. Takes what `record_at` gave.
  const ProbeEnter& enter_of(const ProbeRecord& record) const;
  Event event_of(const ProbeRecord& record, Actor who, std::int64_t start_ns) const;

  /// What has been learned from the records before `to`: a log that grows is not read again.
  struct Seen {
    std::uint64_t to = sizeof(ProbeLog);
    std::uint64_t last = 0;  ///< the record before `to`; 0: none
    int data_reads = 0;
    bool limits_reads = false;  ///< it has set SO_RCVTIMEO
  };
  /// Reads on from there.
  void look_on() const;
  void look_at(const ProbeRecord& record) const;

  Fd fd_;
  std::uint64_t capacity_ = 0;  ///< not the log's own: a program may write anywhere
  ProbeLog* log_ = nullptr;
  mutable Seen seen_;
};

}  // namespace stickylab
