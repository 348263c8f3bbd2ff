// The contract between a receiver and the harness: a line `message: TEXT` on standard output for
// each message that it understood.
//
// The line begins with `message:`. One blank after it belongs to the prefix and may be left out,
// all that follows is the message. A byte that a line cannot hold, or that is not UTF-8, is written
// as \xNN. Other lines mean nothing. docs/trying-your-own.md says the same to those who write one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Undoes `\xNN`. A backslash that begins no such escape stands for itself.
std::string unescape_message(std::string_view text);

/// The text of the message that a line states, escapes and all; nothing if it states none. Points
/// into `line`, which is without its newline.
std::optional<std::string_view> message_text(std::string_view line);

/// The messages in what a program printed: escapes undone. A last line without newline
/// counts: the program may have been stopped in the middle of it.
std::vector<std::string> messages_in(std::string_view printed);

}  // namespace stickylab
