// The parts of an answer to `try` that are about datagrams.
#pragma once

#include <optional>
#include <string>

#include "judge/trial.hpp"
#include "text/view.hpp"

namespace stickylab {

/// `"…hello" "…world" (datagram 1 comes twice)`: what arrived, and what happened.
std::string arrived_text(const Trial& trial, const View& view);

/// What is wrong with the messages, or that datagrams were not read.
std::string datagram_fault_text(const Trial& trial, const View& view);

/// Says what to look at, by what was seen; nothing if that says it all.
std::optional<std::string> datagram_hint(const Trial& trial, const View& view);

}  // namespace stickylab
