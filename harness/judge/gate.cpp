#include "judge/gate.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "trace/calls.hpp"

namespace stickylab {
namespace {

std::int64_t bytes_of(const std::vector<Returned>& calls, std::int64_t before_ns) {
  std::int64_t bytes = 0;
  for (const Returned& r : calls)
    if (r.time_ns <= before_ns) bytes += r.call->result;
  return bytes;
}

/// True if nothing is stated, or just this.
template <class T, class U>
bool holds(const std::optional<T>& stated, U seen) {
  return !stated || *stated == seen;
}

bool has_outcome(const GateCall& gate, const CallReturned& call) {
  if (gate.error) return call.result < 0 && call.error == *gate.error;
  if (gate.is_short)
    return call.result > 0 && static_cast<std::uint64_t>(call.result) < call.what.length;
  return gate.result ? call.result == *gate.result : call.result >= 0;
}

bool is_peek(const CallReturned& call) {
  return is_read(call.what.call) && (call.what.flags & MSG_PEEK) != 0 && call.result >= 0;
}

bool takes_datagram(const CallReturned& call) {
  return call.what.datagram && is_read(call.what.call) && (call.what.flags & MSG_PEEK) == 0 &&
         call.result >= 0;
}

bool is_as_stated(const GateCall& gate, const CallReturned& call) {
  const SocketCall& what = call.what;
  return what.call == gate.call && holds(gate.level, what.level) &&
         holds(gate.option, what.option) && holds(gate.value, what.value) &&
         what.queued >= gate.queued.value_or(what.queued) && has_outcome(gate, call);
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
      if (is_data_read(*r.call)) break;
      if (is_peek(*r.call)) ++peeks;
    }
    return peeks >= gate.count;
  }

  bool operator()(const GateArrived& gate) const {
    std::int64_t waiting = 0;
    for (const Returned& r : trace.calls(kReceiver).all) {
      const SocketCall& what = r.call->what;
      if (is_peek(*r.call)) ++waiting;
      if (what.call == Call::accept) waiting = what.waiting;
      if (what.call == Call::accept || takes_datagram(*r.call))
        return waiting >= 0 && what.dropped >= 0 && waiting + what.dropped >= gate.count;
    }
    return false;
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

  bool operator()(const GateCall& gate) const {
    const auto calls = trace.calls(gate.who).all;
    return std::count_if(calls.begin(), calls.end(), [&](const Returned& r) {
             return is_as_stated(gate, *r.call);
           }) >= gate.times;
  }
};

}  // namespace

bool gate_seen(const Gate& gate, const Trace& trace) { return std::visit(Seen{trace}, gate); }

}  // namespace stickylab
