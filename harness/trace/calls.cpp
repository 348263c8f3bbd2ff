#include "trace/calls.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <optional>

namespace stickylab {

bool is_data_read(const CallReturned& call) {
  return is_read(call.what.call) && (call.what.flags & MSG_PEEK) == 0 && call.result > 0;
}

bool is_data_write(const CallReturned& call) { return is_write(call.what.call) && call.result > 0; }

std::int64_t cut_off(const CallReturned& call) {
  const SocketCall& what = call.what;
  if (!what.datagram || !is_read(what.call) || call.result < 0) return 0;
  const std::int64_t next = what.local == Local::seqpacket ? 0 : what.queued;
  return std::max<std::int64_t>(
      0, std::max(call.result, next) - static_cast<std::int64_t>(what.length));
}

bool talks_locally(const Recording& recording) {
  return std::any_of(recording.events.begin(), recording.events.end(), [](const Event& event) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    return call && call->what.local != Local::no;
  });
}

std::map<Actor, Calls> calls_by_actor(const Recording& recording) {
  std::map<Actor, Calls> actors;
  for (const Event& event : recording.events) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (!call) continue;
    const Returned returned{event.time_ns, call, &event};
    Calls& calls = actors[event.who];
    calls.all.push_back(returned);
    if (is_data_write(*call)) calls.writes.push_back(returned);
    if (is_data_read(*call)) calls.reads.push_back(returned);
  }
  return actors;
}

std::vector<double> exchanges_ms(const Calls& calls) {
  std::vector<double> exchanges;
  std::optional<std::int64_t> began;
  for (const Returned& r : calls.all) {
    if (is_data_write(*r.call) && !began) began = r.call->entered_ns;
    if (is_data_read(*r.call) && began) {
      exchanges.push_back(static_cast<double>(r.time_ns - *began) / 1e6);
      began.reset();
    }
  }
  return exchanges;
}

}  // namespace stickylab
