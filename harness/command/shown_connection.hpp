// --connection: the only one that is shown.
#pragma once

#include "trace/trace.hpp"

namespace stickylab {

bool has_connection(const Trace& trace, int number);

/// Throws InputError if no connection of `trace` is number `number`. 0 stands for all of them.
void must_have_connection(const Trace& trace, int number);

}  // namespace stickylab
