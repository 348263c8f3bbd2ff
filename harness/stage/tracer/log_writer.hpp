// Writes the probe's log where one process writes it alone.
#pragma once

#include <cstring>
#include <string>

#include "probe/log.hpp"

namespace stickylab {

class LogWriter {
 public:
  explicit LogWriter(ProbeLog& log) : log_(log) {}

  /// Appends a record with what it holds; counts it if there is no room.
  void add(const ProbeRecord& record, const ProbeNames& names, const std::string& bytes) {
    const std::size_t named = (record.holds & kHoldsNames) != 0 ? sizeof names : 0;
    const std::uint64_t size = (sizeof record + named + bytes.size() + 7) / 8 * 8;
    const std::uint64_t at = log_.used.fetch_add(size);
    if (at > log_.capacity - size) return lose();
    char* place = reinterpret_cast<char*>(&log_) + at;
    constexpr std::size_t kSize = sizeof record.size;  // comes last: the reader waits for it
    std::memcpy(place + kSize, reinterpret_cast<const char*>(&record) + kSize,
                sizeof record - kSize);
    auto& written = *reinterpret_cast<ProbeRecord*>(place);
    written.bytes = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(place + sizeof record, &names, named);
    bytes.copy(place + sizeof record + named, bytes.size());
    written.size.store(static_cast<std::uint32_t>(size), std::memory_order_release);
  }

  /// Counts a call that is not in the log.
  void lose() { ++log_.dropped; }

 private:
  ProbeLog& log_;
};

}  // namespace stickylab
