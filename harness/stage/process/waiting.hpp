// What a program waits in, without its help.
#pragma once

#include <sys/types.h>

#include "recording/event.hpp"

namespace stickylab {

/// By proc(5), /proc/PID/syscall, of its first thread. Where that cannot be read, or it waits in
/// nothing that has a name here: empty. What poll(2) waits for is read from the program's memory.
WaitsIn waiting_of(pid_t pid);

}  // namespace stickylab
