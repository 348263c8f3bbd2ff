// How deliveries to a client and a server of one's own are played.
#pragma once

#include <vector>

#include "command/options.hpp"
#include "command/own_options.hpp"
#include "judge/own_outcome.hpp"
#include "stage/run.hpp"

namespace stickylab {

/// A run, and who plays which part in it.
struct OwnRun {
  RunSpec spec;
  OwnCast cast;
};

/// Makes the runs. What was learned from the uncut run is told to it before the deliveries.
class OwnRuns {
 public:
  /// Throws InputError for an end that cannot be read, and for two ends that are both written down.
  OwnRuns(const OwnOptions& own, const StageOptions& stage);

  /// One client for each schedule, one after the other, at one server. On `net`.
  OwnRun run(const std::vector<Schedule>& schedules, Net net) const;
  /// The uncut run, which waits for long before it takes the server for quiet.
  OwnRun patient_run(Net net) const;

  /// The end of one direction after some bytes: the stage plays who says them, as it was seen in
  /// the uncut run. The schedule has replies if it is the replies that end.
  OwnRun cut_off_run(const Schedule& schedule, const Conversation& seen, Net net) const;

  bool is_client_written() const { return client_.has_value(); }
  bool is_server_written() const { return server_.has_value(); }
  /// The bytes of a written end; null if both are programs.
  const Stream* written() const { return client_ ? &*client_ : server_ ? &*server_ : nullptr; }

  /// Whether the server ends by itself: then each run waits for that.
  void set_server_ends(bool ends) { server_ends_ = ends; }
  void set_limit(double seconds) { limit_s_ = seconds; }
  /// From now on a written end knows what it is answered.
  void learn(const Recording& uncut, const OwnCast& cast);

 private:
  void add_server(OwnRun& run, const std::vector<Schedule>& schedules) const;
  void add_client(OwnRun& run, const Schedule& schedule) const;
  Script script_of(const Schedule& schedule) const;

  const OwnOptions& own_;
  const StageOptions& stage_;
  std::string input_;
  std::optional<Stream> client_;
  std::optional<Stream> server_;
  bool server_ends_ = false;
  double limit_s_;
};

/// The most deliveries that one server is kept for; the next have a new one.
inline constexpr std::size_t kKeptFor = 30;
/// The most connections of one run.
inline constexpr std::size_t kMostConnections = 10'000;

}  // namespace stickylab
