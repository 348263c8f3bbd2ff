// One socket call, written into the log as it begins and as it returns.
#pragma once

#include <limits.h>
#include <string.h>
#include <sys/uio.h>

#include "probe/fields.hpp"
#include "probe/ids.hpp"
#include "probe/journal.hpp"
#include "probe/kernel.hpp"
#include "probe/libc.hpp"
#include "probe/log.hpp"
#include "probe/sockets.hpp"

namespace stickylab {

/// A call that a program makes. It is told the details, then it makes the call, and reports it if
/// the socket is of a `Kind` that is reported. It takes no lock and no memory, and changes no
/// result and no errno.
class Report {
 public:
  Report(Call call, int fd) : Report(call) { open(fd, is_reporting() ? socket_of(fd) : Socket{}); }
  /// For a socket that is yet to be made, or of no socket.
  Report(Call call, Kind kind) : Report(call) {
    open(-1, {0, is_reporting() ? kind : Kind::other});
  }
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  Report& flags(int flags) {
    option_.flags = flags;
    if (flags != 0) holds_ |= kHoldsOption;
    return *this;
  }

  /// `how` of a shutdown, the backlog of a listen.
  Report& value(int value) {
    option_.value = value;
    holds_ |= kHoldsOption;
    return *this;
  }

  Report& option(int level, int option, const void* value, socklen_t size) {
    option_.level = level;
    option_.option = option;
    if (wanted_ && size >= sizeof option_.value && readable(value, sizeof option_.value))
      memcpy(&option_.value, value, sizeof option_.value);
    holds_ |= kHoldsOption;
    return *this;
  }

  Report& bytes(const void* data, std::size_t size) {
    whole_ = {const_cast<void*>(data), size};
    parts_ = &whole_;
    count_ = 1;
    enter_.length = size;
    return *this;
  }

  /// Of a call that passes bytes on.
  Report& length(std::size_t size) {
    enter_.length = size;
    return *this;
  }

  Report& parts(const iovec* parts, std::size_t count) {
    enter_.length = 0;
    count_ = 0;
    if (!wanted_ || count > IOV_MAX || !readable(parts, count * sizeof *parts)) return *this;
    parts_ = parts;
    count_ = count;
    for (std::size_t i = 0; i < count; ++i) enter_.length += parts[i].iov_len;
    return *this;
  }

  Report& message(const msghdr* message) {
    if (!wanted_ || !readable(message, sizeof *message)) return *this;
    parts(message->msg_iov, message->msg_iovlen);
    const auto* name = static_cast<const sockaddr*>(message->msg_name);
    return is_write(call_) ? to(name, message->msg_namelen) : from(name, &message->msg_namelen);
  }

  /// Of no messages the call is none: it moves nothing, not even an empty datagram.
  Report& messages(const mmsghdr* messages, unsigned count) {
    if (count == 0) wanted_ = false;
    if (!wanted_ || !readable(messages, sizeof *messages)) return *this;
    messages_ = messages;
    return message(&messages->msg_hdr);
  }

  Report& to(const sockaddr* address, socklen_t size) {
    if (wanted_ && readable(address, size)) set_address(true, address, size);
    return *this;
  }

  /// Where the kernel will put the peer's address.
  Report& from(const sockaddr* address, const socklen_t* size) {
    if (!wanted_ || address == nullptr || !readable(size, sizeof *size)) return *this;
    from_ = address;
    from_size_ = size;
    if (from_room_ == 0) from_room_ = *size;
    return *this;
  }

  /// Where the kernel will put a number.
  Report& gives(const int* number) {
    gives_ = number;
    return *this;
  }

  template <typename F, typename... Arguments>
  auto make(Arguments... arguments) {
    return run([&] { return libc<F>(call_)(arguments...); });
  }

  /// Makes the call by any means.
  template <typename Action>
  auto run(Action action) {
    enter();
    const auto result = action();
    if (messages_ == nullptr || result <= 0) return leave(result), result;
    leave(messages_->msg_len);
    for (int i = 1; i < result; ++i) again(messages_[i]);
    return result;
  }

 private:
  explicit Report(Call call) : call_(call) {}

  void open(int fd, const Socket& socket) {
    socket_ = socket;
    wanted_ = socket.kind != Kind::other;
    enter_.head.call = static_cast<std::uint8_t>(call_);
    enter_.head.kind = static_cast<std::uint8_t>(socket.kind);
    enter_.socket = socket.cookie;
    enter_.fd = fd;
    enter_.queued = -1;
  }

  void enter() {
    if (wanted_) {
      // A child of vfork(2) closes and shuts down, but it moves no bytes.
      const Ids ids = is_write(call_) || is_read(call_) ? known_ids() : current_ids();
      enter_.pid = ids.pid;
      enter_.tid = ids.tid;
      const bool ends = call_ == Call::shutdown || call_ == Call::close;
      if (asks_queued(call_, socket_.kind)) enter_.queued = queued_bytes(enter_.fd);
      if (asks_arrived(call_, socket_.kind) && put_arrived(arrived_, call_, enter_.fd))
        holds_ |= kHoldsArrived;
      begin(now_ns());
      if (ends) sample_tcp();
    }
    errno = errno_;
  }

  void begin(std::int64_t time_ns) {
    enter_.head.time_ns = time_ns;
    entered_ = publish(enter_, 0);
    holds_ = 0;
  }

  /// A further message of a call that has returned.
  void again(const mmsghdr& one) {
    names_ = {};
    paths_ = {};
    message(&one.msg_hdr).flags(option_.flags);
    enter_.queued = -1;
    begin(enter_.head.time_ns);
    leave(one.msg_len);
  }

