// Which build this is, and what it runs on.
#pragma once

#include <string>

namespace stickylab {

/// "stickylab 0.1.0, commit 0123456789ab; Linux 6.1.0". The commit says if the harness has been
/// changed since; if there was no git, it is not known.
std::string version_line();

/// "stickylab 0.1.0, commit 1a2b3c4"
std::string tool_version();

}  // namespace stickylab
