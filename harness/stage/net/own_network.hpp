// A network that nobody else uses: one loopback device.
#pragma once

namespace stickylab {

/// Moves this process to a network namespace of its own, with 127.0.0.0/8 and ::1 in it. False,
/// with errno, if the system allows none.
bool enter_own_network();

}  // namespace stickylab
