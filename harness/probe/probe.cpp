// The probe: preloaded into a program under test (LD_PRELOAD, ld.so(8)), it stands before libc's
// socket calls and writes each call on a TCP or UDP socket, or of AF_UNIX if that is wanted, into
// the log that the environment names. It keeps no table of descriptors: at each call the kernel is
// asked which socket a descriptor is, so that dup, fork, exec and descriptors from elsewhere need
// no care (probe/sockets.hpp).

#undef _FORTIFY_SOURCE  // it makes inline functions of read and recv, which are defined here

#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/time.h>
#include <time.h>

#include <initializer_list>

#include "probe/becoming.hpp"
#include "probe/by_number.hpp"
#include "probe/forking.hpp"
#include "probe/report.hpp"

namespace stickylab {
namespace {

// Functions that are not reported.
constinit Function spawn{"posix_spawn"}, spawnp{"posix_spawnp"}, become{"execve"},
    become_found{"execvpe"}, become_file{"fexecve"}, close_all{"closefrom"},
    print_checked{"__vdprintf_chk"}, control{"prctl"}, alarm_s{"alarm"}, alarm_us{"ualarm"},
    interval{"setitimer"}, timer{"timer_create"};

[[gnu::constructor]] void start() {
  const int before = errno;
  for (Function& function : functions) function.find();
  for (Function* other : {&spawn, &spawnp, &become, &become_found, &become_file, &close_all,
                          &print_checked, &control, &alarm_s, &alarm_us, &interval, &timer})
    other->find();
  const char* number = secure_getenv(kProbeDescriptor);
  if (number != nullptr && watch_forks() && map_log(atoi(number))) {
    remember_probe();
    remember_start();
  }
  errno = before;
}

/// Libraries declare one function in two ways, and a definition has to agree: glibc says that calls
/// which do not wait are noexcept, musl says it of none.
constexpr bool kSaysNoexcept = noexcept(::socket(0, 0, 0));

/// The second parameter of ioctl: unsigned long in glibc, int in musl.
template <class Request>
Request request_of(int (*ioctl)(int, Request, ...));
using IoctlRequest = decltype(request_of(::ioctl));

/// Writes all of it, as dprintf(3) does.
ssize_t write_all(int fd, const char* text, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t n = libc<decltype(::write)>(Call::write)(fd, text + done, size - done);
    if (n < 0) return -1;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(size);
}

/// Sends what dprintf(3) made, which is freed. `size` is -1 if it could not be made.
int send_text(int fd, char* text, int size) {
  if (size < 0) return size;
  if (size == 0) return free(text), 0;  // nothing is written
  const auto length = static_cast<std::size_t>(size);
  Report report(Call::dprintf, fd);
  const auto sent = report.bytes(text, length).run([&] { return write_all(fd, text, length); });
  const int error = errno;
  free(text);
  errno = error;
  return static_cast<int>(sent);
}

/// Calls `become` with the arguments of execl(3) as execv(3) takes them. They are on the stack: a
/// child of vfork(2) may take no memory. Goes on to what follows the null.
template <typename Become>
int with_list(const char* first, va_list& rest, Become become) {
  va_list ahead;
  va_copy(ahead, rest);
  std::size_t count = 0;
  for (const char* word = first; word != nullptr; word = va_arg(ahead, const char*)) ++count;
  va_end(ahead);
  auto** arguments = static_cast<char**>(alloca((count + 1) * sizeof(char*)));
  arguments[0] = const_cast<char*>(first);
  for (std::size_t i = 1; i <= count; ++i) arguments[i] = va_arg(rest, char*);
  return become(arguments);
}

}  // namespace
}  // namespace stickylab

using namespace stickylab;

