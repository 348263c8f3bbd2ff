// From what is asked to the runs that answer it.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "command/options.hpp"
#include "recording/environment.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// Where the tool's parts are: --root, or where it was started from.
Prefix prefix_of(const Options& options);

/// Throws InputError where a part of the tool is missing.
void must_exist(const std::filesystem::path& file);

/// The stage that --net names. Where that is auto and two hosts cannot be had, says so on standard
/// error. Throws InputError where what is asked for cannot be had.
Net choose_net(const Options& options);

/// What the wire is to do; `rtt_ms` where --rtt is not given.
WireSpec wire_of(const WireOptions& options, double rtt_ms);

/// The labs and the parts of the tool that a command works with.
class Plan {
 public:
  /// Throws InputError: an unknown lab, a wrong lab.toml, a missing probe, a --net that cannot be
  /// had.
  explicit Plan(const Options& options);

  const std::vector<Lab>& labs() const { return labs_; }

  /// Throws InputError where the lab's program is missing.
  RunSpec run(const Lab& lab, Version version) const;

  int jobs() const;
  /// Runs in which the stage plays the sender: they wait more than they work.
  int deliveries_at_a_time() const;
  Net net() const { return net_; }
  std::filesystem::path probe() const { return prefix_.probe(); }

  /// This machine, as the reports name it.
  Environment environment() const;

 private:
  const Options& options_;
  Prefix prefix_;
  std::vector<Lab> labs_;
  Net net_;
};

/// The two recordings of one comparison.
struct Pair {
  Recording broken;
  Recording fixed;
};

/// Runs broken and fixed of each of `labs`, side by side, and hands over each pair, in the order
/// of `labs`, as soon as it and all before it are there. `on_pair` answers whether to go on.
void run_pairs(const Plan& plan, const std::vector<const Lab*>& labs,
               const std::function<bool(std::size_t, Pair)>& on_pair);

/// Writes a recording below --record as NN-name-version[-RUN].ndjson, or observed.ndjson where no
/// lab was run; nothing where there is no --record. Throws InputError where that cannot be written.
void save(const Options& options, const Recording& recording, int run = 0);
/// The same, as NAME.ndjson.
void save(const Options& options, const Recording& recording, const std::string& name);

}  // namespace stickylab
