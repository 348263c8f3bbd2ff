// A trial for machines: a test case for each group of deliveries.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/own_trial.hpp"
#include "judge/trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// A group of deliveries. Texts are in the language of the view that it was made for.
struct DeliveryCase {
  struct Failed {
    std::string summary;   ///< one line
    std::string schedule;  ///< empty: the sender's own run
    std::string fault;     ///< its name in the JSON
    std::string again;     ///< the command line that runs it again
    std::string story;     ///< the lanes of that run and what failed; lines
  };

  std::string name;
  std::string skipped;  ///< why it has no verdict; empty: it has one
  std::optional<Failed> failed;
};

struct DeliveryCases {
  std::vector<DeliveryCase> cases;
  std::size_t planned = 0;  ///< deliveries of all groups
  std::size_t made = 0;
  double seconds = 0;  ///< for all of them
};

DeliveryCases delivery_cases(const OwnTrial& trial, const View& view);
/// The first case is the sender's own run, through which its bytes are learned.
DeliveryCases delivery_cases(const Trial& trial, const View& view);

/// TAP version 14.
std::string deliveries_tap(const DeliveryCases& cases);
/// JUnit XML.
std::string deliveries_junit(const DeliveryCases& cases);
/// Workflow commands of GitHub Actions: an `::error` for each case that failed, `::notice` for the
/// number that passed (docs.github.com, "Workflow commands for GitHub Actions").
std::string deliveries_github(const DeliveryCases& cases, Lang lang);

}  // namespace stickylab
