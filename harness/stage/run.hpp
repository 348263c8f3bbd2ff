// What to run, and under which conditions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/recording.hpp"
#include "stage/wire_spec.hpp"

namespace stickylab {

/// A command line; `{host}` and `{port}` in it are replaced by where the receiver listens.
struct Program {
  std::vector<std::string> command;
};

struct RunSpec {
  RunInfo
      info;  ///< `net` says on which stage; kernel, started and evidence are filled in by the run
  Transport transport{};
  unsigned mtu = 1500;  ///< of the hosts' links, in bytes
  WireSpec wire;
  Program receiver;
  Program sender;
  std::filesystem::path probe;  ///< the LD_PRELOAD library
  double timeout_s = 10;        ///< of the whole run
};

/// At most so much output is taken from a program, in bytes; one that prints more is stopped.
inline constexpr std::size_t kOutputLimit = 1 << 20;

}  // namespace stickylab
