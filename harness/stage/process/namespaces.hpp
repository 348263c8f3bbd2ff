// Entering Linux namespaces, as root or as an ordinary user.
#pragma once

namespace stickylab {

/// Calls unshare(2) with `flags` (CLONE_NEWPID, CLONE_NEWNET, …): directly if the process may, else
/// in a new user namespace, user_namespaces(7), in which it has all capabilities until it executes
/// a program, and its own uid. False, with errno, if the system allows neither.
bool enter_namespaces(int flags);

}  // namespace stickylab
