// A connection to a host that is named.
#pragma once

#include <uv.h>

#include <string>

namespace files {

// Runs the loop until it is connected. Throws Lost.
void connect_to(uv_loop_t* loop, uv_tcp_t* tcp, const std::string& host,
                const std::string& port);

}  // namespace files
