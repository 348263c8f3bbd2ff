// Writes the probe's log where one process writes it alone.
#pragma once

#include <string>

#include "probe/journal.hpp"

namespace stickylab {

/// What a record holds beside itself.
struct Details {
  std::uint8_t holds = 0;
  ProbeNames names{};
  ProbeOption option{};
  ProbeTcp tcp{};
  ProbeArrived arrived{};
};

/// There is one in a process.
class LogWriter {
 public:
  explicit LogWriter(ProbeLog& log) {
    the_log = &log;
    log_capacity = log.capacity;
  }

  /// Appends a record; counts it if there is no room. Gives back where it stands, 0 if nowhere.
  template <class Record>
  std::uint64_t add(Record& record, const Details& details, const std::string& bytes) {
    record.head.holds = details.holds;
    const std::uint64_t size = (sizeof record + size_of(details) + bytes.size() + 7) / 8 * 8;
    const std::uint64_t at = reserve(size);
    if (at == 0) return 0;
    Entry entry(at);
    entry.begin(record);
    if ((details.holds & kHoldsNames) != 0) entry.add(&details.names, sizeof details.names);
    if ((details.holds & kHoldsOption) != 0) entry.add(&details.option, sizeof details.option);
    if ((details.holds & kHoldsTcp) != 0) entry.add(&details.tcp, sizeof details.tcp);
    if ((details.holds & kHoldsArrived) != 0) entry.add(&details.arrived, sizeof details.arrived);
    entry.add(bytes.data(), bytes.size());
    entry.end(size);
    return at;
  }

  /// Counts a call that is not in the log.
  static void lose() { ++the_log->dropped; }

 private:
  static std::size_t size_of(const Details& details) {
    return ((details.holds & kHoldsNames) != 0 ? sizeof details.names : 0) +
           ((details.holds & kHoldsOption) != 0 ? sizeof details.option : 0) +
           ((details.holds & kHoldsTcp) != 0 ? sizeof details.tcp : 0) +
           ((details.holds & kHoldsArrived) != 0 ? sizeof details.arrived : 0);
  }
};

}  // namespace stickylab
