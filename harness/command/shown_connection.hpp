// The part of a run that is shown: is there such a part?
#pragma once

#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

bool has_connection(const Trace& trace, int number);

/// Throws InputError if no connection of `trace` is number `number`. 0 stands for all of them.
void must_have_connection(const Trace& trace, int number);

/// The first option beside --connection that asks for a part of the lanes; null if none does.
const char* part_of_lanes(const Excerpt& shown);

/// Throws InputError if the part ends before it begins.
void must_make_sense(const Excerpt& shown);

/// Throws InputError, naming what asked, if the programs of `trace` talk by AF_UNIX: no wire was
/// between them.
void must_not_be_local(const Trace& trace, const std::string& asked);

/// Throws InputError if `trace` has no such connection, or only the wire is wanted and was not
/// watched.
void must_have(const Trace& trace, const Excerpt& shown);

}  // namespace stickylab
