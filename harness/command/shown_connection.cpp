#include "command/shown_connection.hpp"

#include <algorithm>

#include "base/input_error.hpp"

namespace stickylab {

bool has_connection(const Trace& trace, int number) {
  const std::vector<Connection>& all = trace.connections().all();
  return std::any_of(all.begin(), all.end(),
                     [&](const Connection& connection) { return connection.number == number; });
}

void must_have_connection(const Trace& trace, int number) {
  if (number == 0 || has_connection(trace, number)) return;
  throw InputError({"--connection {}: no connection has this number; connections seen: {}",
                    "--connection {}：没有这个编号的连接；看到的连接数：{}"},
                   number, trace.connections().all().size());
}

}  // namespace stickylab
