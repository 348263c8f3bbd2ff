#include "judge/gate.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <numeric>

#include "trace/calls.hpp"

namespace stickylab {
namespace {

std::int64_t bytes_of(const std::vector<Returned>& calls, std::int64_t before_ns) {
  std::int64_t bytes = 0;
  for (const Returned& r : calls)
    if (r.time_ns <= before_ns) bytes += r.call->result;
  return bytes;
}

struct Seen {
  const Trace& trace;

  bool operator()(const GateNone&) const { return true; }

  bool operator()(const GateQueued& gate) const {
    const auto reads = trace.calls(kReceiver).reads;
    return !reads.empty() && reads.front().call->what.queued >= gate.bytes;
  }

  bool operator()(const GateQueuedAfterReply& gate) const {
    bool replied = false;
    for (const Returned& r : trace.calls(kReceiver).all) {
      if (is_data_write(*r.call)) replied = true;
      if (replied && is_data_read(*r.call)) return r.call->what.queued >= gate.bytes;
    }
    return false;
  }

  bool operator()(const GateDatagrams& gate) const {
    int peeks = 0;
    for (const Returned& r : trace.calls(kReceiver).all) {
      const bool peek = (r.call->what.flags & MSG_PEEK) != 0 && r.call->result >= 0;
      if (is_data_read(*r.call)) break;
      if (is_read(r.call->what.call) && peek) ++peeks;
    }
    return peeks >= gate.count;
  }

  bool operator()(const GateReadBeforeWrite& gate) const {
    const auto writes = trace.calls(kSender).writes;
    const auto index = static_cast<std::size_t>(gate.write - 1);
    if (index >= writes.size() || index == 0) return false;
    const std::int64_t began = writes[index].call->entered_ns;
    return bytes_of(trace.calls(kReceiver).reads, began) ==
           std::accumulate(
               writes.begin(), writes.begin() + static_cast<std::ptrdiff_t>(index), std::int64_t{0},
               [](std::int64_t sum, const Returned& write) { return sum + write.call->result; });
  }

  bool operator()(const GateReadBeforeClose& gate) const {
    for (const Returned& r : trace.calls(kSender).all) {
      const Call call = r.call->what.call;
      if (call != Call::shutdown && call != Call::close) continue;
      return bytes_of(trace.calls(kReceiver).reads, r.call->entered_ns) >= gate.bytes;
    }
    return false;
  }

  bool operator()(const GateOption& gate) const {
    const auto calls = trace.calls(gate.who).all;
    const auto sets = std::count_if(calls.begin(), calls.end(), [&](const Returned& r) {
      const SocketCall& call = r.call->what;
      return call.call == Call::setsockopt && call.level == IPPROTO_TCP &&
             call.option == gate.option && call.value == gate.value && r.call->result == 0;
    });
    return sets >= gate.times;
  }
};

}  // namespace

bool gate_seen(const Gate& gate, const Trace& trace) { return std::visit(Seen{trace}, gate); }

}  // namespace stickylab
