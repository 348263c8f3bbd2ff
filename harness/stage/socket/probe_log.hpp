// The stage's side of the probe's log.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/system_error.hpp"
#include "probe/log.hpp"
#include "recording/event.hpp"

namespace stickylab {

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

  /// Whether the program has done nothing that ends a wait which looks endless: no limit in time of
  /// a socket (SO_RCVTIMEO and SO_SNDTIMEO of socket(7), TCP_USER_TIMEOUT of tcp(7)), no errors of
  /// UDP that come late (IP_RECVERR of ip(7)), no signal for later. False if the log is not
  /// complete.
  bool waits_are_endless() const;

  /// Where datagrams were sent to by name, or a UDP socket was connected to: HOST:PORT.
  const std::set<std::string>& datagram_targets() const;

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
    int data_reads = 0;
    bool limits_waits = false;
    std::set<std::string> datagram_targets;
  };
  /// Reads on from there.
  void look_on() const;
  void look_at(const ProbeRecord& record) const;
  void look_at_datagram(const ProbeRecord& record) const;

  Fd fd_;
  std::uint64_t capacity_ = 0;  ///< not the log's own: a program may write anywhere
  ProbeLog* log_ = nullptr;
  mutable Seen seen_;
};

}  // namespace stickylab
