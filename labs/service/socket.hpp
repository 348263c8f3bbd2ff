// The options that a link sets on its TCP socket.
#pragma once

#include <uv.h>

#include <string>

#include "service/credit.hpp"

namespace service {

// A peer that is gone without a word is found out within 35 seconds, nothing waits for
// Nagle, and little waits in the kernel: no frame can go before it there.
void prepare(uv_tcp_t& tcp);

// The room that libuv reads to. All that it has read goes on before it reads again,
// from whichever connection: one room is enough for those of a thread.
uv_buf_t room_to_read();

Millis rtt_of(const uv_tcp_t& tcp);             // as TCP has measured it
std::string peer_address(const uv_tcp_t& tcp);  // without the port

}  // namespace service
