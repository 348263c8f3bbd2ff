// The results of `check`, `compare` and `claims`, lab by lab: commands fill them, reports read
// them.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "catalog/lab.hpp"
#include "judge/claims.hpp"
#include "judge/observation.hpp"
#include "judge/trial.hpp"
#include "recording/environment.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// Refers to what the caller keeps.
struct CompareResult {
  const Lab* lab = nullptr;
  const Comparison* comparison = nullptr;
};

/// A claim, and the lab that states it.
struct ClaimResult {
  const Lab* lab = nullptr;  ///< none: a program of its own decides the claim
  Finding finding;
};

struct Claims {
  std::vector<ClaimResult> results;
  std::vector<Undecidable> undecidable;
  Environment environment;
};

struct CheckFailure {
  int run = 0;  ///< the first is 1
  Trace broken;
  Trace fixed;
  Comparison comparison;
};

/// What all runs of one version came to.
struct VersionCount {
  int failed = 0;              ///< runs in which it was not as stated
  double seconds = 0;          ///< of all its runs
  std::optional<Trial> trial;  ///< under deliveries, if the lab states `holds`
};

struct CheckResult {
  const Lab* lab = nullptr;
  int runs = 0;
  int reproduced = 0;
  int inconclusive = 0;
  std::optional<CheckFailure> first_failure;  ///< the first run that was not reproduced
  int asked = 0;  ///< runs are numbered up to this; in a shard, or stopped early, there are fewer
  std::array<VersionCount, 2> versions;  ///< by Version
  int without_wire = 0;  ///< those of `inconclusive` that need the wire of another stage

  const VersionCount& count(Version version) const {
    return versions.at(static_cast<std::size_t>(version));
  }

  /// Can the lab not be shown on this stage?
  bool is_skipped() const { return runs > 0 && without_wire == runs; }

  /// Was each run, and each trial, as the lab states? One that this stage cannot show is no
  /// failure.
  bool passed() const {
    return reproduced + without_wire == runs &&
           std::all_of(versions.begin(), versions.end(),
                       [](const auto& v) { return !v.trial || v.trial->passed(); });
  }
};

}  // namespace stickylab
