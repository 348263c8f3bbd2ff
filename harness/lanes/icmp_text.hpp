// An ICMP error in words.
#pragma once

#include <string>

#include "recording/event.hpp"
#include "text/view.hpp"

namespace stickylab {

/// "nobody is at port 8080": the meaning of its type and code, RFC 792 and RFC 4443.
std::string icmp_text(const IcmpError& error, Lang lang);

}  // namespace stickylab
