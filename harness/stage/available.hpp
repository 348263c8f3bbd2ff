// What this machine allows.
#pragma once

#include <string>

namespace stickylab {

/// Why the two-host stage cannot be had here, as the system says it; empty where it can. Tries it
/// in a child process: takes a few ms.
std::string why_no_two_hosts();

/// The same of the one-host stage.
std::string why_no_one_host();

/// Whether the processes of a run are kept together by a PID namespace.
bool has_pid_namespaces();

}  // namespace stickylab
