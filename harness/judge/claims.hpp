// The standing of the documents' claims, by what the runs showed. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/observation.hpp"

namespace stickylab {

/// The runs' observations, by the lab's number and the version.
using Observations = std::map<std::pair<std::string, Version>, Observation>;

/// The reason why a condition cannot be decided.
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
  std::string seen;  ///< "-" if it was not observed
};

/// One condition, and whether the runs showed it.
struct Showing {
  const Condition* condition = nullptr;  ///< the claim's, which must outlive this
  Doubt doubt = Doubt::none;
  bool holds = false;  ///< means nothing if there is a doubt
  std::vector<Measured> measured;
};

struct Finding {
  const Claim* claim = nullptr;
  std::optional<Truth> truth;  ///< empty: these runs do not decide it
  Doubt doubt = Doubt::none;   ///< why they do not
  std::vector<Showing> evidence;

  /// True if it is what was measured before.
  bool as_expected() const { return truth == claim->expected; }
};

/// A claim is true if all its conditions were seen, false if none was, and depends if some were. If
/// one condition cannot be decided, nor can the claim. The claim must outlive the finding.
Finding decide(const Claim& claim, Net net, const Observations& seen);

}  // namespace stickylab
