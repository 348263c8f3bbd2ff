// The part of a run that somebody came for.
#pragma once

#include <cstdint>
#include <vector>

#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The rows that `shown` asks for. The clock of the lanes begins at `start_ns`. A row each counts
/// those before and after the times asked for.
std::vector<Row> chosen_rows(const Trace& trace, std::int64_t start_ns, const Excerpt& shown);

}  // namespace stickylab
