// Recordings made by hand: what a run might have shown, event by event, times in ms.
#pragma once

#include <sys/socket.h>

#include <string>
#include <utility>

#include "recording/recording.hpp"

namespace stickylab {

/// When a call began and when it returned, in ms. One number: both at once.
struct When {
  When(double at) : from(at), to(at) {}
  When(double began, double returned) : from(began), to(returned) {}
  double from, to;
};

constexpr std::int64_t ns(double ms) { return static_cast<std::int64_t>(ms * 1e6); }

class ByHand {
 public:
  operator const Recording&() const { return recording_; }

  RunInfo& info() { return recording_.info; }

  ByHand& add(double ms, Actor who, EventData data) {
    recording_.events.push_back({ns(ms), ++seq_, who, std::move(data)});
    return *this;
  }

  ByHand& call(When when, Actor who, CallReturned call) {
    call.entered_ns = ns(when.from);
    if (call.what.socket == 0) call.what.socket = static_cast<std::uint64_t>(who) + 1;
    return add(when.to, who, std::move(call));
  }

  /// The sender's send of some bytes, and what TCP said then.
  ByHand& send(When when, std::string bytes, std::optional<TcpState> tcp = {}) {
    return call(when, kSender, moved(Call::send, std::move(bytes), tcp));
  }

  /// The receiver's recv of some bytes; `queued` as it began.
  ByHand& recv(When when, std::string bytes, std::int64_t queued = -1) {
    return recv(when, kReceiver, std::move(bytes), queued);
  }
  ByHand& recv(When when, Actor who, std::string bytes, std::int64_t queued = -1) {
    CallReturned read = moved(Call::recv, std::move(bytes));
    read.what.queued = queued;
    return call(when, who, std::move(read));
  }

  /// The receiver's look at its queue, which takes nothing out of it.
  ByHand& peek(When when, std::string bytes, std::int64_t queued = -1) {
    CallReturned read = moved(Call::recv, std::move(bytes));
    read.what.flags = MSG_PEEK;
    read.what.queued = queued;
    return call(when, kReceiver, std::move(read));
  }

  ByHand& closes(When when, Actor who, Call how = Call::close) {
    return call(when, who, moved(how, ""));
  }

  ByHand& sets(When when, Actor who, int level, int option, int value, std::int64_t result = 0) {
    CallReturned set = moved(Call::setsockopt, "");
    set.what.level = level;
    set.what.option = option;
    set.what.value = value;
    set.result = result;
    return call(when, who, std::move(set));
  }

  ByHand& prints(double ms, std::string text, Actor who = kReceiver, bool error = false) {
    return add(ms, who, Output{error, std::move(text)});
  }

  ByHand& exits(double ms, Actor who, int code = 0) { return add(ms, who, ProcessExited{code}); }
  ByHand& dies(double ms, Actor who, int signal) { return add(ms, who, ProcessExited{0, signal}); }
  ByHand& stopped(double ms, Stop why, std::string detail = {}) {
    return add(ms, kHarness, Stopped{why, std::move(detail)});
  }

 private:
  static CallReturned moved(Call call, std::string bytes, std::optional<TcpState> tcp = {}) {
    CallReturned returned;
    returned.what.call = call;
    returned.what.length = bytes.size();
    returned.result = static_cast<std::int64_t>(bytes.size());
    returned.bytes = std::move(bytes);
    returned.tcp = tcp;
    return returned;
  }

  Recording recording_;
  std::uint64_t seq_ = 0;
};

}  // namespace stickylab
