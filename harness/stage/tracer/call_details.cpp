#include "stage/tracer/call_details.hpp"

#include <limits.h>

#include <algorithm>

#include "probe/fields.hpp"
#include "probe/kernel.hpp"

namespace stickylab {
namespace {

Call call_of(const OpenCall& call) { return static_cast<Call>(call.record.call); }
bool is_tcp(const OpenCall& call) { return call.socket.kind == Kind::tcp; }

void set_parts(const Task& task, OpenCall& call, std::uint64_t address, std::uint64_t count) {
  call.parts.assign(count > IOV_MAX ? 0 : count, {});
  if (!read_memory(task.tid, {address, call.parts.size() * sizeof(MemoryPart)}, call.parts.data()))
    call.parts.clear();
  call.record.length = 0;
  for (const MemoryPart& part : call.parts) call.record.length += part.size;
}

void put_name(const Task& task, OpenCall& call, std::uint64_t address, std::uint64_t size) {
  sockaddr_storage name{};
  size = std::min<std::uint64_t>(size, sizeof name);
  if (!read_memory(task.tid, {address, size}, &name)) return;
  if (put_address(call.names.address, reinterpret_cast<const sockaddr*>(&name),
                  static_cast<socklen_t>(size)))
    call.record.holds |= kHoldsNames;
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
      call.parts = {{task.argument(1), call.record.length}};
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

void read_option(const Task& task, ProbeRecord& record) {
  record.level = static_cast<std::int32_t>(task.argument(1));
  record.option = static_cast<std::int32_t>(task.argument(2));
  if (task.argument(4) < sizeof record.value) return;
  record.value = read_object<std::int32_t>(task.tid, task.argument(3)).value_or(0);
}

/// What getsockname(2) or getpeername(2) says. False if it names no port.
bool ask_name(OpenCall& call, ProbeAddress& to, long question, int fd) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  if (syscall(question, fd, &name, &size) != 0 ||
      !put_address(to, reinterpret_cast<const sockaddr*>(&name), size))
    return false;
  call.record.holds |= kHoldsNames;
  return to.port != 0;
}

void ask_tcp(OpenCall& call, const Fd& fd) {
  tcp_info info;
  if (is_tcp(call) && read_tcp_info(fd.get(), info)) put_tcp(call.record, info);
}

/// The socket that the call has made.
void meet(const Task& task, OpenCall& call) {
  const Fd fd = task.borrow(static_cast<int>(call.record.result));
  Socket made{ask_cookie(fd.get()), call.socket.kind};
  call.names.made = made.cookie;
  call.record.holds |= kHoldsNames;
  if (call_of(call) == Call::accept) {
    ask_name(call, call.names.address, SYS_getpeername, fd.get());
    made.is_told = ask_name(call, call.names.own, SYS_getsockname, fd.get());
  }
  known_sockets.remember(made);
}

void tell_own(OpenCall& call, const Fd& fd) {
  if (!ask_name(call, call.names.own, SYS_getsockname, fd.get())) return;
  call.socket.is_told = true;
  known_sockets.remember(call.socket);
}

/// A connect that does not wait has chosen its address; the rest of it follows.
bool has_chosen_address(const OpenCall& call) {
  const ProbeRecord& record = call.record;
  if (call_of(call) == Call::connect) return record.result >= 0 || record.error == EINPROGRESS;
  if (record.result < 0) return false;
  const bool moves = is_write(call_of(call)) || is_read(call_of(call));
  return call_of(call) == Call::bind || call_of(call) == Call::listen ||
         (moves && call.socket.cookie != 0 && !call.socket.is_told);
}

/// sendfile(2) has advanced the offset that it was given, or else the file's own.
std::string sent_of_file(const Task& task, std::size_t size) {
  const Fd file = task.borrow(static_cast<int>(task.argument(1)));
  const auto given = read_object<off_t>(task.tid, task.argument(2));
  const off_t end = given ? *given : lseek(file.get(), 0, SEEK_CUR);
  std::string bytes(size, '\0');
  const ssize_t got = pread(file.get(), bytes.data(), size, end - task.call->record.result);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace

void read_arguments(const Task& task, OpenCall& call) {
  const Shape& shape = call.shape;
  ProbeRecord& record = call.record;
  if (shape.length != kNone) record.length = task.argument(shape.length);
  if (shape.flags != kNone) record.flags = static_cast<std::int32_t>(task.argument(shape.flags));
  if (shape.value != kNone) record.value = static_cast<std::int32_t>(task.argument(shape.value));
  if (shape.call == Call::setsockopt) read_option(task, record);
  read_bytes(task, call);
  if (shape.address != kNone && !is_read(shape.call))
    put_name(task, call, task.argument(shape.address), task.argument(shape.address + 1));
}

void ask_before(OpenCall& call, const Fd& fd) {
  call.record.queued = is_read(call_of(call)) ? queued_bytes(fd.get()) : -1;
  if (call_of(call) == Call::shutdown || call_of(call) == Call::close) ask_tcp(call, fd);
}

void ask_after(const Task& task, OpenCall& call) {
  const ProbeRecord& record = call.record;
  const Call name = call_of(call);
  const bool done = record.result >= 0;
  if (done && (name == Call::socket || name == Call::accept)) return meet(task, call);
  const bool tells = has_chosen_address(call);
  const bool wrote = done && is_write(name) && is_tcp(call);
  if (tells || wrote) {
    const Fd fd = task.borrow(record.fd);
    if (wrote) ask_tcp(call, fd);
    if (tells) tell_own(call, fd);
  }
  if (done && name == Call::fionread)
    call.record.value = read_object<std::int32_t>(task.tid, task.argument(2)).value_or(0);
}

void read_sender(const Task& task, OpenCall& call) {
  if (!is_read(call_of(call)) || call.record.result < 0) return;
  if (call.shape.leads_to == LeadsTo::message) return read_message(task, call, true);
  if (call.shape.address == kNone) return;
  if (const auto size = read_object<socklen_t>(task.tid, task.argument(call.shape.address + 1)))
    put_name(task, call, task.argument(call.shape.address), *size);
}

std::uint32_t read_message_of_many(const Task& task, OpenCall& call, std::uint64_t index) {
  const auto one = read_object<mmsghdr>(task.tid, task.argument(1) + index * sizeof(mmsghdr));
  if (!one) return 0;
  put_message(task, call, one->msg_hdr, true);
  return one->msg_len;
}

std::string payload_of(const Task& task, const OpenCall& call) {
  const ProbeRecord& record = call.record;
  const bool discarded =
      is_tcp(call) && is_read(call_of(call)) && (record.flags & MSG_TRUNC) != 0;  // tcp(7)
  if (record.result <= 0 || discarded) return {};
  const auto moved = static_cast<std::uint64_t>(record.result);
  const std::size_t size = std::min({moved, record.length, std::uint64_t{kProbeBytes}});
  if (call_of(call) == Call::sendfile) return sent_of_file(task, size);
  return read_parts(task.tid, call.parts, size);
}

}  // namespace stickylab
