#include "cli/version.hpp"

#include <fmt/core.h>
#include <sys/utsname.h>

#include "cli/commit.hpp"

namespace stickylab {

std::string tool_version() {
  return fmt::format("stickylab {}, commit {}", generated::kVersion, generated::kCommit);
}

std::string version_line() {
  utsname kernel{};
  uname(&kernel);
  return fmt::format("{}; {} {}", tool_version(), kernel.sysname, kernel.release);
}

}  // namespace stickylab
