#include <algorithm>
#include <array>

#include "judge/observation.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 10> kVerdicts = {"same",    "merged",      "torn",    "lost",
                                                        "garbled", "extra",       "stalled", "hang",
                                                        "crash",   "inconclusive"};
static_assert(kVerdicts.size() == static_cast<std::size_t>(Verdict::inconclusive) + 1);

constexpr std::array<std::string_view, 12> kReasons = {"none",
                                                       "gate-not-seen",
                                                       "calls-not-seen",
                                                       "events-dropped",
                                                       "between-thresholds",
                                                       "receiver-not-ready",
                                                       "not-started",
                                                       "stage-lost",
                                                       "deadline",
                                                       "too-much-output",
                                                       "signaled",
                                                       "failed"};
static_assert(kReasons.size() == static_cast<std::size_t>(Reason::failed) + 1);

constexpr std::array<std::string_view, 10> kNumbers = {
    "messages",   "writes",  "reads",       "empty_reads", "segments",
    "held_bytes", "held_ms", "exchange_ms", "reading_us",  "elapsed_ms"};

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_from_name(std::string_view name) {
  const auto* found = std::find(kVerdicts.begin(), kVerdicts.end(), name);
  if (found == kVerdicts.end()) return std::nullopt;
  return static_cast<Verdict>(found - kVerdicts.begin());
}

std::string_view reason_name(Reason reason) {
  return kReasons.at(static_cast<std::size_t>(reason));
}

bool is_number_name(std::string_view name) {
  return std::find(kNumbers.begin(), kNumbers.end(), name) != kNumbers.end();
}

std::string_view outcome_name(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kNames = {"reproduced", "not-reproduced",
                                                      "inconclusive"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

}  // namespace stickylab
