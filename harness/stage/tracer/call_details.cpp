#include "stage/tracer/call_details.hpp"

#include <limits.h>

#include <algorithm>

#include "probe/fields.hpp"
#include "probe/kernel.hpp"

namespace stickylab {
namespace {

Call call_of(const OpenCall& call) { return static_cast<Call>(call.enter.head.call); }
bool is_tcp(const OpenCall& call) { return call.socket.kind == Kind::tcp; }

void set_parts(const Task& task, OpenCall& call, std::uint64_t address, std::uint64_t count) {
  call.parts.assign(count > IOV_MAX ? 0 : count, {});
  if (!read_memory(task.tid, {address, call.parts.size() * sizeof(MemoryPart)}, call.parts.data()))
    call.parts.clear();
  call.enter.length = 0;
  for (const MemoryPart& part : call.parts) call.enter.length += part.size;
}

void put_name(const Task& task, OpenCall& call, std::uint64_t address, std::uint64_t size) {
  sockaddr_storage name{};
  size = std::min<std::uint64_t>(size, sizeof name);
  if (!read_memory(task.tid, {address, size}, &name)) return;
  if (put_address(call.details.names.address, reinterpret_cast<const sockaddr*>(&name),
                  static_cast<socklen_t>(size)))
    call.details.holds |= kHoldsNames;
}

void put_message(const Task& task, OpenCall& call, const msghdr& message, bool with_name) {
  set_parts(task, call, reinterpret_cast<std::uint64_t>(message.msg_iov), message.msg_iovlen);
  if (with_name)
    put_name(task, call, reinterpret_cast<std::uint64_t>(message.msg_name), message.msg_namelen);
}

/// A mmsghdr begins with the msghdr that a call of one message has.
void read_message(const Task& task, OpenCall& call, bool with_name) {
  if (const auto message = read_object<msghdr>(task.tid, task.argument(1)))
    put_message(task, call, *message, with_name);
}

void read_bytes(const Task& task, OpenCall& call) {
  const bool writes = is_write(call_of(call));
  switch (call.shape.leads_to) {
    case LeadsTo::nothing:
      break;
    case LeadsTo::bytes:
      call.parts = {{task.argument(1), call.enter.length}};
      break;
    case LeadsTo::parts:
      set_parts(task, call, task.argument(1), task.argument(2));
      break;
    case LeadsTo::message:
    case LeadsTo::messages:
      read_message(task, call, writes);
      break;
  }
}

void read_option(const Task& task, ProbeOption& to) {
  to.level = static_cast<std::int32_t>(task.argument(1));
  to.option = static_cast<std::int32_t>(task.argument(2));
  if (task.argument(4) < sizeof to.value) return;
  to.value = read_object<std::int32_t>(task.tid, task.argument(3)).value_or(0);
}

/// What getsockname(2) or getpeername(2) says. False if it names no port.
bool ask_name(OpenCall& call, ProbeAddress& to, long question, int fd) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  if (syscall(question, fd, &name, &size) != 0 ||
      !put_address(to, reinterpret_cast<const sockaddr*>(&name), size))
    return false;
  call.details.holds |= kHoldsNames;
  return to.port != 0;
}

void ask_tcp(OpenCall& call, const Fd& fd) {
  if (is_tcp(call) && put_tcp(call.details.tcp, fd.get())) call.details.holds |= kHoldsTcp;
}

/// The socket that the call has made.
void meet(const Task& task, OpenCall& call) {
  const Fd fd = task.borrow(static_cast<int>(call.result));
  Socket made{ask_cookie(fd.get()), call.socket.kind};
  call.details.names.made = made.cookie;
  call.details.holds |= kHoldsNames;
  if (call_of(call) == Call::accept) {
    ask_name(call, call.details.names.address, SYS_getpeername, fd.get());
    made.is_told = ask_name(call, call.details.names.own, SYS_getsockname, fd.get());
  }
  known_sockets.remember(made);
}

void tell_own(OpenCall& call, const Fd& fd) {
  if (!ask_name(call, call.details.names.own, SYS_getsockname, fd.get())) return;
  call.socket.is_told = true;
  known_sockets.remember(call.socket);
}

/// A connect that does not wait has chosen its address; the rest of it follows.
bool has_chosen_address(const OpenCall& call) {
  if (call_of(call) == Call::connect) return call.result >= 0 || call.result == -EINPROGRESS;
  if (call.result < 0) return false;
  const bool moves = is_write(call_of(call)) || is_read(call_of(call));
  return call_of(call) == Call::bind || call_of(call) == Call::listen ||
         (moves && call.socket.cookie != 0 && !call.socket.is_told);
}

}  // namespace

