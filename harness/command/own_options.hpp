// `try` of a client and a server of one's own: its options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/counting.hpp"

namespace stickylab {

/// No lab: what is meant is what the uncut run gives.
struct OwnOptions {
  std::string server;        ///< a command, or bytes:FILE or pcap:FILE
  std::string client;        ///< the same
  std::string client_input;  ///< its standard input, a file; empty: none
  std::optional<Judged>
      judged;         ///< --judge; else the client, or the server if bytes are the client
  std::string count;  ///< --count; empty: every line counts
  std::vector<std::string> ignore;  ///< --ignore
  std::string expect;               ///< --expect: a file; empty: as the uncut run
  std::string check;                ///< --check: a command; empty: none
  bool keep_server = false;
  bool quick = false;
  bool all_failures = false;          ///< go on after a failure: the first of each group
  bool endings = false;               ///< both directions end early, too
  bool strict_end = false;            ///< and whoever is cut off must say so by its exit status
  std::optional<int> cut_connection;  ///< --cut: only this one is cut
  std::optional<double> budget_ms;    ///< time for all deliveries

  bool given() const { return !server.empty() || !client.empty(); }
};

}  // namespace stickylab
