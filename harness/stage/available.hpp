// Finds what this machine allows.
#pragma once

#include <string>

namespace stickylab {

/// Tells why the two-host stage cannot be had here, in the system's words; empty if it can. Tries
/// it in a child process, which takes a few ms.
std::string why_no_two_hosts();

/// Tells the same of the one-host stage.
std::string why_no_one_host();

/// Tells why a tracer cannot observe calls (`--probe kernel`), in the same way.
std::string why_no_tracing();

/// True if a PID namespace keeps the processes of a run together.
bool has_pid_namespaces();

}  // namespace stickylab
