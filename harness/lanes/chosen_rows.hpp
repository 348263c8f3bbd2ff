// The part of a run that somebody came for.
#pragma once

#include <cstdint>
#include <vector>

#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The rows that `shown` asks for. `start_ns` is where the clock of the lanes begins. What lies
/// before and after the times asked for is counted in a row each.
std::vector<Row> chosen_rows(const Trace& trace, std::int64_t start_ns, const Excerpt& shown);

}  // namespace stickylab
