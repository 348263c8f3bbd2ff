#include <algorithm>
#include <array>

#include "recording/recording.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 19> kCalls = {
    "socket",  "bind",     "listen", "accept",     "connect",  "send",    "sendto",
    "sendmsg", "write",    "writev", "recv",       "recvfrom", "recvmsg", "read",
    "readv",   "shutdown", "close",  "setsockopt", "fionread"};
static_assert(kCalls.size() == static_cast<std::size_t>(Call::fionread) + 1);

constexpr std::array<std::string_view, 12> kStops = {
    "deadline", "deadlock", "output",    "not-started", "not-ready",   "stage-lost",
    "silence",  "memory",   "processes", "written",     "descriptors", "traffic"};
static_assert(kStops.size() == static_cast<std::size_t>(Stop::traffic) + 1);

}  // namespace

std::string_view call_name(Call call) { return kCalls.at(static_cast<std::size_t>(call)); }

std::optional<Call> call_from_name(std::string_view name) {
  const auto* found = std::find(kCalls.begin(), kCalls.end(), name);
  if (found == kCalls.end()) return std::nullopt;
  return static_cast<Call>(found - kCalls.begin());
}

std::string_view stop_name(Stop why) { return kStops.at(static_cast<std::size_t>(why)); }

std::optional<Stop> stop_from_name(std::string_view name) {
  const auto* found = std::find(kStops.begin(), kStops.end(), name);
  if (found == kStops.end()) return std::nullopt;
  return static_cast<Stop>(found - kStops.begin());
}

std::string_view version_name(Version version) {
  return version == Version::broken ? "broken" : "fixed";
}

std::string_view net_name(Net net) {
  constexpr std::array<std::string_view, 3> kNames = {"two-hosts", "one-host", "loopback"};
  return kNames.at(static_cast<std::size_t>(net));
}

void sort_events(Recording& recording) {
  std::sort(recording.events.begin(), recording.events.end(), [](const Event& a, const Event& b) {
    return a.time_ns != b.time_ns ? a.time_ns < b.time_ns : a.seq < b.seq;
  });
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace stickylab
