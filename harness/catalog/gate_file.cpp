#include "catalog/gate_file.hpp"

#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "recording/event.hpp"

namespace stickylab {
namespace {

struct Option {
  int level = 0;
  int number = 0;
};

/// socket(7), tcp(7): those whose value is a number.
const std::map<std::string, Option>& options() {
  static const std::map<std::string, Option> options = {
      {"SO_KEEPALIVE", {SOL_SOCKET, SO_KEEPALIVE}},
      {"SO_RCVBUF", {SOL_SOCKET, SO_RCVBUF}},
      {"SO_REUSEADDR", {SOL_SOCKET, SO_REUSEADDR}},
      {"SO_SNDBUF", {SOL_SOCKET, SO_SNDBUF}},
      {"TCP_CORK", {IPPROTO_TCP, TCP_CORK}},
      {"TCP_NODELAY", {IPPROTO_TCP, TCP_NODELAY}},
      {"TCP_QUICKACK", {IPPROTO_TCP, TCP_QUICKACK}},
      {"TCP_USER_TIMEOUT", {IPPROTO_TCP, TCP_USER_TIMEOUT}}};
  return options;
}

std::string option_names() {
  std::string names;
  for (const auto& [name, option] : options()) names += (names.empty() ? "" : ", ") + name;
  return names;
}

Call read_call_name(Table& in) {
  const auto call = call_from_name(in.text("name"));
  if (!call)
    in.wrong(in.must("name"), in.path("name") + " must be a call that docs/recording.md lists");
  return *call;
}

/// "ECONNRESET", errno(3).
int read_error(Table& in) {
  constexpr int kHighest = 4095;  // the kernel's MAX_ERRNO
  const std::string name = in.text("error");
  for (int error = 1; error <= kHighest; ++error)
    if (const char* known = strerrorname_np(error); known != nullptr && known == name) return error;
  in.wrong(in.must("error"), in.path("error") + " must be the name of an error, as \"ECONNRESET\"");
}

void read_option(Table& in, GateCall& gate) {
  if (gate.call != Call::setsockopt)
    in.wrong(in.must("option"), in.path("option") + " is of \"setsockopt\" only");
  const auto option = options().find(in.text("option"));
  if (option == options().end())
    in.wrong(in.must("option"), in.path("option") + " must be one of " + option_names());
  gate.level = option->second.level;
  gate.option = option->second.number;
}

void read_short(Table& in, GateCall& gate) {
  gate.is_short = in.take<bool>("short", "true");
  if (!gate.is_short) in.wrong(in.must("short"), in.path("short") + " must be true");
  if (!is_read(gate.call) && !is_write(gate.call))
    in.wrong(in.must("short"), in.path("short") + " is of reads and writes only");
}

void read_outcome(Table& in, GateCall& gate) {
  if (in.has("result") + in.has("error") + in.has("short") > 1)
    in.wrong(in.raw(), in.here() + " has more than one of \"result\", \"error\" and \"short\"");
  if (in.has("result")) gate.result = in.integer("result", 0);
  if (in.has("error")) gate.error = read_error(in);
  if (in.has("short")) read_short(in, gate);
}

void read_queued(Table& in, GateCall& gate) {
  if (!is_read(gate.call) && gate.call != Call::shutdown && gate.call != Call::close)
    in.wrong(in.must("queued"), in.path("queued") + " is of reads, shutdown and close only");
  gate.queued = in.integer("queued", 1);
}

void read_value(Table& in, GateCall& gate) {
  if (gate.call != Call::setsockopt && gate.call != Call::shutdown && gate.call != Call::listen)
    in.wrong(in.must("value"), in.path("value") + " is of setsockopt, shutdown and listen only");
  if (gate.call == Call::setsockopt && !gate.option)
    in.wrong(in.must("value"), in.path("value") + " of \"setsockopt\" needs an \"option\"");
  gate.value = in.integer("value", 0);
}

GateCall read_call(Table in) {
  GateCall gate;
  gate.who = read_end(in, "who");
  gate.call = read_call_name(in);
  read_outcome(in, gate);
  if (in.has("option")) read_option(in, gate);
  if (in.has("value")) read_value(in, gate);
  if (in.has("queued")) read_queued(in, gate);
  if (in.has("times")) gate.times = in.integer("times", 1);
  in.done();
  return gate;
}

}  // namespace

Gate read_gate(Table in) {
  if (in.raw().size() != 1) in.wrong(in.raw(), "[gate] must have exactly one key");
  Gate gate = GateNone{};
  if (in.has("queued")) gate = GateQueued{in.integer("queued", 1)};
  if (in.has("queued_after_reply"))
    gate = GateQueuedAfterReply{in.integer("queued_after_reply", 1)};
  if (in.has("datagrams")) gate = GateDatagrams{in.integer("datagrams", 1)};
  if (in.has("arrived")) gate = GateArrived{in.integer("arrived", 1)};
  if (in.has("read_before_write")) gate = GateReadBeforeWrite{in.integer("read_before_write", 2)};
  if (in.has("read_before_close")) gate = GateReadBeforeClose{in.integer("read_before_close", 1)};
  if (in.has("call")) gate = read_call(in.table("call"));
  in.done();
  return gate;
}

}  // namespace stickylab