  void leave(std::int64_t result) {
    if (!wanted_) return;
    errno_ = errno;
    ProbeReturn done{};
    done.head.returned = 1;
    done.head.call = enter_.head.call;
    done.head.kind = enter_.head.kind;
    done.head.time_ns = now_ns();
    done.entered = static_cast<std::uint32_t>(entered_ / 8);
    done.result = result < 0 ? -errno_ : result;
    if (result >= 0) learn(result);
    // A connect that does not wait has chosen its address; the rest of it follows.
    if (call_ == Call::connect && (result >= 0 || errno_ == EINPROGRESS)) tell_own();
    done.bytes = payload(result);
    publish(done, done.bytes);
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
      set_address(true, from_, *from_size_ < from_room_ ? *from_size_ : from_room_);
    if (gives_ != nullptr) value(*gives_);
  }

  /// The socket that the call has made.
  void meet(int fd) {
    Socket made{ask_cookie(fd), socket_.kind};
    names_.made = made.cookie;
    holds_ |= kHoldsNames;
    if (call_ == Call::accept) {
      set_address(true, SYS_getpeername, fd);
      made.is_told = set_address(false, SYS_getsockname, fd);
    }
    known_sockets.remember(made);
  }

  /// Reports this end's address, if the socket has one.
  void tell_own() {
    if (!set_address(false, SYS_getsockname, enter_.fd)) return;
    socket_.is_told = true;
    known_sockets.remember(socket_);
  }

  /// How many of the bytes that were moved go into the log.
  std::uint32_t payload(std::int64_t result) const {
    const bool discarded =
        is_tcp() && is_read(call_) && (option_.flags & MSG_TRUNC) != 0;  // tcp(7)
    if (result <= 0 || discarded || count_ == 0) return 0;
    const auto moved = static_cast<std::uint64_t>(result);
    const std::uint64_t there = moved < enter_.length ? moved : enter_.length;
    return static_cast<std::uint32_t>(there < kProbeBytes ? there : kProbeBytes);
  }

  bool is_tcp() const { return socket_.kind == Kind::tcp; }

  void sample_tcp() {
    if (is_tcp() && put_tcp(sampled_, enter_.fd)) holds_ |= kHoldsTcp;
  }

  /// Takes what getsockname(2) or getpeername(2) says: the peer's address, or this end's own. False
  /// if it names no port.
  bool set_address(bool peer, long question, int fd) {
    sockaddr_storage address;
    socklen_t size = sizeof address;
    return kernel(question, fd, &address, &size) == 0 &&
           set_address(peer, reinterpret_cast<const sockaddr*>(&address), size);
  }

  bool set_address(bool peer, const sockaddr* address, socklen_t size) {
    if (is_local(socket_.kind)) return set_path(peer ? paths_.address : paths_.own, address, size);
    ProbeAddress& to = peer ? names_.address : names_.own;
    if (!put_address(to, address, size)) return false;
    holds_ |= kHoldsNames;
    return to.port != 0;
  }

  bool set_path(char (&to)[112], const sockaddr* address, socklen_t size) {
    if (!put_path(to, address, size)) return false;
    if (to[0] != 0) holds_ |= kHoldsPaths;
    return true;
  }

  std::size_t held_size() const {
    return ((holds_ & kHoldsNames) != 0 ? sizeof names_ : 0) +
           ((holds_ & kHoldsOption) != 0 ? sizeof option_ : 0) +
           ((holds_ & kHoldsTcp) != 0 ? sizeof sampled_ : 0) +
           ((holds_ & kHoldsArrived) != 0 ? sizeof arrived_ : 0) +
           ((holds_ & kHoldsPaths) != 0 ? sizeof paths_ : 0);
  }

  /// Writes a record with what it holds, and `bytes` of the payload. Gives back where it stands.
  template <typename Record>
  std::uint64_t publish(Record& record, std::uint32_t bytes) {
    record.head.holds = holds_;
    const std::uint64_t size = (sizeof record + held_size() + bytes + 7) / 8 * 8;
    const std::uint64_t at = reserve(size);
    if (at == 0) return 0;
    Entry entry(at);
    entry.begin(record);
    if ((holds_ & kHoldsNames) != 0) entry.add(&names_, sizeof names_);
    if ((holds_ & kHoldsOption) != 0) entry.add(&option_, sizeof option_);
    if ((holds_ & kHoldsTcp) != 0) entry.add(&sampled_, sizeof sampled_);
    if ((holds_ & kHoldsArrived) != 0) entry.add(&arrived_, sizeof arrived_);
    if ((holds_ & kHoldsPaths) != 0) entry.add(&paths_, sizeof paths_);
    add_parts(entry, bytes);
    entry.end(size);
    return at;
  }

  void add_parts(Entry& entry, std::size_t left) const {
    for (std::size_t i = 0; i < count_ && left > 0; ++i) {
      const std::size_t size = parts_[i].iov_len < left ? parts_[i].iov_len : left;
      entry.add(parts_[i].iov_base, size);
      left -= size;
    }
  }

  int errno_ = errno;  // the program's, taken before anything is asked
  Call call_;
  bool wanted_ = false;
  Socket socket_;
  iovec whole_{};
  const iovec* parts_ = nullptr;
  std::size_t count_ = 0;
  const mmsghdr* messages_ = nullptr;  ///< of a call that moves several
  const sockaddr* from_ = nullptr;
  const socklen_t* from_size_ = nullptr;
  socklen_t from_room_ = 0;
  const int* gives_ = nullptr;
  std::uint8_t holds_ = 0;  ///< what the next record is to hold
  std::uint64_t entered_ = 0;
  ProbeEnter enter_{};
  ProbeNames names_{};
  ProbeOption option_{};
  ProbeTcp sampled_{};
  ProbeArrived arrived_{};
  ProbePaths paths_{};
};

}  // namespace stickylab
