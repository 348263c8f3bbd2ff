// What is seen of a program that waits while nothing comes: the detail of Stop::silence.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace stickylab {

/// Prints and parses as "timeout 200 unwritten 2 3", each part where there is one.
struct InSilence {
  std::uint32_t timeout_ms = 0;     ///< the shortest for which it waits at a time; 0: none was seen
  std::set<std::size_t> unwritten;  ///< lines that stood in its memory, counted from 1
  friend bool operator==(const InSilence&, const InSilence&) = default;
};

std::string print_in_silence(const InSilence& seen);
InSilence parse_in_silence(std::string_view detail);

}  // namespace stickylab
