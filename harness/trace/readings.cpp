#include "trace/readings.hpp"

#include <algorithm>

namespace stickylab {

void Readings::add(std::int64_t time_ns, std::string_view bytes) {
  bytes_ += bytes;
  readings_.push_back({bytes_.size(), time_ns});
}

std::optional<std::int64_t> Readings::had(std::string_view text) {
  if (readings_.empty()) return std::nullopt;
  const std::size_t at = bytes_.find(text, asked_);
  if (text.empty() || at == std::string::npos) return readings_.back().time_ns;
  asked_ = at + text.size();
  return std::partition_point(readings_.begin(), readings_.end(),
                              [&](const Reading& reading) { return reading.end < asked_; })
      ->time_ns;
}

}  // namespace stickylab
