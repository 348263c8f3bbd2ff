// --record: what is kept of a run.
#pragma once

#include <filesystem>
#include <string>

#include "base/phrase.hpp"
#include "recording/recording.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// Writes a recording into `folder`, which is made if it is missing, as
/// NN-name-version[-RUN].ndjson, or observed.ndjson if no lab was run. Does nothing if `folder` is
/// empty: --record was not given. Throws InputError if the file cannot be written.
void keep(const std::filesystem::path& folder, const Recording& recording, int run = 0);
/// Writes it as NAME.ndjson; the rest is the same.
void keep(const std::filesystem::path& folder, const Recording& recording, const std::string& name);

/// Writes the packets of the same run beside it, as NAME.pcapng; none were seen on loopback, and
/// then nothing is written. The rest is the same.
void keep_capture(const std::filesystem::path& folder, const Trace& trace, const std::string& name,
                  Lang lang);

}  // namespace stickylab
