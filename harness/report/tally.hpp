// The outcomes of many runs of one program.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "judge/observation.hpp"
#include "recording/environment.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Counts the outcomes that there are: a verdict, its reason, what was understood.
struct Tally {
  struct Outcome {
    Verdict verdict{};
    Reason reason{};
    std::vector<std::string> messages;
    friend bool operator<(const Outcome& a, const Outcome& b) {
      return std::tie(a.verdict, a.reason, a.messages) < std::tie(b.verdict, b.reason, b.messages);
    }
  };

  void add(const Observation& seen);

  int runs = 0;
  std::map<Outcome, int> counts;
};

using CountedOutcomes = std::vector<std::pair<Tally::Outcome, int>>;

/// The most frequent first.
CountedOutcomes in_order(const Tally& tally);

/// The conditions under which they were counted.
struct TallyOf {
  const Lab& lab;
  Version version{};
  bool gates = true;
  int jobs = 1;        ///< runs at a time
  int times = 0;       ///< runs that were asked for; more than were made if a signal came
  std::string file{};  ///< the user's own, in place of a version; empty: none
};

std::string tally_text(const TallyOf& of, const Tally& tally, const Environment& environment,
                       const View& view);

}  // namespace stickylab