#pragma GCC visibility push(default)
extern "C" {

int socket(int domain, int type, int protocol) noexcept(kSaysNoexcept) {
  return Report(Call::socket, kind_of(domain, type, protocol))
      .make<decltype(::socket)>(domain, type, protocol);
}

int bind(int fd, const sockaddr* address, socklen_t size) noexcept(kSaysNoexcept) {
  return Report(Call::bind, fd).to(address, size).make<decltype(::bind)>(fd, address, size);
}

int listen(int fd, int backlog) noexcept(kSaysNoexcept) {
  return Report(Call::listen, fd).value(backlog).make<decltype(::listen)>(fd, backlog);
}

int accept4(int fd, sockaddr* address, socklen_t* size, int flags) {
  wait_to_be_forked(fd);
  return Report(Call::accept, fd).make<decltype(::accept4)>(fd, address, size, flags);
}

int accept(int fd, sockaddr* address, socklen_t* size) { return accept4(fd, address, size, 0); }

int connect(int fd, const sockaddr* address, socklen_t size) {
  return Report(Call::connect, fd).to(address, size).make<decltype(::connect)>(fd, address, size);
}

ssize_t send(int fd, const void* data, size_t size, int flags) {
  return Report(Call::send, fd)
      .bytes(data, size)
      .flags(flags)
      .make<decltype(::send)>(fd, data, size, flags);
}

ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* address,
               socklen_t address_size) {
  return Report(Call::sendto, fd)
      .bytes(data, size)
      .flags(flags)
      .to(address, address_size)
      .make<decltype(::sendto)>(fd, data, size, flags, address, address_size);
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return Report(Call::sendmsg, fd)
      .message(message)
      .flags(flags)
      .make<decltype(::sendmsg)>(fd, message, flags);
}

ssize_t write(int fd, const void* data, size_t size) {
  return Report(Call::write, fd).bytes(data, size).make<decltype(::write)>(fd, data, size);
}

ssize_t writev(int fd, const iovec* parts, int count) {
  return Report(Call::writev, fd).parts(parts, count).make<decltype(::writev)>(fd, parts, count);
}

ssize_t recv(int fd, void* data, size_t size, int flags) {
  return Report(Call::recv, fd)
      .bytes(data, size)
      .flags(flags)
      .make<decltype(::recv)>(fd, data, size, flags);
}

ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* address,
                 socklen_t* address_size) {
  return Report(Call::recvfrom, fd)
      .bytes(data, size)
      .flags(flags)
      .from(address, address_size)
      .make<decltype(::recvfrom)>(fd, data, size, flags, address, address_size);
}

ssize_t recvmsg(int fd, msghdr* message, int flags) {
  return Report(Call::recvmsg, fd)
      .message(message)
      .flags(flags)
      .make<decltype(::recvmsg)>(fd, message, flags);
}

ssize_t read(int fd, void* data, size_t size) {
  return Report(Call::read, fd).bytes(data, size).make<decltype(::read)>(fd, data, size);
}

ssize_t readv(int fd, const iovec* parts, int count) {
  return Report(Call::readv, fd).parts(parts, count).make<decltype(::readv)>(fd, parts, count);
}

int shutdown(int fd, int how) noexcept(kSaysNoexcept) {
  return Report(Call::shutdown, fd).value(how).make<decltype(::shutdown)>(fd, how);
}

int close(int fd) {
  if (is_log(fd)) return refuse_to_close();
  return Report(Call::close, fd).make<decltype(::close)>(fd);
}

int close_range(unsigned first, unsigned last, int flags) noexcept(kSaysNoexcept) {
  return close_between(first, last, flags);
}

void closefrom(int first) noexcept(kSaysNoexcept) {
  const int before = errno;
  if (close_between(first < 0 ? 0 : static_cast<unsigned>(first), ~0U, 0) != 0)
    close_all.as<void(int)>()(first);
  errno = before;
}

int setsockopt(int fd, int level, int option, const void* value,
               socklen_t size) noexcept(kSaysNoexcept) {
  return Report(Call::setsockopt, fd)
      .option(level, option, value, size)
      .make<decltype(::setsockopt)>(fd, level, option, value, size);
}

int ioctl(int fd, IoctlRequest request, ...) noexcept(kSaysNoexcept) {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  if (request != static_cast<IoctlRequest>(FIONREAD))
    return libc<decltype(::ioctl)>(Call::fionread)(fd, request, argument);
  return Report(Call::fionread, fd)
      .gives(static_cast<const int*>(argument))
      .make<decltype(::ioctl)>(fd, request, argument);
}

// Linux has these beside the calls that are older than it.

/// The name in libc is in the label: libraries differ in the type of `flags`.
int send_messages(int fd, mmsghdr* messages, unsigned count, int flags) __asm__("sendmmsg");
int send_messages(int fd, mmsghdr* messages, unsigned count, int flags) {
  return Report(Call::sendmmsg, fd)
      .messages(messages, count)
      .flags(flags)
      .make<decltype(send_messages)>(fd, messages, count, flags);
}

