// A recording as a capture file: what Wireshark, tshark and tcpdump read.
#pragma once

#include <string>

#include "catalog/lab.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// The packets of a recording as pcapng (draft-ietf-opsawg-pcapng), each at the time it left its
/// host, with a comment on what it carries and what became of it. What the lab says of the run
/// stands in the section's comments; `lab` is null if none was run, or none is known.
/// Throws std::runtime_error if the recording's start is no time.
/// If `connection` is not 0, only the packets of the connection with this number are written.
std::string pcapng(const Trace& trace, const Lab* lab, Lang lang, int connection = 0);

}  // namespace stickylab
