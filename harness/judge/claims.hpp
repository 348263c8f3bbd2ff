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
  no_python,     ///< there is no python3, which the claim's program needs
};
std::string_view doubt_name(Doubt doubt);

/// The row of a line that a claim's program printed.
inline constexpr std::string_view kPrintedRow = "printed";

/// A claim's own program ended so, and printed this.
struct Printed {
  int status = 0;  ///< 127: there is no python3
  std::vector<std::string> lines;
};

/// One number, or the verdict, of a run beside what the claim says it would be.
struct Measured {
  std::string what;  ///< a number's name, kVerdictRow, or kPrintedRow
  std::string needed;
  std::string seen;  ///< "-" if it was not observed
};

/// One condition, and whether the runs showed it.
struct Showing {
  const Condition* condition = nullptr;  ///< the claim's, which must outlive this; none: a line
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

/// The same of a claim that a program of its own decides, line by line. If the program failed, or
/// printed more or fewer lines, it decides nothing.
Finding decide(const Claim& claim, const Printed& printed);

}  // namespace stickylab
