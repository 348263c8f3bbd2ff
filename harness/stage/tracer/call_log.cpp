#include "stage/tracer/call_log.hpp"

#include "probe/alarms.hpp"
#include "stage/tracer/call_details.hpp"

namespace stickylab {
namespace {

Socket socket_for(const Task& task, const Shape& shape, const SystemCall& made, Fd& fd) {
  const auto argument = [&](std::size_t i) { return static_cast<int>(made.arguments.at(i)); };
  if (shape.call == Call::io_uring_setup) return {0, Kind::tcp};
  if (shape.call == Call::socket) return {0, kind_of(argument(0), argument(1), argument(2))};
  fd = task.borrow(argument(static_cast<std::size_t>(shape.fd)));
  return fd.get() < 0 ? Socket{} : socket_of(fd.get());
}

/// Of no messages the call is none: it moves nothing, not even an empty datagram.
bool moves_nothing(const Shape& shape, const SystemCall& made) {
  return shape.leads_to == LeadsTo::messages &&
         made.arguments.at(static_cast<std::size_t>(shape.length)) == 0;
}

}  // namespace

void CallLog::enter(Task& task, const SystemCall& made) {
  if (orders_signal(static_cast<long>(made.number))) count_alarm();
  for (const Shape& shape : shapes()) {
    if (shape.number != made.number || moves_nothing(shape, made)) continue;
    Fd fd;
    errno = 0;
    const Socket socket = socket_for(task, shape, made, fd);
    if (fd.get() < 0 && errno == EPERM) LogWriter::lose();  // the process forbids to be read
    if (socket.kind == Kind::other) continue;
    begin(task, task.call.emplace(made, shape, socket), fd);
    return;
  }
}

void CallLog::begin(const Task& task, OpenCall& call, const Fd& fd) {
  ProbeEnter& enter = call.enter;
  enter.head.call = static_cast<std::uint8_t>(named_call(call.shape, call.made));
  enter.head.kind = static_cast<std::uint8_t>(call.socket.kind);
  enter.socket = call.socket.cookie;
  enter.fd = fd.get() < 0 ? -1 : static_cast<int>(task.argument(call.shape.fd));
  enter.pid = task.process;
  enter.tid = task.tid;
  read_arguments(task, call);
  ask_before(call, fd);
  enter.head.time_ns = now_ns(CLOCK_MONOTONIC);
  add_enter(call);
}

void CallLog::add_enter(OpenCall& call) {
  // Of a call that ends a socket, TCP's account goes with the return.
  const auto tcp = static_cast<std::uint8_t>(call.details.holds & kHoldsTcp);
  call.details.holds ^= tcp;
  call.entered = writer_.add(call.enter, call.details, {});
  call.details.holds = tcp;
}

void CallLog::add_return(const Task& task, OpenCall& call, std::int64_t time_ns) {
  const std::string bytes = payload_of(task, call);
  ProbeReturn done{};
  done.head.returned = 1;
  done.head.call = call.enter.head.call;
  done.head.kind = call.enter.head.kind;
  done.head.time_ns = time_ns;
  done.entered = static_cast<std::uint32_t>(call.entered / 8);
  done.result = call.result;
  done.bytes = static_cast<std::uint32_t>(bytes.size());
  if (call.entered == 0) return LogWriter::lose();
  writer_.add(done, call.details, bytes);
}

void CallLog::leave_at(Task& task, std::int64_t result, std::int64_t time_ns) {
  OpenCall& call = *task.call;
  call.result = result;
  ask_after(task, call);
  if (call.shape.leads_to == LeadsTo::messages && result > 0) {
    add_messages(task, call, time_ns);
  } else {
    read_sender(task, call);
    add_return(task, call, time_ns);
  }
  task.call.reset();
}

/// Adds each message as a call of its own.
void CallLog::add_messages(const Task& task, OpenCall& call, std::int64_t time_ns) {
  const std::int64_t count = call.result;
  for (std::int64_t i = 0; i < count; ++i) {
    call.result = read_message_of_many(task, call, static_cast<std::uint64_t>(i));
    if (i > 0) {
      call.enter.queued = -1;
      if (call.details.option.flags != 0) call.details.holds |= kHoldsOption;
      add_enter(call);
    }
    add_return(task, call, time_ns);
  }
}

}  // namespace stickylab
