#include "trace/calls.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <optional>

namespace stickylab {

bool is_data_read(const CallReturned& call) {
  return is_read(call.what.call) && (call.what.flags & MSG_PEEK) == 0 && call.result > 0;
}

bool is_data_write(const CallReturned& call) { return is_write(call.what.call) && call.result > 0; }

std::vector<Returned> returned_calls(const Recording& recording, Actor who) {
  std::vector<Returned> calls;
  for (const Event& event : recording.events)
    if (const auto* call = std::get_if<CallReturned>(&event.data); call && event.who == who)
      calls.push_back({event.time_ns, call});
  return calls;
}

std::vector<Returned> writes_of(const Recording& recording, Actor who) {
  auto calls = returned_calls(recording, who);
  std::erase_if(calls, [](const Returned& r) { return !is_data_write(*r.call); });
  return calls;
}

std::vector<Returned> reads_of(const Recording& recording, Actor who) {
  auto calls = returned_calls(recording, who);
  std::erase_if(calls, [](const Returned& r) { return !is_data_read(*r.call); });
  return calls;
}

std::vector<double> exchanges_ms(const Recording& recording, Actor who) {
  std::vector<double> exchanges;
  std::optional<std::int64_t> began;
  for (const Returned& r : returned_calls(recording, who)) {
    if (is_data_write(*r.call) && !began) began = r.call->entered_ns;
    if (is_data_read(*r.call) && began) {
      exchanges.push_back(static_cast<double>(r.time_ns - *began) / 1e6);
      began.reset();
    }
  }
  return exchanges;
}

}  // namespace stickylab
