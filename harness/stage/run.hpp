// What to run, and under which conditions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/recording.hpp"
#include "schedule/schedule.hpp"
#include "stage/wire_spec.hpp"

namespace stickylab {

/// A command line; `{host}` and `{port}` in it are replaced by where the receiver listens.
struct Program {
  std::vector<std::string> command;
  std::string input;  ///< what it finds on its standard input
};

/// A stream that the stage delivers itself, and how.
struct DeliverySpec {
  Stream stream;
  Schedule schedule;
};

struct RunSpec {
  RunInfo
      info;  ///< `net` says on which stage; kernel, started and evidence are filled in by the run
  Who first = Who::receiver;  ///< which program is started first; the other when its port is open
  std::optional<Transport> transport;  ///< of that port; empty: either
  std::uint16_t port = 0;              ///< its number, and `{port}`; 0: the stage chooses
  bool any_port = false;               ///< whatever port it opens; for stages of their own
  unsigned mtu = 1500;                 ///< of the hosts' links, in bytes
  WireSpec wire;
  std::optional<DeliverySpec> delivery;  ///< instead of the sender's program
  std::optional<Schedule> relayed;       ///< sender and receiver talk through a relay, like this
  bool gates_off = false;                ///< the kit's gates step aside
  bool stepped = false;                  ///< a person holds the wire; on two hosts
  Program receiver;
  Program sender;
  std::filesystem::path probe;  ///< the LD_PRELOAD library
  double timeout_s = 10;        ///< of the whole run
};

/// Limits of every run (docs/trying-your-own.md); one that goes beyond them is stopped. Sizes are
/// in bytes.
inline constexpr std::size_t kOutputLimit = 1'000'000;  ///< that one program prints
/// Of all that the programs of a run start and use together:
inline constexpr std::int64_t kMemoryLimit = 512'000'000;
inline constexpr int kProcessLimit = 256;                   ///< each thread counts
inline constexpr std::int64_t kWrittenLimit = 256'000'000;  ///< into files and pipes
inline constexpr std::size_t kRecordingLimit = 64'000'000;  ///< what the run's events take
/// Of each process:
inline constexpr int kDescriptorLimit = 1024;

inline constexpr std::uint64_t kLimitsCheckMs = 50;

}  // namespace stickylab
