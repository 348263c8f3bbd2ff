// A connection to a host that is named.
#pragma once

#include <uv.h>

#include <stdexcept>
#include <string>

namespace service {

// The connection is gone, or there is none. It may be worth another try.
struct Lost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Runs the loop until it is connected. Throws Lost; std::runtime_error if nobody knows
// the host.
void connect_to(uv_loop_t* loop, uv_tcp_t* tcp, const std::string& host, int port);

}  // namespace service
