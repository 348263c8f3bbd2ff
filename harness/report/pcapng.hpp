// A recording as a capture file: what Wireshark, tshark and tcpdump read.
#pragma once

#include <string>

#include "catalog/lab.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The packets of a recording as pcapng (draft-ietf-opsawg-pcapng), each at the time it left its
/// host, with a comment on what it carries and what became of it. What the lab says of the run
/// stands in the section's comments; `lab` is null where none was run, or none is known.
/// Throws std::runtime_error where the recording's start is no time.
std::string pcapng(const Trace& trace, const Lab* lab, Lang lang);

}  // namespace stickylab
