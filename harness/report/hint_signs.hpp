// Signs that a failing run gives of its cause: facts of its bytes and calls, no words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "judge/trial.hpp"

namespace stickylab {

/// True if one read brought the text of two messages that were meant, one after the other.
bool has_read_two(const Trial& trial);

/// True if there were reads, and each had room for the whole stream.
bool reads_what_comes(const Trial& trial);

/// True if a read brought less than it asked for, that was at most `most` bytes, and the next one
/// did not ask for just the rest.
bool has_short_read(const Trace& trace, Actor who, std::size_t most);

/// True if a read was short, and the next one asked for just the rest.
bool reads_the_rest(const Trace& trace, Actor who);

/// The two bytes of a delimiter that a cut parts: CR LF, or two that stand behind each message.
std::optional<std::string> cut_delimiter(const Trial& trial);

/// True if a cut falls inside the bytes before a message that end with its length: 2 or 4 bytes in
/// either order, or base 128 (as in Protocol Buffers) of more than one byte. False if the receiver
/// was seen to read the rest of them.
bool cuts_header(const Trial& trial);

/// True if the lab's length before the first message stands in what was understood, as text.
bool takes_length_for_text(const Trial& trial);

/// The address at which the program listens, if that was not the one that it was given.
std::optional<std::string> listens_elsewhere(const Trial& trial);

/// True if a read returned 0: it came to the end of the stream.
bool saw_end(const Trace& trace, Actor who);

/// True if a read failed with ECONNRESET.
bool saw_reset(const Trace& trace, Actor who);

/// True if a program took EINTR for an error: its last read failed so, or its last line of standard
/// error names it. A wait, as epoll_wait(2), is not in the record.
bool gave_up_interrupted(const Trace& trace, Actor who);

/// True if the receiver understood texts that were sent so, and none of the lab's was.
bool sends_other_messages(const Trial& trial);

/// True if recv returned 0 to the receiver over and over.
bool spins_at_the_end(const Trace& trace);

/// Counts the bytes that waited on the receiver's connection as it closed it, 0 also if that is not
/// known; nothing if it did not.
std::optional<std::int64_t> unread_at_close(const Trace& trace);

/// True if a read of the sender brought all that it was sent in a turn.
bool has_read_a_turn(const Trial& trial);

}  // namespace stickylab
