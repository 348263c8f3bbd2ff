// Entering Linux namespaces, as root or as an ordinary user.
#pragma once

namespace stickylab {

/// unshare(2) of `flags` (CLONE_NEWPID, CLONE_NEWNET, …): directly where the process may, else in
/// a new user namespace, user_namespaces(7), in which it has all capabilities until it executes
/// a program, and its own uid. False, with errno, where the system allows neither.
bool enter_namespaces(int flags);

}  // namespace stickylab
