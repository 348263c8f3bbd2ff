// One program under test: started, watched, its output taken.
//
// In: a command with its environment and input, and a function that moves the new process to its
// host. Out: descriptors to read (output, errors, a pidfd), and how the process ended. The folder
// also holds a run to its time and its share of the machine, counts the time that a starved program
// did not get, and ends everything that programs leave behind. The figures are from proc(5).
//
// It knows nothing of sockets, packets and labs, nor of which program is a sender.
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/system_error.hpp"
#include "recording/event.hpp"

namespace stickylab {

struct Launch {
  std::vector<std::string> command;
  std::map<std::string, std::string> environment;  ///< added to our own
  std::string input;                               ///< all of its standard input
  int step_fd = -1;                                ///< inherited as kStepFd; -1: none
  int probe_fd = -1;                               ///< inherited as kProbeFd; -1: none
  int mother_fd = -1;                              ///< inherited as kMotherFd; -1: none
};

/// The descriptors under which a program finds what it inherits.
inline constexpr int kStepFd = 3;
inline constexpr int kProbeFd = 250;  // out of the way of the descriptors that a program counts on
inline constexpr int kMotherFd = 251;

/// A running child process, in a process group of its own, that dies with this one
/// (PR_SET_PDEATHSIG).
class Process {
 public:
  /// `enter` is called in the program's own process, between fork and exec, to move it to its host:
  /// it makes only async-signal-safe calls, and returns false with errno if that fails. Throws
  /// std::system_error if the program cannot be executed ("execute PROGRAM").
  Process(const Launch& launch, const std::function<bool()>& enter);
  /// A child that was not made here, in a process group of its own, with our ends of its pipes.
  Process(pid_t child, Fd output, Fd errors);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  int pidfd() const { return pidfd_.get(); }    ///< readable once it has ended, pidfd_open(2)
  int output() const { return output_.get(); }  ///< non-blocking; -1 once it was closed
  int errors() const { return errors_.get(); }
  void close_output(bool error) { (error ? errors_ : output_).reset(); }

  /// Reaps it; to be called once, when `pidfd` is readable.
  ProcessExited wait();

  /// Kills its process group.
  void kill();

 private:
  pid_t pid_ = -1;
  bool reaped_ = false;
  Fd pidfd_;
  Fd output_;
  Fd errors_;
};

}  // namespace stickylab
