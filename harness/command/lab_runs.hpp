// From the labs that are asked for to the runs that show them.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "command/options.hpp"
#include "recording/environment.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Some labs, with what is needed to run them: the tool's parts, a network, and what the command
/// line says of the stage.
class LabRuns {
 public:
  /// Throws InputError if the probe is missing.
  LabRuns(Prefix prefix, std::vector<Lab> labs, Net net, StageOptions stage);

  const std::vector<Lab>& labs() const { return labs_; }
  Net net() const { return net_; }
  const Prefix& prefix() const { return prefix_; }
  Environment environment() const;

  /// Throws InputError if the lab's program is missing.
  RunSpec run(const Lab& lab, Version version) const;

  /// The number of runs at a time.
  int jobs() const;
  /// The same for runs in which the stage plays the sender: they wait more than they work.
  int deliveries_at_a_time() const;

 private:
  Prefix prefix_;
  std::vector<Lab> labs_;
  Net net_;
  StageOptions stage_;
};

/// The labs that `wanted` names, as `find_labs` takes it, with the network that `stage` asks for.
/// `root` and `lang` are those of `prefix_of` and `choose_net`. Throws InputError for an unknown
/// lab, a wrong lab.toml, a network that cannot be had, and a missing probe.
LabRuns lab_runs(const std::filesystem::path& root, const std::vector<std::string>& wanted,
                 const StageOptions& stage, Lang lang);

}  // namespace stickylab
