#include "recording/in_silence.hpp"

#include <sstream>

namespace stickylab {

std::string print_in_silence(const InSilence& seen) {
  std::string detail;
  if (seen.timeout_ms > 0) detail = "timeout " + std::to_string(seen.timeout_ms);
  if (!seen.unwritten.empty()) detail += detail.empty() ? "unwritten" : " unwritten";
  for (const std::size_t line : seen.unwritten) detail += " " + std::to_string(line);
  return detail;
}

InSilence parse_in_silence(std::string_view detail) {
  InSilence seen;
  std::istringstream words{std::string(detail)};
  std::string word;
  words >> word;
  if (word == "timeout") words >> seen.timeout_ms >> word;
  if (word == "unwritten")
    for (std::size_t line = 0; words >> line;) seen.unwritten.insert(line);
  return seen;
}

}  // namespace stickylab
