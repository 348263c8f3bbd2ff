// Keeps a program from reading until it may.
#pragma once

#include <sys/types.h>

namespace stickylab {

/// Stops a program with all of its process group as long as somebody holds it.
class Brake {
 public:
  /// `program` is a child of this process, or none: then nothing is stopped.
  explicit Brake(pid_t program) : program_(program) {}
  ~Brake();
  Brake(const Brake&) = delete;
  Brake& operator=(const Brake&) = delete;

  pid_t program() const { return program_; }

  /// Returns when it has stopped.
  void hold();
  /// Lets go; the program runs on when everybody has.
  void release();

 private:
  const pid_t program_;
  int holders_ = 0;
};

}  // namespace stickylab
