// What to run, and under which conditions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "recording/recording.hpp"
#include "schedule/schedule.hpp"
#include "stage/net/wire_spec.hpp"

namespace stickylab {

/// A command line; `{host}` and `{port}` in it are replaced by where the receiver listens.
struct Program {
  std::vector<std::string> command;
  std::string input;  ///< what it finds on its standard input
};

struct RunSpec {
  RunInfo
      info;  ///< `net` says on which stage; kernel, started and evidence are filled in by the run
  Actor first = kReceiver;  ///< which program is started first; the other when its port is open
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

}  // namespace stickylab
