#include "stage/tracer/call_log.hpp"

#include "stage/tracer/call_details.hpp"

namespace stickylab {
namespace {

Socket socket_for(const Task& task, const Shape& shape, const SystemCall& made, Fd& fd) {
  const auto argument = [&](std::size_t i) { return static_cast<int>(made.arguments.at(i)); };
  if (shape.call == Call::socket) return {0, kind_of(argument(0), argument(1), argument(2))};
  fd = task.borrow(argument(static_cast<std::size_t>(shape.fd)));
  return fd.get() < 0 ? Socket{} : socket_of(fd.get());
}

void set_result(ProbeRecord& record, std::int64_t result, std::int64_t time_ns) {
  record.time_ns = time_ns;
  record.returned = 1;
  record.result = result < 0 ? -1 : result;
  record.error = result < 0 ? static_cast<std::int32_t>(-result) : 0;
}

}  // namespace

void CallLog::enter(Task& task, const SystemCall& made) {
  for (const Shape& shape : shapes()) {
    if (shape.number != made.number) continue;
    Fd fd;
    errno = 0;
    const Socket socket = socket_for(task, shape, made, fd);
    if (fd.get() < 0 && errno == EPERM) writer_.lose();  // the process forbids to be read
    if (socket.kind == Kind::other) continue;
    begin(task, task.call.emplace(made, shape, socket), fd);
    return;
  }
}

void CallLog::begin(const Task& task, OpenCall& call, const Fd& fd) {
  ProbeRecord& record = call.record;
  record.call = static_cast<std::uint8_t>(named_call(call.shape, call.made));
  record.datagram = call.socket.kind == Kind::udp;
  record.socket = call.socket.cookie;
  record.fd = fd.get() < 0 ? -1 : static_cast<int>(task.argument(call.shape.fd));
  record.pid = task.process;
  record.tid = task.tid;
  read_arguments(task, call);
  ask_before(call, fd);
  record.time_ns = record.entered_ns = now_ns(CLOCK_MONOTONIC);
  writer_.add(record, call.names, {});
}

void CallLog::leave_at(Task& task, std::int64_t result, std::int64_t time_ns) {
  OpenCall& call = *task.call;
  set_result(call.record, result, time_ns);
  ask_after(task, call);
  if (call.shape.leads_to == LeadsTo::messages && result > 0) {
    add_messages(task, call);
  } else {
    read_sender(task, call);
    writer_.add(call.record, call.names, payload_of(task, call));
  }
  task.call.reset();
}

/// Adds each message as a call of its own: the first began with the call, the others return as they
/// begin.
void CallLog::add_messages(const Task& task, OpenCall& call) {
  ProbeRecord& record = call.record;
  const std::int64_t count = record.result;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::uint32_t moved = read_message_of_many(task, call, static_cast<std::uint64_t>(i));
    if (i > 0) {
      record.returned = 0;
      record.result = 0;
      record.queued = -1;
      record.entered_ns = record.time_ns;
      writer_.add(record, call.names, {});
    }
    record.returned = 1;
    record.result = moved;
    writer_.add(record, call.names, payload_of(task, call));
  }
}

}  // namespace stickylab
