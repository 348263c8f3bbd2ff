// One socket call, written into the log as it begins and as it returns.
#pragma once

#include <limits.h>
#include <string.h>
#include <sys/uio.h>

#include "probe/fields.hpp"
#include "probe/ids.hpp"
#include "probe/kernel.hpp"
#include "probe/libc.hpp"
#include "probe/log.hpp"
#include "probe/sockets.hpp"

namespace stickylab {

inline ProbeLog* the_log = nullptr;     // null: nothing is reported
inline std::uint64_t log_capacity = 0;  // not the log's own: a program may write anywhere

/// A call that a program makes. It is told the details, then it makes the call, and reports it if
/// the socket is TCP or UDP. It takes no lock and no memory, and changes no result and no errno.
class Report {
 public:
  Report(Call call, int fd) : Report(call) {
    open(fd, the_log == nullptr ? Socket{} : socket_of(fd));
  }
  /// For a socket that is yet to be made.
  Report(Call call, int domain, int type, int protocol) : Report(call) {
    open(-1, {0, the_log == nullptr ? Kind::other : kind_of(domain, type, protocol)});
  }
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  Report& flags(int flags) {
    record_.flags = flags;
    return *this;
  }

  /// `how` of a shutdown, the backlog of a listen.
  Report& value(int value) {
    record_.value = value;
    return *this;
  }

  Report& option(int level, int option, const void* value, socklen_t size) {
    record_.level = level;
    record_.option = option;
    if (wanted_ && size >= sizeof record_.value && readable(value, sizeof record_.value))
      memcpy(&record_.value, value, sizeof record_.value);
    return *this;
  }

  Report& bytes(const void* data, std::size_t size) {
    whole_ = {const_cast<void*>(data), size};
    parts_ = &whole_;
    count_ = 1;
    record_.length = size;
    return *this;
  }

  Report& parts(const iovec* parts, std::size_t count) {
    if (!wanted_ || count > IOV_MAX || !readable(parts, count * sizeof *parts)) return *this;
    parts_ = parts;
    count_ = count;
    for (std::size_t i = 0; i < count; ++i) record_.length += parts[i].iov_len;
    return *this;
  }

  Report& message(const msghdr* message) {
    if (!wanted_ || !readable(message, sizeof *message)) return *this;
    parts(message->msg_iov, message->msg_iovlen);
    const auto* name = static_cast<const sockaddr*>(message->msg_name);
    return call_ == Call::sendmsg ? to(name, message->msg_namelen)
                                  : from(name, &message->msg_namelen);
  }

  Report& to(const sockaddr* address, socklen_t size) {
    if (wanted_ && readable(address, size)) set_address(names_.address, address, size);
    return *this;
  }

  /// Where the kernel will put the peer's address.
  Report& from(const sockaddr* address, const socklen_t* size) {
    if (!wanted_ || address == nullptr || !readable(size, sizeof *size)) return *this;
    from_ = address;
    from_size_ = size;
    from_room_ = *size;
    return *this;
  }

  /// Where the kernel will put a number.
  Report& gives(const int* number) {
    gives_ = number;
    return *this;
  }

  template <typename F, typename... Arguments>
  auto make(Arguments... arguments) {
    enter();
    const auto result = libc<F>(call_)(arguments...);
    leave(result);
    return result;
  }

 private:
  explicit Report(Call call) : call_(call) {}

  void open(int fd, const Socket& socket) {
    socket_ = socket;
    tcp_ = socket.kind == Kind::tcp;
    wanted_ = socket.kind != Kind::other;
    record_.call = static_cast<std::uint8_t>(call_);
    record_.datagram = !tcp_;
    record_.socket = socket.cookie;
    record_.fd = fd;
    record_.queued = -1;
  }

  void enter() {
    if (wanted_) {
      // A child of vfork(2) closes and shuts down, but it moves no bytes.
      const Ids ids = is_write(call_) || is_read(call_) ? known_ids() : current_ids();
      record_.pid = ids.pid;
      record_.tid = ids.tid;
      if (is_read(call_)) record_.queued = queued_bytes(record_.fd);
      if (call_ == Call::shutdown || call_ == Call::close) sample_tcp();
      record_.time_ns = record_.entered_ns = now_ns();
      publish(0);
    }
    errno = errno_;
  }

  void leave(std::int64_t result) {
    if (!wanted_) return;
    errno_ = errno;
    record_.time_ns = now_ns();
    record_.returned = 1;
    record_.result = result;
    if (result < 0) record_.error = errno_;
    if (result >= 0) learn(result);
    // A connect that does not wait has chosen its address; the rest of it follows.
    if (call_ == Call::connect && (result >= 0 || errno_ == EINPROGRESS)) tell_own();
    publish(payload(result));
    errno = errno_;
  }