void read_arguments(const Task& task, OpenCall& call) {
  const Shape& shape = call.shape;
  ProbeOption& option = call.details.option;
  if (shape.length != kNone) call.enter.length = task.argument(shape.length);
  if (shape.flags != kNone) option.flags = static_cast<std::int32_t>(task.argument(shape.flags));
  if (shape.value != kNone) option.value = static_cast<std::int32_t>(task.argument(shape.value));
  if (shape.call == Call::setsockopt) read_option(task, option);
  if (option.flags != 0 || shape.value != kNone || shape.call == Call::setsockopt)
    call.details.holds |= kHoldsOption;
  read_bytes(task, call);
  if (shape.address != kNone && !is_read(shape.call))
    put_name(task, call, task.argument(shape.address), task.argument(shape.address + 1));
}

void ask_before(OpenCall& call, const Fd& fd) {
  const bool ends = call_of(call) == Call::shutdown || call_of(call) == Call::close;
  call.enter.queued = asks_queued(call_of(call), call.socket.kind) ? queued_bytes(fd.get()) : -1;
  if (asks_arrived(call_of(call), call.socket.kind) &&
      put_arrived(call.details.arrived, call_of(call), fd.get()))
    call.details.holds |= kHoldsArrived;
  if (ends) ask_tcp(call, fd);
}

void ask_after(const Task& task, OpenCall& call) {
  const Call name = call_of(call);
  const bool done = call.result >= 0;
  if (done && (name == Call::socket || name == Call::accept)) return meet(task, call);
  const bool tells = has_chosen_address(call);
  const bool wrote = done && is_write(name) && is_tcp(call);
  if (tells || wrote) {
    const Fd fd = task.borrow(call.enter.fd);
    if (wrote) ask_tcp(call, fd);
    if (tells) tell_own(call, fd);
  }
  if (!done || name != Call::fionread) return;
  call.details.option.value = read_object<std::int32_t>(task.tid, task.argument(2)).value_or(0);
  call.details.holds |= kHoldsOption;
}

void read_sender(const Task& task, OpenCall& call) {
  if (!is_read(call_of(call)) || call.result < 0) return;
  if (call.shape.leads_to == LeadsTo::message) return read_message(task, call, true);
  if (call.shape.address == kNone) return;
  if (const auto size = read_object<socklen_t>(task.tid, task.argument(call.shape.address + 1)))
    put_name(task, call, task.argument(call.shape.address), *size);
}

std::uint32_t read_message_of_many(const Task& task, OpenCall& call, std::uint64_t index) {
  const auto one = read_object<mmsghdr>(task.tid, task.argument(1) + index * sizeof(mmsghdr));
  if (!one) return 0;
  call.details.names.address = {};
  put_message(task, call, one->msg_hdr, true);
  return one->msg_len;
}

std::string payload_of(const Task& task, const OpenCall& call) {
  const bool discarded = is_tcp(call) && is_read(call_of(call)) &&
                         (call.details.option.flags & MSG_TRUNC) != 0;  // tcp(7)
  if (call.result <= 0 || discarded) return {};
  const auto moved = static_cast<std::uint64_t>(call.result);
  const std::size_t size = std::min({moved, call.enter.length, std::uint64_t{kProbeBytes}});
  return read_parts(task.tid, call.parts, size);
}

}  // namespace stickylab