int receive_messages(int fd, mmsghdr* messages, unsigned count, int flags,
                     timespec* timeout) __asm__("recvmmsg");
int receive_messages(int fd, mmsghdr* messages, unsigned count, int flags, timespec* timeout) {
  return Report(Call::recvmmsg, fd)
      .messages(messages, count)
      .flags(flags)
      .make<decltype(receive_messages)>(fd, messages, count, flags, timeout);
}

ssize_t pwritev2(int fd, const iovec* parts, int count, off_t offset, int flags) {
  return Report(Call::pwritev2, fd)
      .parts(parts, static_cast<std::size_t>(count))
      .make<ssize_t(int, const iovec*, int, off_t, int)>(fd, parts, count, offset, flags);
}

ssize_t preadv2(int fd, const iovec* parts, int count, off_t offset, int flags) {
  return Report(Call::preadv2, fd)
      .parts(parts, static_cast<std::size_t>(count))
      .make<ssize_t(int, const iovec*, int, off_t, int)>(fd, parts, count, offset, flags);
}

ssize_t sendfile(int to, int from, off_t* offset, size_t size) noexcept(kSaysNoexcept) {
  return Report(Call::sendfile, to).length(size).make<decltype(::sendfile)>(to, from, offset, size);
}

ssize_t splice(int from, off_t* from_offset, int to, off_t* to_offset, size_t size,
               unsigned flags) {
  const SpliceEnd end = splice_end(from, to);
  return Report(end.call, end.fd)
      .length(size)
      .make<ssize_t(int, off_t*, int, off_t*, size_t, unsigned)>(from, from_offset, to, to_offset,
                                                                 size, flags);
}

// The same functions where offsets have 64 bits, as they have in all that are built here. Their
// names in libc are in the labels: in musl they are macros.
static_assert(sizeof(off_t) == 8);
[[gnu::alias("pwritev2")]] ssize_t pwritev2_64(int, const iovec*, int, off_t,
                                               int) __asm__("pwritev64v2");
[[gnu::alias("preadv2")]] ssize_t preadv2_64(int, const iovec*, int, off_t,
                                             int) __asm__("preadv64v2");
[[gnu::alias("sendfile")]] ssize_t sendfile_64(int, int, off_t*, size_t) noexcept(
    kSaysNoexcept) __asm__("sendfile64");

int vdprintf(int fd, const char* format, va_list arguments) {
  if (!is_observed(fd)) return libc<decltype(::vdprintf)>(Call::dprintf)(fd, format, arguments);
  char* text = nullptr;
  const int size = vasprintf(&text, format, arguments);
  return send_text(fd, text, size);
}

int dprintf(int fd, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int result = vdprintf(fd, format, arguments);
  va_end(arguments);
  return result;
}

long syscall(long number, ...) noexcept(kSaysNoexcept) {
  long words[6];
  va_list arguments;
  va_start(arguments, number);
  for (long& word : words) word = va_arg(arguments, long);
  va_end(arguments);
  const long result = report_by_number(number, Arguments(words), [&] {
    return kernel(number, words[0], words[1], words[2], words[3], words[4], words[5]);
  });
  if (result >= 0 && restricts(number, static_cast<unsigned long>(words[0]))) fall_silent();
  return result;
}

int prctl(int option, ...) noexcept(kSaysNoexcept) {
  unsigned long words[4];
  va_list arguments;
  va_start(arguments, option);
  for (unsigned long& word : words) word = va_arg(arguments, unsigned long);
  va_end(arguments);
  const int result = control.as<int(int, ...)>()(option, words[0], words[1], words[2], words[3]);
  if (result == 0 && option == PR_SET_SECCOMP) fall_silent();
  return result;
}

// What makes a program of this process, or of a new one.

int execve(const char* path, char* const* arguments,
           char* const* environment) noexcept(kSaysNoexcept) {
  return with_probe(environment, [&](char* const* with) {
    return become.as<decltype(::execve)>()(path, arguments, with);
  });
}

int execv(const char* path, char* const* arguments) noexcept(kSaysNoexcept) {
  return execve(path, arguments, environ);
}

int execvpe(const char* file, char* const* arguments,
            char* const* environment) noexcept(kSaysNoexcept) {
  return with_probe(environment, [&](char* const* with) {
    return become_found.as<decltype(::execvpe)>()(file, arguments, with);
  });
}

