// One end of a connection, written down: what it says, in turns.
#pragma once

#include <string>

#include "recording/recording.hpp"
#include "schedule/schedule.hpp"

namespace stickylab {

/// True for `bytes:FILE` and `pcap:FILE`: no command, the stage plays this end.
bool is_written(const std::string& end);

enum class WrittenEnd : std::uint8_t { client, server };

/// Reads the file. Of `bytes:` a line `---` parts two turns: the second waits for what the other
/// end says in between. A client begins, and a server answers; if the file begins with `---`, it is
/// the other way round. Of `pcap:` the connection's own turns are taken. How much the other end
/// says is not known yet, so the stream is not patient. Throws InputError.
Stream read_written(const std::string& end, WrittenEnd as);

/// The same stream with what the other end said in its turns, as it was seen in an uncut run.
/// `played` is the actor that said the stream.
Stream with_replies(Stream stream, const Recording& uncut, Actor played);

}  // namespace stickylab
