// What a link asks of its TCP socket.
#pragma once

#include <uv.h>

#include <string>

#include "service/credit.hpp"

namespace service {

// A peer that is gone without a word is found out within a minute, nothing waits for
// Nagle, and little waits in the kernel, where no frame can go before it.
void prepare(uv_tcp_t& tcp);

Millis rtt_of(const uv_tcp_t& tcp);             // as TCP has measured it
std::string peer_address(const uv_tcp_t& tcp);  // without the port

}  // namespace service
