// Where a claim of the documents stands, by what the runs showed. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/observation.hpp"

namespace stickylab {

/// What the runs showed, by the lab's number and the version.
using Observations = std::map<std::pair<std::string, Version>, Observation>;

/// Why a condition cannot be decided.
enum class Doubt : std::uint8_t {
  none,
  other_net,     ///< it tells something on another network only
  inconclusive,  ///< the run decides nothing
  not_observed,  ///< a number could not be observed, or there was no run
};
std::string_view doubt_name(Doubt doubt);

/// One number, or the verdict, of a run beside what the claim says it would be.
struct Measured {
  std::string what;  ///< a number's name, or kVerdictRow
  std::string needed;
  std::string seen;  ///< "-" where it was not observed
};

/// What became of one condition.
struct Showing {
  const Condition* condition = nullptr;  ///< of the claim
  Doubt doubt = Doubt::none;
  bool holds = false;  ///< means nothing where there is a doubt
  std::vector<Measured> measured;
};

struct Finding {
  const Claim* claim = nullptr;
  std::optional<Truth> truth;  ///< empty: these runs do not decide it
  Doubt doubt = Doubt::none;   ///< why they do not
  std::vector<Showing> evidence;

  /// Whether it is what was measured before.
  bool as_expected() const { return truth == claim->expected; }
};

/// All that would have to be seen was: true. None of it: false. Some of it: it depends. Where one
/// condition cannot be decided, the claim is not. The claim must outlive the finding.
Finding decide(const Claim& claim, Net net, const Observations& seen);

}  // namespace stickylab
