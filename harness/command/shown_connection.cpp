#include "command/shown_connection.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "trace/calls.hpp"

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

const char* part_of_lanes(const Excerpt& shown) {
  if (shown.from_ms) return "--from";
  if (shown.to_ms) return "--to";
  if (shown.only != Only::all) return "--only";
  return shown.output ? nullptr : "--no-output";
}

void must_make_sense(const Excerpt& shown) {
  if (!shown.from_ms || !shown.to_ms || *shown.from_ms <= *shown.to_ms) return;
  throw InputError({"--from {0} is later than --to {1}: the other way round?",
                    "--from {0} 比 --to {1} 还晚：是不是写反了？"},
                   *shown.from_ms, *shown.to_ms);
}

void must_not_be_local(const Trace& trace, const std::string& asked) {
  if (talks_locally(trace.recording()))
    throw InputError({"{}: these programs talk through a local socket, and no wire carries that",
                      "{}：这两个程序经本机套接字通信，没有链路可看"},
                     asked);
}

void must_have(const Trace& trace, const Excerpt& shown) {
  must_have_connection(trace, shown.connection);
  const auto& evidence = trace.info().evidence;
  const bool wire = std::find(evidence.begin(), evidence.end(), "wire") != evidence.end();
  if (wire || shown.only != Only::wire) return;
  must_not_be_local(trace, "--only");
  throw InputError({"--only wire: {} has no wire to watch; use --net {}",
                    "--only wire：{} 没有可看的链路；请用 --net {}"},
                   net_name(trace.info().net), net_name(Net::two_hosts));
}

}  // namespace stickylab
