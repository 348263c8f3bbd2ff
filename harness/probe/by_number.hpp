// Socket calls that a program makes by their number, with syscall(2).
#pragma once

#include <errno.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "probe/alarms.hpp"
#include "probe/becoming.hpp"
#include "probe/report.hpp"

namespace stickylab {

/// Whether calls on a descriptor are reported. Leaves errno as it is.
inline bool is_observed(int fd) {
  const int before = errno;
  const bool observed = is_reporting() && socket_of(fd).kind != Kind::other;
  errno = before;
  return observed;
}

/// The end of a splice(2) that is reported. Of two that are not, either.
struct SpliceEnd {
  Call call;
  int fd;
};
inline SpliceEnd splice_end(int from, int to) {
  return is_observed(to) ? SpliceEnd{Call::splice, to} : SpliceEnd{Call::splice_from, from};
}

/// Whether a call that succeeds restricts those that follow, seccomp(2).
inline bool restricts(long number, unsigned long what) {
  if (number == SYS_prctl) return what == PR_SET_SECCOMP;
  return number == SYS_seccomp && what <= SECCOMP_SET_MODE_FILTER;
}

/// The arguments of a call as it was made, each read as the call reads it.
class Arguments {
 public:
  explicit Arguments(const long (&words)[6]) : words_(words) {}

  int fd(int i = 0) const { return number(i); }
  int number(int i) const { return static_cast<int>(words_[i]); }
  std::size_t size(int i) const { return static_cast<std::size_t>(words_[i]); }
  template <typename T = void>
  const T* at(int i) const {
    return reinterpret_cast<const T*>(words_[i]);  // NOLINT(performance-no-int-to-ptr)
  }
  unsigned room(int i) const { return static_cast<unsigned>(words_[i]); }

 private:
  const long (&words_)[6];
};

/// How the arguments of a call stand.
enum class Shape : std::uint8_t {
  socket,      ///< and what is not reported
  bytes,       ///< socket, buffer, size
  bytes_to,    ///< flags and an address follow
  bytes_from,  ///< and a place for one
  parts,       ///< socket, iovec, count
  message,     ///< socket, msghdr, flags
  messages,    ///< socket, mmsghdr, count, flags
  address,     ///< socket, address, size
  value,       ///< socket, number
  option,      ///< socket, level, option, value, size
  passed_on,   ///< socket, file, offset, size
};

struct Numbered {
  long number;
  Call call;
  Shape shape;
};

inline constexpr Numbered kNumbered[] = {
    {SYS_read, Call::read, Shape::bytes},
    {SYS_write, Call::write, Shape::bytes},
    {SYS_readv, Call::readv, Shape::parts},
    {SYS_writev, Call::writev, Shape::parts},
    {SYS_preadv2, Call::preadv2, Shape::parts},
    {SYS_pwritev2, Call::pwritev2, Shape::parts},
    {SYS_sendto, Call::sendto, Shape::bytes_to},
    {SYS_recvfrom, Call::recvfrom, Shape::bytes_from},
    {SYS_sendmsg, Call::sendmsg, Shape::message},
    {SYS_recvmsg, Call::recvmsg, Shape::message},
    {SYS_sendmmsg, Call::sendmmsg, Shape::messages},
    {SYS_recvmmsg, Call::recvmmsg, Shape::messages},
    {SYS_sendfile, Call::sendfile, Shape::passed_on},
    {SYS_bind, Call::bind, Shape::address},
    {SYS_connect, Call::connect, Shape::address},
    {SYS_listen, Call::listen, Shape::value},
    {SYS_shutdown, Call::shutdown, Shape::value},
    {SYS_setsockopt, Call::setsockopt, Shape::option},
    {SYS_accept, Call::accept, Shape::socket},
    {SYS_accept4, Call::accept, Shape::socket},
    {SYS_close, Call::close, Shape::socket},
};

inline const Numbered* find_numbered(long number) {
  for (const Numbered& one : kNumbered)
    if (one.number == number) return &one;
  return nullptr;
}

inline Report& describe(Report& report, Shape shape, const Arguments& a) {
  switch (shape) {
    case Shape::bytes:
      return report.bytes(a.at(1), a.size(2));
    case Shape::bytes_to:
      return report.bytes(a.at(1), a.size(2)).flags(a.number(3)).to(a.at<sockaddr>(4), a.room(5));
    case Shape::bytes_from:
      return report.bytes(a.at(1), a.size(2))
          .flags(a.number(3))
          .from(a.at<sockaddr>(4), a.at<socklen_t>(5));
    case Shape::parts:
      return report.parts(a.at<iovec>(1), a.size(2));
    case Shape::message:
      return report.message(a.at<msghdr>(1)).flags(a.number(2));
    case Shape::messages:
      return report.messages(a.at<mmsghdr>(1), a.room(2)).flags(a.number(3));
    case Shape::address:
      return report.to(a.at<sockaddr>(1), a.room(2));
    case Shape::value:
      return report.value(a.number(1));
    case Shape::option:
      return report.option(a.number(1), a.number(2), a.at(3), a.room(4));
    case Shape::passed_on:
      return report.length(a.size(3));
    case Shape::socket:
      return report;
  }
  return report;
}

template <typename Raw>
long splice_by_number(const Arguments& a, Raw raw) {
  const SpliceEnd end = splice_end(a.fd(0), a.fd(2));
  return Report(end.call, end.fd).length(a.size(4)).run(raw);
}

/// Reports the call if it is one that is reported, and makes it by `raw`.
template <typename Raw>
long report_by_number(long number, const Arguments& a, Raw raw) {
  if (number == SYS_close && is_log(a.fd())) return refuse_to_close();
  if (number == SYS_close_range) return close_between(a.room(0), a.room(1), a.number(2));
  if (number == SYS_splice) return splice_by_number(a, raw);
  if (number == SYS_socket)
    return Report(Call::socket, kind_of(a.number(0), a.number(1), a.number(2))).run(raw);
  if (number == SYS_io_uring_setup) return Report(Call::io_uring_setup, Kind::tcp).run(raw);
  const Numbered* known = find_numbered(number);
  if (orders_signal(number)) count_alarm();
  if (known == nullptr) return raw();
  Report report(known->call, a.fd());
  return describe(report, known->shape, a).run(raw);
}

}  // namespace stickylab
