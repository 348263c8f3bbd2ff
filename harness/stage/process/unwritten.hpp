// Lines that a program has made and not yet written.
#pragma once

#include <sys/types.h>

#include <set>
#include <string>
#include <vector>

namespace stickylab {

/// Which of `messages`, counted from 1, stand in the memory of a program, or of what it started, as
/// lines that state them (recording/message_text.hpp): as bytes, or as UTF-16. A line that was
/// written may still stand there, too.
std::set<std::size_t> lines_in_memory(pid_t program, const std::vector<std::string>& messages);

}  // namespace stickylab