  /// What a successful call tells beside its result.
  void learn(std::int64_t result) {
    const bool first =
        (is_write(call_) || is_read(call_)) && socket_.cookie != 0 && !socket_.is_told;
    if (is_write(call_)) sample_tcp();
    if (call_ == Call::socket || call_ == Call::accept) meet(static_cast<int>(result));
    if (call_ == Call::bind || call_ == Call::listen || first) tell_own();
    if (from_ != nullptr)
      set_address(names_.address, from_, *from_size_ < from_room_ ? *from_size_ : from_room_);
    if (gives_ != nullptr) record_.value = *gives_;
  }

  /// The socket that the call has made.
  void meet(int fd) {
    Socket made{ask_cookie(fd), socket_.kind};
    names_.made = made.cookie;
    record_.holds |= kHoldsNames;
    if (call_ == Call::accept) {
      set_address(names_.address, SYS_getpeername, fd);
      made.is_told = set_address(names_.own, SYS_getsockname, fd);
    }
    known_sockets.remember(made);
  }

  /// Reports this end's address, if the socket has one.
  void tell_own() {
    if (!set_address(names_.own, SYS_getsockname, record_.fd)) return;
    socket_.is_told = true;
    known_sockets.remember(socket_);
  }

  /// How many of the bytes that were moved go into the log.
  std::uint32_t payload(std::int64_t result) const {
    const bool discarded = tcp_ && is_read(call_) && (record_.flags & MSG_TRUNC) != 0;  // tcp(7)
    if (result <= 0 || discarded) return 0;
    const auto moved = static_cast<std::uint64_t>(result);
    const std::uint64_t there = moved < record_.length ? moved : record_.length;
    return static_cast<std::uint32_t>(there < kProbeBytes ? there : kProbeBytes);
  }

  void sample_tcp() {
    tcp_info info;
    if (!tcp_ || !read_tcp_info(record_.fd, info)) return;
    put_tcp(record_, info);
  }

  /// What getsockname(2) or getpeername(2) says. False if it names no port.
  bool set_address(ProbeAddress& to, long question, int fd) {
    sockaddr_storage address;
    socklen_t size = sizeof address;
    return syscall(question, fd, &address, &size) == 0 &&
           set_address(to, reinterpret_cast<const sockaddr*>(&address), size);
  }

  bool set_address(ProbeAddress& to, const sockaddr* address, socklen_t size) {
    if (!put_address(to, address, size)) return false;
    record_.holds |= kHoldsNames;
    return to.port != 0;
  }

  void publish(std::uint32_t bytes) {
    const std::size_t names = (record_.holds & kHoldsNames) != 0 ? sizeof names_ : 0;
    const std::uint64_t size = (sizeof record_ + names + bytes + 7) / 8 * 8;
    const std::uint64_t at = the_log->used.fetch_add(size, std::memory_order_relaxed);
    if (at % 8 != 0 || at > log_capacity - size) {
      the_log->dropped.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    record_.bytes = bytes;
    auto* place = reinterpret_cast<char*>(the_log) + at;
    constexpr std::size_t kSize = sizeof record_.size;  // comes last: the reader waits for it
    memcpy(place + kSize, reinterpret_cast<const char*>(&record_) + kSize, sizeof record_ - kSize);
    memcpy(place + sizeof record_, &names_, names);
    copy_parts(place + sizeof record_ + names, bytes);
    reinterpret_cast<ProbeRecord*>(place)->size.store(static_cast<std::uint32_t>(size),
                                                      std::memory_order_release);
  }

  void copy_parts(char* to, std::size_t left) const {
    for (std::size_t i = 0; i < count_ && left > 0; ++i) {
      const std::size_t size = parts_[i].iov_len < left ? parts_[i].iov_len : left;
      memcpy(to, parts_[i].iov_base, size);
      to += size;
      left -= size;
    }
  }

  int errno_ = errno;  // the program's, taken before anything is asked
  Call call_;
  bool wanted_ = false;
  bool tcp_ = false;
  Socket socket_;
  iovec whole_{};
  const iovec* parts_ = nullptr;
  std::size_t count_ = 0;
  const sockaddr* from_ = nullptr;
  const socklen_t* from_size_ = nullptr;
  socklen_t from_room_ = 0;
  const int* gives_ = nullptr;
  ProbeRecord record_{};
  ProbeNames names_{};
};

}  // namespace stickylab
