// A program that is started once for many runs, and forked for each of them as it comes to accept
// for the first time (probe/forking.hpp).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/system_error.hpp"
#include "stage/process/process.hpp"
#include "stage/run.hpp"
#include "stage/socket/probe_log.hpp"
#include "stage/stage.hpp"

namespace stickylab {

/// A fork of a program, which waits for its connection, with all that it is to have said and done
/// before.
struct Born {
  Actor actor{};
  pid_t pid = 0;
  Fd output;  ///< our ends of its pipes
  Fd errors;
  std::unique_ptr<ProbeLogFile> log;
  std::string said;        ///< on its standard output
  std::string complained;  ///< and its standard error
  std::string command;
  std::string address;  ///< at which it listens
};

/// Set in the environment to any value: every run starts its program (to test the other way).
inline constexpr char kNoFork[] = "STICKYLAB_NO_FORK";

class Mother {
 public:
  /// Starts the program of `spec` that connections are played to, and waits until it can be forked.
  /// None if that will not be: it is ended then, and has to be started for each run. `harness` is a
  /// pidfd: if that process ends, this gives up.
  static std::unique_ptr<Mother> start(const RunSpec& spec, Stage& stage, int harness);

  /// Makes a fork; none if the program cannot be forked any more.
  std::optional<Born> bear();

  pid_t pid() const { return process_->pid(); }

  /// Only starts it; to be made by `start`.
  Mother(const RunSpec& spec, Actor actor, Stage& stage, int harness);
  Mother(const Mother&) = delete;
  Mother& operator=(const Mother&) = delete;

 private:
  bool becomes_ready(const RunSpec& spec, Stage& stage);

  const Actor actor_;
  const int harness_;
  Fd step_;     ///< the other end of what it has as kStepFd
  Fd channel_;  ///< a socket of whole messages
  ProbeLogFile log_;
  std::optional<Process> process_;
  std::string command_;
  std::string address_;
  std::string said_;
  std::string complained_;
};

}  // namespace stickylab
