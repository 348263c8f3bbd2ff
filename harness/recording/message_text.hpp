// The contract between a receiver and the harness: `message: TEXT`, bytes as \xNN where needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Undoes `\xNN`. A backslash that begins no such escape stands for itself.
std::string unescape_message(std::string_view text);

/// The messages in what a program printed: its lines `message: TEXT`, escapes undone. A last line
/// without newline counts: the program may have been stopped in the middle of it.
std::vector<std::string> messages_in(std::string_view printed);

}  // namespace stickylab