int execvp(const char* file, char* const* arguments) noexcept(kSaysNoexcept) {
  return execvpe(file, arguments, environ);
}

int fexecve(int fd, char* const* arguments, char* const* environment) noexcept(kSaysNoexcept) {
  return with_probe(environment, [&](char* const* with) {
    return become_file.as<decltype(::fexecve)>()(fd, arguments, with);
  });
}

int execl(const char* path, const char* first, ...) noexcept(kSaysNoexcept) {
  va_list rest;
  va_start(rest, first);
  const int result =
      with_list(first, rest, [&](char** arguments) { return execv(path, arguments); });
  va_end(rest);
  return result;
}

int execlp(const char* file, const char* first, ...) noexcept(kSaysNoexcept) {
  va_list rest;
  va_start(rest, first);
  const int result =
      with_list(first, rest, [&](char** arguments) { return execvp(file, arguments); });
  va_end(rest);
  return result;
}

int execle(const char* path, const char* first, ...) noexcept(kSaysNoexcept) {
  va_list rest;
  va_start(rest, first);
  const int result = with_list(first, rest, [&](char** arguments) {
    return execve(path, arguments, va_arg(rest, char* const*));
  });
  va_end(rest);
  return result;
}

int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const* arguments,
                char* const* environment) {
  return with_probe(environment, [&](char* const* with) {
    return spawn.as<decltype(::posix_spawn)>()(pid, path, actions, attributes, arguments, with);
  });
}

int posix_spawnp(pid_t* pid, const char* file, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const* arguments,
                 char* const* environment) {
  return with_probe(environment, [&](char* const* with) {
    return spawnp.as<decltype(::posix_spawnp)>()(pid, file, actions, attributes, arguments, with);
  });
}

// Not reported, but counted: a signal that comes later ends a wait.

unsigned order_alarm(unsigned seconds) __asm__("alarm");
unsigned order_alarm(unsigned seconds) {
  count_alarm();
  return alarm_s.as<decltype(order_alarm)>()(seconds);
}

useconds_t order_alarm_us(useconds_t first, useconds_t every) __asm__("ualarm");
useconds_t order_alarm_us(useconds_t first, useconds_t every) {
  count_alarm();
  return alarm_us.as<decltype(order_alarm_us)>()(first, every);
}

int order_interval(int which, const itimerval* wanted, itimerval* before) __asm__("setitimer");
int order_interval(int which, const itimerval* wanted, itimerval* before) {
  count_alarm();
  return interval.as<decltype(order_interval)>()(which, wanted, before);
}

int make_timer(clockid_t clock, sigevent* event, timer_t* made) __asm__("timer_create");
int make_timer(clockid_t clock, sigevent* event, timer_t* made) {
  count_alarm();
  return timer.as<decltype(make_timer)>()(clock, event, made);
}

// With -D_FORTIFY_SOURCE glibc turns the reads into these: `room` is the size of the buffer.

/// Glibc's own end for a program that would overrun a buffer; musl has none.
[[noreturn, gnu::weak]] void __chk_fail();
[[gnu::weak]] int __vasprintf_chk(char** text, int level, const char* format, va_list arguments);

[[noreturn]] static void overrun() {
  if (__chk_fail != nullptr) __chk_fail();
  abort();
}

ssize_t __read_chk(int fd, void* data, size_t size, size_t room) {
  if (size > room) overrun();
  return read(fd, data, size);
}

ssize_t __recv_chk(int fd, void* data, size_t size, size_t room, int flags) {
  if (size > room) overrun();
  return recv(fd, data, size, flags);
}

ssize_t __recvfrom_chk(int fd, void* data, size_t size, size_t room, int flags, sockaddr* address,
                       socklen_t* address_size) {
  if (size > room) overrun();
  return recvfrom(fd, data, size, flags, address, address_size);
}

int __vdprintf_chk(int fd, int level, const char* format, va_list arguments) {
  if (!is_observed(fd))
    return print_checked.as<int(int, int, const char*, va_list)>()(fd, level, format, arguments);
  char* text = nullptr;
  const int size = __vasprintf_chk(&text, level, format, arguments);
  return send_text(fd, text, size);
}

int __dprintf_chk(int fd, int level, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int result = __vdprintf_chk(fd, level, format, arguments);
  va_end(arguments);
  return result;
}

}  // extern "C"
#pragma GCC visibility pop
