// --record: what is kept of a run.
#pragma once

#include <filesystem>
#include <string>

#include "recording/recording.hpp"

namespace stickylab {

/// Writes a recording into `folder`, which is made if it is missing, as
/// NN-name-version[-RUN].ndjson, or observed.ndjson if no lab was run. Does nothing if `folder` is
/// empty: --record was not given. Throws InputError if the file cannot be written.
void keep(const std::filesystem::path& folder, const Recording& recording, int run = 0);
/// Writes it as NAME.ndjson; the rest is the same.
void keep(const std::filesystem::path& folder, const Recording& recording, const std::string& name);

}  // namespace stickylab
