#include "recording/names.hpp"

#include <array>

#include "judge/observation.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 20> kReasons = {"none",
                                                       "gate-not-seen",
                                                       "no-wire",
                                                       "calls-not-seen",
                                                       "events-dropped",
                                                       "between-thresholds",
                                                       "wire-late",
                                                       "receiver-not-ready",
                                                       "not-started",
                                                       "stage-lost",
                                                       "deadline",
                                                       "deadlock",
                                                       "too-much-output",
                                                       "signaled",
                                                       "failed",
                                                       "too-much-memory",
                                                       "too-many-processes",
                                                       "too-much-written",
                                                       "too-many-descriptors",
                                                       "too-much-traffic"};
static_assert(kReasons.size() == static_cast<std::size_t>(Reason::too_much_traffic) + 1);

}  // namespace

std::string_view reason_name(Reason reason) { return name_in(kReasons, reason); }

std::string_view outcome_name(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kNames = {"reproduced", "not-reproduced",
                                                      "inconclusive"};
  return name_in(kNames, outcome);
}

}  // namespace stickylab
